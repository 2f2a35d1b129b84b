"""``luoshi``: the command line. Each app adds its verbs in ``commands.py``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jiyao.parser import ChineseParser
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.serving import Address

WITHOUT_DATABASE = frozenset({"read", "split", "merge"})
"""Verbs that work on a machine where nothing has been set up."""
BEFORE_DATABASE = frozenset({"migrate", "manage", "demo", "serve", "backup", "keys init"})
"""Verbs that set it up, save it before it is brought up to date, or ask in their own time: all others need a database of this version."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (ran, and found something wrong) or 2 (could not run)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.settings")
    args = _parser().parse_args(argv)
    try:
        if args.command not in WITHOUT_DATABASE:
            _set_up()
            if not {args.command, f"{args.command} {getattr(args, 'verb', '')}"} & BEFORE_DATABASE:
                _refuse_unmigrated()
        return int(args.run(args) or 0)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        return 130


def _set_up() -> None:
    """Make Django ready; what is wrong with the environment is refused with a sentence."""
    import django

    try:
        django.setup()
    except ValueError as error:  # an address of the database that cannot be read, an empty key
        raise Refused(str(error)) from error
    except OSError as error:
        sentence = f"不能读写 {error.filename}（{error.strerror}）。请检查 LUOSHI_DATA 和 LUOSHI_KEYS 指向的文件夹。"
        raise Refused(sentence) from error


def _parser() -> argparse.ArgumentParser:
    parser = ChineseParser(prog="luoshi", description="落实：把会议议定的事项一件件跟到办结。")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    for verb, run, said in (
        ("serve", _serve, "启动页面服务"),
        ("demo", _demo, "准备样例城市并启动页面"),
    ):
        command = subparsers.add_parser(verb, help=said)
        command.add_argument("--address", default="127.0.0.1:8000", metavar="地址:端口", help="默认 127.0.0.1:8000")
        command.set_defaults(run=run)
    subparsers.add_parser("migrate", help="建立数据库，或升级到当前版本").set_defaults(run=_migrate)
    manage = subparsers.add_parser("manage", help="Django 管理命令（维护人员用）")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    for path in sorted(Path(__file__).parent.glob("*/commands.py")):
        import_module(f"luoshi.{path.parent.name}.commands").register(subparsers)
    return parser


def _manage(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["luoshi manage", *args.rest])
    return 0


def _migrate(_args: argparse.Namespace) -> int:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print("数据库已是当前版本。")
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
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Refused(f"连不上数据库：{error}。请检查数据库是否已启动，以及数据文件夹能不能读写。") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("数据库还没有建立，或者不是当前版本的。请先备份数据文件夹，再运行 luoshi migrate。")
