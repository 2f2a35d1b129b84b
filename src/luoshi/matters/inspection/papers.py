"""The plan and the problem list of an inspection as Word files."""

from __future__ import annotations

from luoshi.documents.tables import Column
from luoshi.matters.models import Inspection
from luoshi.matters.prints.paper import docx_of
from luoshi.matters.prints.sheet import Block, Form, Line, Roll, Row, Sheet, day_words, label, signing, value

_SITES = (
    Column("number", "序号", 10, centred=True),
    Column("body", "单位", 44),
    Column("place", "地点", 34),
    Column("planned", "计划日期", 34, centred=True),
    Column("visited", "到访情况", 34, centred=True),
)
_PROBLEMS = (
    Column("number", "序号", 10, centred=True),
    Column("words", "问题", 62),
    Column("body", "责任单位", 26, centred=True),
    Column("due", "整改时限", 34, centred=True),
    Column("matter", "督办编号", 24, centred=True),
)
_WIDTHS = (26.0, 52.0, 26.0, 52.0)


def plan_paper(row: Inspection) -> bytes:
    """督查方案: what a plan must state, the sites, room for the approval."""
    days = f"{day_words(row.starts_on)}至{day_words(row.ends_on)}"
    rows = (
        Row((label("名称"), value(row.title, span=3))),
        Row((label("类型"), value(str(row.get_kind_display())), label("时间"), value(days))),
        Row((label("依据"), value(row.basis, span=3))),
        Row((label("督查对象"), value(row.object, span=3))),
        Row((label("督查范围"), value(row.scope, span=3))),
        Row((label("督查内容"), value(row.content, span=3)), height=30),
    )
    sites = tuple(
        (
            str(at),
            str(site.body),
            site.place,
            day_words(site.planned_on),
            day_words(site.visited_on) if site.visited_on else "",
        )
        for at, site in enumerate(row.sites.standing().select_related("body"), start=1)
    )
    approval = Form(
        _WIDTHS, (Row((label("批准"), value(signing(row.approved_by, row.approved_on), span=3)), height=22),)
    )
    blocks = (Form(_WIDTHS, rows), _head(f"点位（{len(sites)} 处）"), Roll(_SITES, sites), approval)
    return docx_of([Sheet("督查方案", "", blocks)])


def problems_paper(row: Inspection) -> bytes:
    """问题清单: every problem with who mends it by when, and the conclusion before it where there is one."""
    problems = tuple(
        (
            str(number),
            problem.words,
            str(problem.body) if problem.body else None,
            day_words(problem.due_on) if problem.due_on else None,
            (problem.matter.code or "拟立项") if problem.matter else "",
        )
        for number, problem in enumerate(row.problems.standing().select_related("body", "matter"), start=1)
    )
    said: tuple[Block, ...] = (
        (_head("督查结论"), *(Line(words=words) for words in row.conclusion.splitlines())) if row.conclusion else ()
    )
    blocks = (Line(words=f"督查：{row.title}"), *said, _head(f"问题（{len(problems)} 个）"), Roll(_PROBLEMS, problems))
    return docx_of([Sheet("督查发现问题清单", "", blocks)])


def _head(words: str) -> Line:
    return Line(words=words, head=True, indent=0, keep=True)
