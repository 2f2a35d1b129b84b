"""``luoshi inspections``: the inspections of an office, and one of them with what is done and what is open."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from luoshi.bodies.named import add_office, named_office
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.matters.models import Inspection


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs that tell about inspections."""
    inspections = subparsers.add_parser("inspections", help="专项督查：列出、查看")
    verbs = inspections.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    listed = verbs.add_parser("list", help="列出督查，新的在前")
    add_office(listed)
    listed.set_defaults(run=_list)
    shown = verbs.add_parser("show", help="一次督查：点位、问题、复核")
    shown.add_argument("inspection", metavar="编码", help="列表里每行开头的编码")
    shown.set_defaults(run=_show)


def _list(args: argparse.Namespace) -> int:
    from luoshi.matters.models import Inspection

    office = named_office(args.office)
    rows = Inspection.objects.filter(office=office)
    for row in rows.iterator():
        print(f"{row.ref}  {row.get_state_display()}  {row.starts_on}—{row.ends_on}  {row}")
    if not rows:
        print(f"{office}还没有督查。请在页面“专项督查”里拟定方案。")
    return 0


def _show(args: argparse.Namespace) -> int:
    from luoshi.matters.models import Inspection

    row = Inspection.objects.select_related("office").filter(ref=args.inspection).first()
    if row is None:
        raise Refused(f"没有编码为“{args.inspection}”的督查。用 luoshi inspections list 看有哪些。")
    _tell(row)
    return 0


def _tell(row: Inspection) -> None:
    from django.utils import timezone

    from luoshi.matters.inspection.page import inspection_page
    from luoshi.workdays import office_date

    page = inspection_page(row, on=office_date(timezone.now()))
    print(f"{row}（{row.get_kind_display()}，{row.get_state_display()}）\n{page.title}")
    for shown in page.sites:
        site = shown.site
        done = f"{site.visited_on} 到访，{site.visited_by}" if site.visited_on else f"计划 {site.planned_on}"
        print(f"点位  {site.body} {site.place}  {f'已取消：{site.cancelled_because}' if site.cancelled_on else done}")
    for found in page.standing:
        problem = found.problem
        state = "已整改" if found.mended else "没有办结" if problem.matter_id else "没有转为督办事项"
        print(f"问题 {found.number}  {problem.words}  {problem.body or '责任单位未明确'}  {state}")
    for review in page.waiting:
        print(f"复核  {review.body}：{review.words}  最迟 {review.decide_by} 答复")
    if row.conclusion:
        print(f"结论  {row.conclusion}")
