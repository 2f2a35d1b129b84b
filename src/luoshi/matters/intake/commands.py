"""``luoshi take-in FILE… [--office NAME] [--label …] [--later] [--anyway]``: texts from the command line, as through the page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.bodies.models import Office
    from luoshi.documents.received import Handed

LABELS = {"无": "none", "内部": "internal", "工作秘密": "work_secret"}
_SOMETHING_WRONG = 1


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``take-in`` to the command line."""
    parser = subparsers.add_parser("take-in", help="收文：登记会议文本，研读后列为拟立项")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="会议通稿、纪要、分解表，或装有它们的 zip")
    parser.add_argument("--office", default="", metavar="名称", help="办公机构；只有一个时不用写")
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

    office = _office(args.office)
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


def _office(name: str) -> Office:
    from luoshi.bodies.models import Office

    rows = list(Office.objects.filter(name__contains=name)[:10])
    exact = [row for row in rows if row.name == name]
    if len(exact) == 1 or len(rows) == 1:
        return (exact or rows)[0]
    if not rows:
        raise Refused(
            f"没有名称含“{name}”的办公机构。请用 --office 写出全称。" if name else "还没有办公机构。请先建立。"
        )
    raise Refused(f"有 {len(rows)} 个办公机构：{'、'.join(row.name for row in rows)}。请用 --office 指明。")


def _texts(paths: list[Path]) -> tuple[list[Handed], int]:
    """What can be read, and how many files or members cannot; these are told on stderr."""
    from luoshi.documents.received import handed_file
    from luoshi.documents.secrecy import Marked

    texts: list[Handed] = []
    left_out = 0
    for path in paths:
        try:
            parcel = handed_file(_bytes(path), path.name)
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


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"找不到文件 {path}。请检查文件名和路径。") from None
    except IsADirectoryError:
        raise Refused(f"{path} 是文件夹。请写出其中要收的文件。") from None
    except OSError as error:
        raise Refused(f"{path} 打不开（{error.strerror}）。请检查权限。") from None
