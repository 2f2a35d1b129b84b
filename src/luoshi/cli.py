"""``luoshi``: the command line. Each app adds its verbs in ``commands.py``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

APPS_WITH_COMMANDS = ("documents", "journal")
WITHOUT_DATABASE = frozenset({"read"})
"""Verbs that work on a machine where nothing has been set up."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (ran, and found something wrong) or 2 (could not run)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.settings")
    args = _parser().parse_args(argv)
    if args.command not in WITHOUT_DATABASE:
        import django

        django.setup()
    try:
        return int(args.run(args) or 0)
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="luoshi", description="落实：把会议议定的事项一件件跟到办结。")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="命令")
    serve = subparsers.add_parser("serve", help="启动页面服务")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="地址:端口")
    serve.set_defaults(run=_serve)
    demo = subparsers.add_parser("demo", help="准备样例城市并启动页面")
    demo.add_argument("--address", default="127.0.0.1:8000", metavar="地址:端口")
    demo.set_defaults(run=_demo)
    manage = subparsers.add_parser("manage", help="Django 管理命令（维护人员用）")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    for app in APPS_WITH_COMMANDS:
        import_module(f"luoshi.{app}.commands").register(subparsers)
    return parser


def _manage(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["luoshi manage", *args.rest])
    return 0


def _demo(args: argparse.Namespace) -> int:
    from django.core.management import call_command

    print("正在准备数据库 …")
    call_command("migrate", verbosity=0)
    return _serve(args)


def _serve(args: argparse.Namespace) -> int:
    """Serve with gunicorn in this process; it answers a taken port and a bad address with a sentence."""
    from gunicorn.app.base import BaseApplication

    from luoshi.wsgi import application

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            self.cfg.set("bind", args.address)
            self.cfg.set("workers", 2)
            self.cfg.set("threads", 4)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("proc_name", "luoshi")
            self.cfg.set("on_starting", lambda _server: None)
            self.cfg.set("when_ready", lambda _server: print(f"\n  落实已就绪，请打开：http://{args.address}/\n  按 Ctrl+C 停止。\n", flush=True))

        def load(self) -> object:
            return application

    if _taken(args.address):
        print(f"{args.address} 已被占用。请换一个端口，例如 --address 127.0.0.1:8001（或 make demo LUOSHI_ADDRESS=127.0.0.1:8001）。", file=sys.stderr)
        return 2
    Server().run()
    return 0


def _taken(address: str) -> bool:
    import socket

    host, _, port = address.rpartition(":")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host or "127.0.0.1", int(port)))
        except (OSError, ValueError):
            return True
    return False
