"""``luoshi search rebuild``."""

from __future__ import annotations

import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb of the search index to the command line."""
    search = subparsers.add_parser("search", help="检索：重建索引")
    verbs = search.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    verbs.add_parser("rebuild", help="按已保存的文字重建检索索引（恢复备份、更换数据库之后）").set_defaults(
        run=_rebuild
    )


def _rebuild(_args: argparse.Namespace) -> int:
    from luoshi.searchtext.index import rebuild

    print(f"检索索引已重建，共 {rebuild()} 段文字。")
    return 0
