"""``luoshi split TABLE --out OUT.zip`` and ``luoshi merge FILE… --out OUT.xlsx``; they need no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from luoshi import disk
from luoshi.documents.heap import Dropped, heap_of, read_sheet
from luoshi.documents.ledger import Ledger, ledger_of_sheet, ledger_of_table
from luoshi.documents.merged import merge
from luoshi.documents.outcome import merged_xlsx
from luoshi.documents.received import uploaded
from luoshi.documents.split import parcels_of, split
from luoshi.journal.refusal import Refused

_TABLES = (".xlsx", ".xls", ".csv")
_COULD_NOT_RUN = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``split`` and ``merge`` to the command line."""
    parser = subparsers.add_parser("split", help="把责任分解表按牵头单位拆成一个压缩包（不需要数据库）")
    parser.add_argument("file", type=Path, metavar="文件", help="责任分解表 .xlsx，或者通稿、纪要")
    parser.add_argument("--out", type=Path, required=True, metavar="输出文件", help="压缩包，.zip")
    parser.add_argument("--force", action="store_true", help="覆盖已有的输出文件")
    parser.set_defaults(run=lambda args: _told(_split, args))
    parser = subparsers.add_parser("merge", help="把各单位交回的表汇总进总表（不需要数据库）")
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="总表和交回的表，或装有它们的 zip")
    parser.add_argument("--out", type=Path, required=True, metavar="输出文件", help="汇总后的总表，.xlsx")
    parser.add_argument("--force", action="store_true", help="覆盖已有的输出文件")
    parser.set_defaults(run=lambda args: _told(_merge, args))


def _told(run: Callable[[argparse.Namespace], None], args: argparse.Namespace) -> int:
    """0 when it was done, 2 when it could not be, and then nothing is written."""
    try:
        run(args)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return _COULD_NOT_RUN
    return 0


def _split(args: argparse.Namespace) -> None:
    file = _read(args.file)
    ledger = _ledger(file)
    disk.write(args.out, split(ledger), force=args.force)
    for parcel in parcels_of(ledger):
        print(f"{parcel.body}  {len(parcel.rows)} 项  {parcel.file}")
    if ledger.unassigned:
        print(f"责任单位未明确 {len(ledger.unassigned)} 项，没有发给任何单位。", file=sys.stderr)


def _ledger(file: Dropped) -> Ledger:
    if file.name.lower().endswith(_TABLES):
        return ledger_of_sheet(read_sheet(file), file.name)
    from luoshi.documents.reader import read_text
    from luoshi.documents.tables import task_table

    return ledger_of_table(task_table([read_text(uploaded(file.data, file.name))]))


def _merge(args: argparse.Namespace) -> None:
    merged = merge(heap_of(_read(path) for path in args.files))
    disk.write(args.out, merged_xlsx(merged), force=args.force)
    print(merged.title)
    for each in merged.waiting:
        print(f"{each.standing}  {each.body}  {'、'.join(row.code for row in each.rows)}")
    for rejected in merged.rejected:
        print(f"“{rejected.name}”没有读取：{rejected.sentence}", file=sys.stderr)
    for conflict in merged.conflicts:
        print(f"不一致：{conflict.code} 的“{conflict.title}”，两边都留在表里，请核对。", file=sys.stderr)
    for told in merged.told:
        print(f"{told.kind}：{told.about}：{told.sentence}", file=sys.stderr)


def _read(path: Path) -> Dropped:
    data = disk.read(path)
    return Dropped(path.name, data, len(data))
