"""``luoshi backup FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    backup = subparsers.add_parser("backup", help="备份数据库、文件和封存记录（不含密钥），办公照常进行")
    backup.add_argument("folder", type=Path, metavar="文件夹")
    backup.set_defaults(run=_backup)


def _backup(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.upkeep.backup import back_up

    done = back_up(args.folder, at=timezone.localtime())
    print(f"备份完成：{done.folder}，文件 {done.files} 个，其中新复制 {done.copied} 个。密钥不在备份里，请另行保管。")
    return 0
