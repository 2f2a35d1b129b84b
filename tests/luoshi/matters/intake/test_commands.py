"""``luoshi take-in``: the same rules as on the page."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from cast import Cast
from jiyao.parser import ChineseParser
from luoshi.documents.models import Document
from luoshi.documents.secrecy import Marked
from luoshi.journal.refusal import Refused
from luoshi.matters.intake import commands
from luoshi.meetings.models import Meeting

Run = Callable[..., int]


@pytest.fixture
def run(cast: Cast) -> Run:
    def run_it(*words: object) -> int:
        parser = ChineseParser()
        commands.register(parser.add_subparsers())
        args: argparse.Namespace = parser.parse_args(["take-in", *map(str, words)])
        return int(args.run(args))

    return run_it


@pytest.fixture
def paper(tmp_path: Path, minutes: str) -> Path:
    path = tmp_path / "纪要.txt"
    path.write_text(minutes, encoding="utf-8")
    return path


def test_a_file_is_taken_in_for_the_office_named(run: Run, paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(paper, "--office", "安澜市", "--label", "内部") == 0
    document = Document.objects.get()
    assert str(document.office) == "安澜市人民政府办公室"
    assert document.is_internal
    assert Meeting.objects.get().matters.count() == 4
    assert "读出 4 条要求。" in capsys.readouterr().out


def test_among_several_offices_one_must_be_named(run: Run, paper: Path) -> None:
    with pytest.raises(Refused, match="请用 --office 写明"):
        run(paper)
    with pytest.raises(Refused, match="没有名为“青川”的办公机构"):
        run(paper, "--office", "青川")


def test_a_file_taken_in_before_is_told_and_taken_again_only_when_asked(
    run: Run, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(paper, "--office", "安澜市")
    assert run(paper, "--office", "安澜市") == 1
    assert "没有再收" in capsys.readouterr().err
    assert Document.objects.count() == 1
    assert run(paper, "--office", "安澜市", "--anyway") == 0
    assert Document.objects.count() == 2


def test_what_cannot_be_read_is_told_and_the_rest_is_taken_in(
    run: Run, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = paper.with_name("没有.txt")
    assert run(missing, paper.parent, paper, "--office", "安澜市", "--later") == 1
    told = capsys.readouterr().err
    assert "找不到文件" in told
    assert "是文件夹" in told
    assert Document.objects.get().state == "received"


def test_a_marked_secret_refuses_all_files(run: Run, paper: Path) -> None:
    secret = paper.with_name("密件.txt")
    secret.write_text("机密★1年\n纪要", encoding="utf-8")
    with pytest.raises(Marked, match="这次的文件都没有收下"):
        run(paper, secret, "--office", "安澜市")
    assert not Document.objects.exists()
