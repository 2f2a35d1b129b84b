"""``luoshi take-in FILE… [--office NAME] [--label …] [--later] [--anyway]``: texts from the command line, as through the page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi import disk
from luoshi.bodies.named import add_office, named_office
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.documents.received import Handed

LABELS = {"无": "none", "内部": "internal", "工作秘密": "work_secret"}
_SOMETHING_WRONG = 1


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``take-in`` to the command line."""
    parser = subparsers.add_parser("take-in", help="收文：登记会议文本，研读后列为拟立项")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="会议通稿、纪要、分解表，或装有它们的 zip")
    add_office(parser)
    parser.add_argument("--label", choices=tuple(LABELS), default="无", help="标识，默认“无”")
    parser.add_argument("--later", action="store_true", help="先收下，稍后研读")
    parser.add_argument("--anyway", action="store_true", help="已收过的文件也再收一次")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take in all files; 0 when each was, 1 when something was left out and said so. A marked secret refuses all of them."""
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.matters.intake.texts import repeated
    from luoshi.matters.intake.told import sentences
    from luoshi.matters.operations import take_in_all

    office = named_office(args.office)
    by = Acting.system(office.pk, through=Through.COMMAND, name="命令行")
    texts, left_out = _texts(args.files)
    new, again = (texts, []) if args.anyway else repeated(by, texts)
    for each in again:
        print(
            f"“{each.name}”已在 {timezone.localtime(each.document.received_at):%Y-%m-%d %H:%M} 收过，没有再收；确需再收请加 --anyway。",
            file=sys.stderr,
        )
    label = LABELS[args.label]
    taken = take_in_all(office, by=by, at=timezone.now(), texts=new, label=label, later=args.later) if new else []
    for sentence in sentences(taken, label):
        print(sentence)
    return _SOMETHING_WRONG if left_out or again else 0


def _texts(paths: list[Path]) -> tuple[list[Handed], int]:
    """What can be read, and how many files or members cannot; these are told on stderr."""
    from luoshi.documents.received import handed_file
    from luoshi.documents.secrecy import Marked

    texts: list[Handed] = []
    left_out = 0
    for path in paths:
        try:
            parcel = handed_file(disk.read(path), path.name)
        except Marked as marked:
            raise Marked(f"“{path.name}”：{marked.sentence}这次的文件都没有收下。") from None
        except Refused as refused:
            print(refused.sentence, file=sys.stderr)
            left_out += 1
            continue
        texts += parcel.texts
        for unread in parcel.refused:
            print(f"{path.name}：“{unread.name}”没有读取：{unread.sentence}", file=sys.stderr)
        left_out += len(parcel.refused)
    return texts, left_out
