"""``luoshi print``: every paper from the command line, for the one office of an installation or the one that is named."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi import disk
from luoshi.bodies.named import add_office, named_office
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    import datetime as dt

    from luoshi.bodies.models import Office
    from luoshi.journal.acting import Acting
    from luoshi.matters.models import Matter
    from luoshi.meetings.models import Meeting

_OF_A_MATTER = {
    "notice": "交办通知",
    "feedback": "反馈表",
    "extension": "延期申请单",
    "blank-extension": "空白的延期申请单",
    "submission": "呈报单",
    "closing": "销号审批表",
}
_OF_A_MEETING = {"notices": "交办通知，各单位一份，压缩包", "approval": "最近一批的立项呈批单"}
_OF_THE_OFFICE = {"calls": "催办电话记录", "handover": "移交清单"}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``print`` to the command line."""
    parser = subparsers.add_parser("print", help="打印：各种单子的 Word 文件")
    add_office(parser)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="单子", title="单子")
    for kind, said in _OF_A_MATTER.items():
        _verb(kinds, kind, said, _matter_paper).add_argument(
            "matter", metavar="编号", help="督办编号或简称，例如 常务会47-03"
        )
    for kind, said in _OF_A_MEETING.items():
        _verb(kinds, kind, said, _meeting_paper).add_argument(
            "meeting", metavar="会议", help="会议全称或简称，例如 常务会47"
        )
    for kind, said in _OF_THE_OFFICE.items():
        _verb(kinds, kind, said, _office_paper)
    leader = _verb(kinds, "one-page", "一页纸，默认呈第一位领导", _one_page)
    leader.add_argument("--leader", default="", metavar="姓名或职务", help="呈哪一位领导")


def _verb(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    kind: str,
    said: str,
    make: Callable[[argparse.Namespace, Office, Acting, dt.datetime], bytes],
) -> argparse.ArgumentParser:
    command = kinds.add_parser(kind, help=said)
    command.add_argument("--out", type=Path, required=True, metavar="文件", help="输出文件")
    command.add_argument("--force", action="store_true", help="覆盖已有的文件")
    command.set_defaults(run=_run, make=make)
    return command


def _run(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.accesslog import log_access
    from luoshi.journal.acting import Acting, Through
    from luoshi.journal.models import AccessAct

    disk.refuse_taken(args.out, force=args.force)
    office, now = named_office(args.office), timezone.now()
    by = Acting.system(office.pk, through=Through.COMMAND)
    data = args.make(args, office, by, now)
    disk.write(args.out, data, force=args.force)
    log_access(AccessAct.EXPORTED, by=by, at=now, operation="matters.print", detail=args.kind)
    print(args.out)
    return 0


def _matter_paper(args: argparse.Namespace, office: Office, by: Acting, now: dt.datetime) -> bytes:
    from luoshi.matters.prints.forms import FORMS
    from luoshi.matters.prints.notice import excerpt_of, notice_file, sender
    from luoshi.matters.prints.paper import docx_of
    from luoshi.workdays import office_date

    row, on = _matter(args.matter, by), office_date(now)
    if args.kind == "notice":
        return notice_file(excerpt_of(row, by), sender(office, by, on=on))
    return docx_of([FORMS[args.kind](row, on=on)])


def _matter(name: str, by: Acting) -> Matter:
    from django.db.models import Q

    from luoshi.matters.prints.of_matter import visible

    found = list(visible(by).filter(Q(code=name) | Q(spoken=name) | Q(ref=name))[:2])
    if len(found) != 1:
        raise Refused(f"没有编号为“{name}”的事项，或者不止一件。请写全督办编号，例如 常务会〔2026〕3号。")
    return found[0]


def _meeting_paper(args: argparse.Namespace, office: Office, by: Acting, now: dt.datetime) -> bytes:
    from luoshi.matters.prints.approval import approval_of
    from luoshi.matters.prints.notice import excerpts_of, notices_zip, sender
    from luoshi.matters.prints.of_matter import visible
    from luoshi.matters.prints.paper import docx_of
    from luoshi.workdays import office_date

    row, on = _meeting(args.meeting, by), office_date(now)
    if args.kind == "notices":
        return notices_zip(excerpts_of(row, by), sender(office, by, on=on))
    batch = row.batches.select_related("meeting", "office").first()
    if batch is None:
        raise Refused("这次会议还没有批准立项。立项之前的呈批单请在校核页打印。")
    matters = list(visible(by).filter(batch=batch, parent=None).order_by("number"))
    return docx_of([approval_of(batch, matters, on=batch.approved_on)])


def _meeting(name: str, by: Acting) -> Meeting:
    from luoshi.meetings.models import Meeting

    rows = Meeting.objects.visible_to(by)
    found = next((row for row in rows if name in (row.name, row.short_name, row.ref)), None)
    if found is None:
        raise Refused(f"没有找到会议“{name}”。请写会议全称，或写简称，例如 常务会47。")
    return found


def _office_paper(args: argparse.Namespace, office: Office, by: Acting, now: dt.datetime) -> bytes:
    from luoshi.matters.prints.calls import call_sheet, calls_of
    from luoshi.matters.prints.handover import handover
    from luoshi.matters.prints.paper import docx_of
    from luoshi.workdays import office_date

    on = office_date(now)
    if args.kind == "calls":
        return docx_of([call_sheet(calls_of(office, by, on=on), by=by, at=now, on=on)])
    return docx_of([handover(office, by, on=on)])


def _one_page(args: argparse.Namespace, office: Office, _by: Acting, now: dt.datetime) -> bytes:
    from luoshi.matters.prints.one_page import leaders_of, one_page
    from luoshi.matters.prints.one_page_paper import sheet_of
    from luoshi.matters.prints.paper import docx_of
    from luoshi.workdays import office_date

    on = office_date(now)
    asked = args.leader
    found = [
        each for each in leaders_of(office, on=on) if not asked or asked in (each.name, str(each.post), each.words)
    ]
    if not found:
        raise Refused(
            "名录里没有这位政府领导。请核对姓名或职务。" if asked else "名录里还没有政府领导。请先录入领导岗位。"
        )
    return docx_of([sheet_of(one_page(office, found[0], on=on))])
