"""``luoshi ledger import | export``: a ledger from the command line, for the one office of an installation or the one that is named."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi import disk
from luoshi.arguments import number
from luoshi.bodies.named import add_office, named_office
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.matters.ledger.planning import Plan


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``ledger import`` and ``ledger export`` to the command line."""
    parser = subparsers.add_parser("ledger", help="督办台账：接管、按原样式导出")
    add_office(parser)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    taking = verbs.add_parser("import", help="接管正在用的台账：先看，加 --take 才写入")
    taking.add_argument("file", type=Path, metavar="文件", help="xlsx、xls、csv 或 docx")
    taking.add_argument("--year", type=number(1990, 2100), metavar="年度", help="“6月底前”按哪一年算，默认今年")
    taking.add_argument("--take", action="store_true", help="写入；认不出的保留原文")
    taking.set_defaults(run=_import)
    out = verbs.add_parser("export", help="按最近接管的台账的样式导出现在的台账")
    out.add_argument("--out", type=Path, required=True, metavar="文件", help="输出文件，.xlsx")
    out.add_argument("--force", action="store_true", help="覆盖已有的输出文件")
    out.set_defaults(run=_export)


def _import(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.matters.ledger.file import kept_ledger
    from luoshi.matters.ledger.planning import plan_ledger
    from luoshi.matters.ledger.reading import read_ledger
    from luoshi.matters.operations import take_over
    from luoshi.workdays import office_date

    office, now = named_office(args.office), timezone.now()
    on = office_date(now)
    data = disk.read(args.file)
    read = read_ledger(data, args.file.name, meanings={})
    plan = plan_ledger(office, read, on=on, year=args.year or on.year)
    _tell(plan)
    if not args.take:
        print("还没有写入。加 --take 接管。", file=sys.stderr)
        return 0
    by = Acting.system(office.pk, through=Through.COMMAND)
    file = kept_ledger(office, by=by, at=now, name=args.file.name, data=data)
    take_over(office, by=by, at=now, tables=plan.taken(), file=file)
    print(f"已接管 {len(plan.rows)} 件。", file=sys.stderr)
    return 0


def _tell(plan: Plan) -> None:
    for row in plan.rows:
        running = row.running
        told = "；".join(row.notes)
        fields = (
            running.code,
            row.verdict,
            running.state.label,
            str(running.lead or running.unresolved),
            running.words,
        )
        print("  ".join((*fields, f"（{told}）" if told else "")))
    for note in plan.notes:
        print(note, file=sys.stderr)


def _export(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.matters.ledger.export import ledger_workbook
    from luoshi.matters.models import LedgerShape
    from luoshi.workdays import office_date

    office = named_office(args.office)
    disk.refuse_taken(args.out, force=args.force)
    shape = LedgerShape.objects.filter(office=office).first()
    if shape is None:
        raise Refused("还没有接管过台账，不知道用什么样式。请先用 luoshi ledger import 接管。")
    by = Acting.system(office.pk, through=Through.COMMAND)
    data = ledger_workbook(shape, None, acting=by, on=office_date(timezone.now()))
    disk.write(args.out, data, force=args.force)
    return 0
