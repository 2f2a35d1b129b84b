"""``luoshi``: the command line. Each app adds its verbs in ``commands.py``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiyao.console import run
from jiyao.parser import ChineseParser
from luoshi import disk
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.serving import Address

WITHOUT_DATABASE = frozenset({"read", "split", "merge"})
"""Verbs that work on a machine where nothing has been set up."""
BEFORE_DATABASE = frozenset({"migrate", "manage", "demo", "serve", "backup", "keys init"})
"""Verbs that set it up, save it before it is brought up to date, or ask in their own time: all others need a database of this version."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (ran, and found something wrong) or 2 (could not run)."""
    return run(lambda: _main(argv))


def _main(argv: Sequence[str] | None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.settings")
    args = parser().parse_args(argv)
    try:
        _refuse_stray_bytes(args)
        return int((args.run(args) if args.command in WITHOUT_DATABASE else _run_on_database(args)) or 0)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
    return 2


def _refuse_stray_bytes(args: argparse.Namespace) -> None:
    """A file may be named by any bytes, but nothing else can be."""
    for value in vars(args).values():
        for words in value if isinstance(value, list) else [value]:
            if isinstance(words, str) and any("\ud800" <= each <= "\udfff" for each in words):
                raise Refused(f"看不懂：{words}。请检查终端的编码是不是 UTF-8。")


def _run_on_database(args: argparse.Namespace) -> Any:  # noqa: ANN401 - what a command gives
    """Run a command that needs Django; a database that does not answer is refused with a sentence."""
    _set_up()
    from django.db import DatabaseError, OperationalError

    try:
        if not {args.command, f"{args.command} {getattr(args, 'verb', '')}"} & BEFORE_DATABASE:
            _refuse_unmigrated()
        return args.run(args)
    except DatabaseError as error:
        if type(error) not in {DatabaseError, OperationalError}:  # a mistake of ours
            raise
        said = str(error).partition("\n")[0]
        raise Refused(
            f"数据库不能用（{said}）。请检查数据库是否已启动，以及数据文件夹能不能读写、有没有损坏。"
        ) from error


def _set_up() -> None:
    """Make Django ready; what is wrong with the environment is refused with a sentence."""
    import django

    try:
        django.setup()
    except ValueError as error:  # an address of the database that cannot be read, an empty key
        raise Refused(str(error)) from error
    except OSError as error:
        sentence = f"不能读写 {error.filename}（{disk.why(error)}）。请检查 LUOSHI_DATA 和 LUOSHI_KEYS 指向的文件夹。"
        raise Refused(sentence) from error


def parser() -> argparse.ArgumentParser:
    """The commands, with those of every app."""
    made = ChineseParser(prog="luoshi", description="落实：把会议议定的事项一件件跟到办结。")
    subparsers = made.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    for verb, start, said in (
        ("serve", _serve, "启动页面服务"),
        ("demo", _demo, "准备样例城市并启动页面"),
    ):
        command = subparsers.add_parser(verb, help=said)
        command.add_argument("--address", default="127.0.0.1:8000", metavar="地址:端口", help="默认 127.0.0.1:8000")
        command.set_defaults(run=start)
    subparsers.add_parser("migrate", help="建立数据库，或升级到当前版本").set_defaults(run=_migrate)
    manage = subparsers.add_parser("manage", help="Django 管理命令（维护人员用）")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    for path in sorted(Path(__file__).parent.glob("*/commands.py")):
        import_module(f"luoshi.{path.parent.name}.commands").register(subparsers)
    return made


def _manage(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line, get_commands

    if args.rest and args.rest[0] not in {*get_commands(), "help", "--help", "--version"}:
        raise Refused(f"没有管理命令“{args.rest[0]}”。有哪些，请看 luoshi manage help。")
    execute_from_command_line(["luoshi manage", *args.rest])
    return 0


def _migrate(_args: argparse.Namespace) -> int:
    from django.core.management import call_command

    from luoshi.keys.commands import initialise

    call_command("migrate", verbosity=0)
    print("数据库已是当前版本。")
    initialise()
    return 0


def _demo(args: argparse.Namespace) -> int:
    from luoshi import demo

    address = _free_address(args.address)
    demo.prepare()
    demo.tell(address)
    with demo.worker():
        return _announce_and_serve(address)


def _serve(args: argparse.Namespace) -> int:
    return _announce_and_serve(_free_address(args.address))


def _free_address(text: str) -> Address:
    """The address to serve on, refused with a sentence where it cannot be used."""
    from luoshi.serving import Address

    try:
        address = Address.read(text)
    except ValueError as error:
        raise Refused(str(error)) from error
    if obstacle := address.obstacle():
        raise Refused(obstacle)
    return address


def _announce_and_serve(address: Address) -> int:
    from luoshi.serving import serve

    _refuse_unready()
    serve(address)
    return 0


def _refuse_unready() -> None:
    """Nothing is announced as ready that cannot answer: the pages load, and the database is that of this version."""
    from django.core.management import call_command
    from django.db import connection

    call_command("check", stdout=io.StringIO())
    _refuse_unmigrated()
    connection.close()


def _refuse_unmigrated() -> None:
    """A database that is not there, or of another version, is refused with a sentence before anything is asked of it."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("数据库还没有建立，或者不是当前版本的。请先备份数据文件夹，再运行 luoshi migrate。")
