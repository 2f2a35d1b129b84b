"""``luoshi round out | in``: a round from the command line, for the one office of an installation or the one that is named."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi import disk
from luoshi.arguments import day, number
from luoshi.bodies.named import add_office, named_office
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.bodies.models import Office
    from luoshi.matters.models import Round
    from luoshi.matters.round.coming_back import Preview


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``round out`` and ``round in`` to the command line."""
    parser = subparsers.add_parser("round", help="一轮反馈：按单位发出、收回汇总")
    add_office(parser)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    out = verbs.add_parser("out", help="发出一轮：每家单位一张表，装进一个压缩包")
    out.add_argument("--out", type=Path, required=True, metavar="压缩包", help="输出文件，.zip")
    out.add_argument("--due", type=day, required=True, metavar="日期", help="报送截止，例如 2026-03-20")
    out.add_argument("--title", default="", metavar="名称", help="默认按月份命名")
    out.add_argument("--days", type=number(0, 3660), metavar="天数", help="只要这么多天内到期的（含逾期）")
    out.add_argument("--body", default="", metavar="单位", help="只要这家单位牵头的")
    out.add_argument("--force", action="store_true", help="覆盖已有的输出文件")
    out.set_defaults(run=_out)
    back = verbs.add_parser("in", help="收回交回的表：先看，加 --take 才录入")
    back.add_argument("files", nargs="+", type=Path, metavar="文件", help="交回的表，或装有它们的 zip")
    back.add_argument("--take", action="store_true", help="录入没有疑问的；不一致的和新增行留给页面处理")
    back.set_defaults(run=_back)


def _out(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.matters.models import Round
    from luoshi.matters.operations.rounds import RoundDetails, open_round
    from luoshi.matters.round.choosing import narrowed
    from luoshi.matters.round.forms import default_title
    from luoshi.matters.round.workbooks import asked_of, packets_of, round_zip
    from luoshi.workdays import office_date

    office, now = named_office(args.office), timezone.now()
    by, on = Acting.system(office.pk, through=Through.COMMAND), office_date(now)
    disk.refuse_taken(args.out, force=args.force)
    found = narrowed(office, by, on=on, body=_body(office, args.body), days=args.days)
    if not found.matters:
        raise Refused("没有需要反馈的事项：立项以后、办结以前、写明牵头单位的才需要反馈。")
    title = args.title or default_title(on, Round.objects.filter(office=office)[:50])
    details = RoundDetails(title=title, due_on=args.due)
    row = open_round(office, by=by, at=now, matters=found.matters, details=details)
    asked = asked_of(row)
    try:
        disk.write(args.out, round_zip(row, asked, on=on), force=args.force)
    except Refused as refusal:
        raise Refused(f"“{title}”已经建立，请到页面“分发与汇总”下载压缩包。{refusal.sentence}") from None
    for packet in packets_of(row, asked):
        print(f"{packet.body}  牵头 {packet.led} 项  {packet.file}")
    return 0


def _body(office: Office, name: str) -> str:
    """The ref of a body by its name or short name; empty where none was asked for."""
    from django.db.models import Q

    from luoshi.bodies.models import Body

    if not name:
        return ""
    found = Body.objects.filter(Q(name=name) | Q(short_name=name), office=office).first()
    if found is None:
        raise Refused(f"名录里没有“{name}”。请写全称或规范简称。")
    return found.ref


def _back(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.documents.heap import Dropped
    from luoshi.matters.models import Round
    from luoshi.matters.round.coming_back import preview
    from luoshi.matters.round.standing import standing_of
    from luoshi.matters.round.workbooks import asked_of
    from luoshi.workdays import office_date

    office, now = named_office(args.office), timezone.now()
    row = Round.objects.filter(office=office).first()
    if row is None:
        raise Refused("还没有发出过反馈表。请先用 luoshi round out 发出一轮。")
    data = [(path.name, disk.read(path)) for path in args.files]
    found = preview(row, [Dropped(name, each, len(each)) for name, each in data], on=office_date(now))
    _tell(found)
    if args.take:
        _take(row, found, now)
    elif not found.is_empty:
        print("还没有录入。加 --take 录入没有疑问的。", file=sys.stderr)
    print(f"{row.title}：{standing_of(row, asked_of(row), on=office_date(now)).title}")
    return 0


def _tell(found: Preview) -> None:
    for entry in found.entries:
        print(f"{entry.said.matter}  {entry.said.body}  {entry.state}  {entry.said.progress}")
    for entry in found.near:
        print(
            f"与上次几乎相同：{entry.said.matter} {entry.said.body}，没有录入，要录入的请到页面上勾选。",
            file=sys.stderr,
        )
    for clash in found.clashes:
        print(f"不一致：{clash.matter} {clash.body}，没有录入，请到页面上选一个。", file=sys.stderr)
    for addition in found.additions:
        print(f"新增行：{addition.row.source}：{addition.row.words}，没有录入。", file=sys.stderr)
    for rejected in found.rejected:
        print(f"“{rejected.name}”没有读取：{rejected.sentence}", file=sys.stderr)
    for told in found.told:
        print(f"{told.kind}：{told.about}：{told.sentence}", file=sys.stderr)


def _take(row: Round, found: Preview, now: dt.datetime) -> None:
    from luoshi.journal.acting import Acting, Through
    from luoshi.matters.operations.rounds import TakenBack, take_back

    by = Acting.system(row.office_id, through=Through.COMMAND)
    near = [(entry.said.matter, entry.said.body) for entry in found.near]
    back = TakenBack(said=[entry.said for entry in found.entries], unchanged=[*found.unchanged, *near])
    take_back(row, by=by, at=now, back=back, files=found.files)
    print(f"已录入 {len(back.said)} 条。", file=sys.stderr)
