"""Every command, found from its parser, so that a new one cannot escape: what is wrong is one Chinese sentence and no traceback.

Each command is first run as it should be, in a small office with one matter; then once for each argument with each way to get it wrong.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from build_inspections import planned
from build_ledgers import workbook
from build_matters import handed_out
from build_returns import ledger, whole
from cast import AT, Cast, cast
from jiyao import __main__ as jiyao
from luoshi import cli
from luoshi.bodies.models import BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.journal.acting import Acting
from luoshi.matters.models import Matter
from luoshi.people.directory.operations import found_post
from luoshi.people.models import PostKind
from server_programs import use_server_programs

__all__ = ["cast"]
CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(
    r"\b(?:argument|error|usage|required|invalid|unrecognized|Traceback|No such|denied)\b", re.IGNORECASE
)
ENDLESS = {"luoshi serve", "luoshi demo", "luoshi worker", "luoshi manage", "luoshi keys retire"}
"""They serve until stopped, hand on to Django, or need a master key that is no longer used: only wrong arguments are tried."""
MAKES = {"luoshi accounts first office", "luoshi backup folder", "jiyao corpus out"}
"""What is not there is made, and that is what they are for."""
BEFORE = {
    "luoshi ledger export": "ledger --office 安澜市人民政府办公室 import --take {}/台账.xlsx",
    "luoshi round in": "round --office 安澜市人民政府办公室 out --due 2099-03-20 --out {}/发出.zip",
}
"""What has to be done before a command has anything to do."""
TEXT = "5月9日，县长温如海主持召开县政府第3次常务会议。\n会议要求，县水利局要在6月底前建立台账。\n"
LONG = "长" * 200


@dataclass(frozen=True)
class Command:
    """A command at the end of its way through the parsers."""

    program: str
    run: Callable[[list[str]], int]
    words: tuple[str, ...]
    parser: argparse.ArgumentParser
    options: tuple[tuple[int, argparse.Action], ...] = ()
    """Options of the parsers on the way, by the number of words they stand behind."""

    def __str__(self) -> str:
        return " ".join((self.program, *self.words))

    @property
    def arguments(self) -> list[argparse.Action]:
        shown = (action for action in self.parser._actions if action.help != argparse.SUPPRESS)
        return [action for action in shown if action.nargs not in {0, argparse.REMAINDER}]


def commands_of(command: Command) -> Iterator[Command]:
    branches = [each for each in command.parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not branches:
        yield command
    for branch in branches:
        own = [
            (len(command.words), each) for each in command.parser._actions if each.nargs is None and each is not branch
        ]
        for word, parser in branch.choices.items():
            below = replace(command, words=(*command.words, word), parser=parser, options=(*command.options, *own))
            yield from commands_of(below)


COMMANDS = [
    *commands_of(Command("luoshi", cli.main, (), cli.parser())),
    Command("jiyao", jiyao.main, (), jiyao.parser()),
    *(Command("jiyao", jiyao.main, (name,), module.parser()) for name, module in jiyao.COMMANDS.items()),
]


@dataclass(frozen=True)
class Good:
    """Something sensible for every argument, by its name; what is not here has to be added when a command is."""

    folder: Path
    matter: Matter
    inspection: str

    def __call__(self, command: Command, argument: argparse.Action) -> str:
        if argument.choices:
            return str(next(iter(argument.choices)))
        path = {
            "luoshi take-in files": "一.txt",
            "luoshi read files": "一.txt",
            "luoshi split file": "一.txt",
            "luoshi merge files": "总表.xlsx",
            "luoshi ledger import file": "台账.xlsx",
            "luoshi round in files": "总表.xlsx",
            "luoshi directory import file": "机构.csv",
            "luoshi read table": "出.xlsx",
            "luoshi merge out": "出.xlsx",
            "jiyao files": "一.txt",
            "jiyao evaluate gold": "",
            "jiyao evaluate texts": "",
            "jiyao corpus folder": "",
        }.get(f"{command} {argument.dest}", "出.docx")
        if argument.type is Path:
            return str(self.folder / path)
        return {
            "office": str(self.matter.office),
            "matter": self.matter.code,
            "inspection": self.inspection,
            "meeting": str(self.matter.meeting),
            "login": "liqiang" if "reset" in command.words else "xinren",
            "name": "新人",
            "address": "http://10.0.0.2:8000/",
            "body": "市教育局" if "round" in command.words else "市文化馆",
            "title": "三月反馈",
            "leader": "",
            "on": "2026-03-09",
            "due": "2099-03-20",
            "days": "30",
            "year": "2026",
            "workers": "1",
            "misses": "3",
            "key": "k1",
        }[argument.dest]


def wrong(argument: argparse.Action, folder: Path, *, made: bool) -> Iterator[str]:
    """Ways to get an argument wrong; some commands make what is not there."""
    if argument.choices:
        yield "没有这个"
    elif argument.type is Path:
        yield str(folder / "台账.xlsx" / "里面.xlsx")
        yield str(folder / f"{LONG}.xlsx")
        if argument.dest not in {"folder", "gold", "texts"}:
            yield str(folder)
        if not made:
            yield str(folder / "没有" / "这个.xlsx")
    elif argument.type is not None:
        yield from ("", "昨天", "-1", "2026-02-30", "9" * 30)
    elif argument.dest in {"office", "matter", "inspection", "meeting", "body", "leader", "key", "address"}:
        yield "\udcff\udcfe"
        yield from () if made else ("没有这个", LONG)


def argv(command: Command, good: Good, change: argparse.Action | None = None, to: str = "") -> list[str]:
    """The command with something sensible for all that it must have, and one argument as told."""
    made = list(command.words)
    for argument in command.arguments:
        if argument.required or argument is change or argument.dest == "office":
            value = to if argument is change else good(command, argument)
            made += [argument.option_strings[0], value] if argument.option_strings else [value]
    for place, option in reversed(command.options):
        if option.dest == "office" and option is not change:
            made[place:place] = [option.option_strings[0], good(command, option)]
        if option is change:
            made[place:place] = [option.option_strings[0], to]
    return made


@pytest.fixture
def good(cast: Cast, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Good:
    use_server_programs(monkeypatch)
    settings.LUOSHI_DATA, settings.LUOSHI_SEALS = tmp_path / "data", tmp_path / "seals.jsonl"
    (tmp_path / "一.txt").write_text(TEXT)
    (tmp_path / "一.json").write_text("[{}]")
    (tmp_path / "台账.xlsx").write_bytes(workbook())
    (tmp_path / "总表.xlsx").write_bytes(whole(ledger()).data)
    (tmp_path / "机构.csv").write_text("机构名称,规范简称,类别\n安澜市档案馆,市档案馆,部门\n")
    system = Acting.system(None)
    found_post(cast.education, by=system, at=AT, title="市长", kind=PostKind.LEADER)
    found_body(cast.city, by=system, at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name="市文化馆"))
    return Good(tmp_path, handed_out(cast), planned(cast).ref)


def answered(command: Command, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[Any, str]:
    """Run it; the exit code, and what was said."""
    capsys.readouterr()
    try:
        code: Any = command.run(arguments)
    except SystemExit as left:
        code = left.code
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_that_is_wrong_is_answered_with_a_sentence_and_one_that_is_right_is_done(
    command: Command, good: Good, capsys: pytest.CaptureFixture[str]
) -> None:
    if before := BEFORE.get(str(command)):
        assert command.run(before.format(good.folder).split()) == 0
    for arguments in wrong_ones(command, good):
        code, said = answered(command, arguments, capsys)
        assert code in {1, 2}, (arguments, said)
        assert CHINESE.search(said), (arguments, said)
        assert not ENGLISH.search(said), (arguments, said)
    if str(command) not in ENDLESS:
        code, said = answered(command, argv(command, good), capsys)
        assert code == 0, said


def wrong_ones(command: Command, good: Good) -> Iterator[list[str]]:
    """The command with something it does not know, with nothing, and with each argument wrong."""
    yield [*argv(command, good), "--没有这个"]
    if any(each.required for each in command.arguments):
        yield [*command.words]
    for argument in (*command.arguments, *(option for _, option in command.options)):
        for value in wrong(argument, good.folder, made=f"{command} {argument.dest}" in MAKES):
            if str(command) not in ENDLESS or argument.type:
                yield argv(command, good, argument, value)
