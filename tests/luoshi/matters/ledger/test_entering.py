"""Matters of other sources than a meeting's text, entered by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from build_ledgers import workbook
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.bodies.operations import DutyText, set_duties
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.ledger.entering import Row, _fitting, rows_of
from luoshi.matters.models import Matter, MatterState, Source
from luoshi.matters.operations import Entered, Paper, enter, enter_and_hand_out
from luoshi.matters.verify import verify

__all__ = ["cast", "signed_in"]

SignIn = Callable[[str], Client]
PAPER = Paper(source=Source.INSTRUCTION, paper="办件〔2026〕12号", who="王市长", on=DAY)


def sent(*rows: dict[str, str], **more: str) -> dict[str, str]:
    """What the second step of the page sends."""
    given = {"source": "instruction", "who": "王市长", "on": "2026-03-05", "paper": "办件〔2026〕12号", **more}
    given |= {"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": "0"}
    return given | {f"row-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}


def entered(cast: Cast, *rows: Entered, paper: Paper = PAPER) -> list[Matter]:
    return enter(cast.city, by=cast.acting("zhoumin"), at=AT, paper=paper, entered=rows)


def test_a_matter_entered_is_a_proposal_that_says_where_it_comes_from(cast: Cast) -> None:
    [row] = entered(cast, Entered(words="整治校园周边", lead=cast.education, supporting=(cast.water,)))
    assert (row.state, row.source, row.topic, row.heading) == (
        MatterState.PROPOSED, Source.INSTRUCTION, "办件〔2026〕12号", "王市长",
    )  # fmt: skip
    assert row.origins["words"]["sentence"] == "领导批示，王市长 2026-03-09，办件〔2026〕12号"
    assert verify().findings == []


def test_several_are_docketed_and_handed_out_in_one_go_numbered_by_source(cast: Cast) -> None:
    rows = [Entered(words=words, lead=cast.water) for words in ("清理河道", "加固堤防")]
    made = enter_and_hand_out(
        cast.city, by=cast.acting("zhoumin"), at=AT, paper=PAPER, entered=rows,
        approved_by="市政府秘书长", approved_on=DAY, frequency="monthly",
    )  # fmt: skip
    assert [row.code for row in made] == ["领导批示〔2026〕1号", "领导批示〔2026〕2号"]
    assert {row.state for row in made} == {MatterState.HANDED_OUT}
    assert made[0].batch is not None
    assert made[0].batch.basis == "领导批示，王市长 2026-03-09，办件〔2026〕12号"
    assert verify().findings == []


def test_one_without_a_lead_hands_out_none_of_them(cast: Cast) -> None:
    rows = [Entered(words="清理河道", lead=cast.water), Entered(words="加固堤防")]
    with pytest.raises(Refused, match="牵头单位"):
        enter_and_hand_out(
            cast.city, by=cast.acting("zhoumin"), at=AT, paper=PAPER, entered=rows,
            approved_by="市政府秘书长", approved_on=DAY, frequency="once",
        )  # fmt: skip
    assert Matter.objects.count() == 0


@pytest.mark.parametrize("source", [Source.MEETING, "nothing"])
def test_what_a_meeting_decided_is_not_entered_here(cast: Cast, source: str) -> None:
    with pytest.raises(Refused, match="收文"):
        entered(cast, Entered(words="清理河道"), paper=Paper(source=source))


def test_strangers_enter_nothing(cast: Cast) -> None:
    for login, refusal in (("liqiang", Denied), ("chenjing", Unseen)):
        with pytest.raises(refusal):
            enter(cast.city, by=cast.acting(login), at=AT, paper=PAPER, entered=[Entered(words="清理河道")])


def test_lines_become_rows_with_the_body_that_duties_propose(cast: Cast) -> None:
    duty = DutyText("负责河道管理和防汛", ("河道", "防汛"))
    set_duties(cast.water, by=cast.acting("zhoumin"), at=AT, duties=[duty])
    rows = rows_of(cast.city, words="1. 清理全市河道，6月底前完成\n（二）市教育局整治校园周边\n\n", file=None, on=DAY)
    assert [(row.words, row.lead) for row in rows] == [
        ("清理全市河道，6月底前完成", "市水务局"),
        ("市教育局整治校园周边", "市教育局"),
    ]
    assert str(rows[0].due_on) == "2026-06-30"
    assert rows[0].because


def test_a_workbook_becomes_rows_with_what_it_says(cast: Cast) -> None:
    rows = rows_of(cast.city, words="", file=(workbook(), "交办.xlsx"), on=DAY)
    assert [(row.lead, row.supporting) for row in rows] == [("市水务局", ""), ("市水务局", "市教育局"), ("", "")]
    assert rows[2].remark.startswith("名录里没有的单位：市城管大队；任务来源：领导批示；完成时限：长期")


@pytest.mark.parametrize(
    ("words", "lead", "supporting", "due_on"),
    [
        ("请市水务局牵头，会同市教育局排查饮水安全，12月底前报结果。", "市水务局", "市教育局", "2026-12-31"),
        ("市教育局 要尽快整治校园周边。", "市教育局", "", "None"),
        ("由市教育局负责，2月20日前制定校车管理办法。", "市教育局", "", "2027-02-20"),
        ("市水务局、市教育局要联合排查，每周报送进展", "市水务局", "市教育局", "None"),
        ("排查饮水安全。市水务局牵头，市教育局配合", "市水务局", "市教育局", "None"),
        ("整治校园周边", "", "", "None"),
    ],
)
def test_bodies_and_days_that_the_words_name_are_filled_in(
    cast: Cast, words: str, lead: str, supporting: str, due_on: str
) -> None:
    [row] = rows_of(cast.city, words=words, file=None, on=DAY)
    assert (row.lead, row.supporting, str(row.due_on)) == (lead, supporting, due_on)


HOTLINE = ("工单编号", "诉求内容", "承办单位", "办理期限", "备注")
PROPOSALS = ("编号", "建议（提案）题目", "提出人", "主办单位", "会办单位", "答复期限")
LIVELIHOOD = ("民生实事项目", "建设内容", "建设标准", "责任单位", "完成时间")
FEEDBACK = ("问题编号", "存在问题", "整改措施", "责任单位", "责任人", "整改时限")
WORK_REPORT = ("序号", "重点任务", "牵头领导", "牵头单位", "责任单位", "完成时限")


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        (
            HOTLINE,
            ("GD001", "夜间施工噪音", "市水务局", "3个工作日", "已回访"),
            Row("夜间施工噪音", "市水务局", remark="已回访；工单编号：GD001；办理期限：3个工作日"),
        ),
        (
            PROPOSALS,
            ("第12号建议", "关于加强饮水安全的建议", "王代表", "市水务局", "市教育局", "2026年6月30日"),
            Row(
                "关于加强饮水安全的建议",
                "市水务局",
                supporting="市教育局",
                due_on=dt.date(2026, 6, 30),
                remark="编号：第12号建议；提出人：王代表",
            ),
        ),
        (
            LIVELIHOOD,
            ("放心早餐", "新建网点20个", "验收合格", "市教育局", "2026-12-31"),
            Row("放心早餐：新建网点20个", "市教育局", due_on=dt.date(2026, 12, 31), standard="验收合格"),
        ),
        (
            FEEDBACK,
            ("3", "闸门锈蚀", "更换闸门", "市水务局", "何局长", "立行立改"),
            Row("闸门锈蚀：更换闸门", "市水务局", remark="问题编号：3；责任人：何局长；整改时限：立行立改"),
        ),
        (
            WORK_REPORT,
            ("1", "新建学校2所", "方市长", "市教育局", "市水务局", "6月底前"),
            Row(
                "新建学校2所",
                "市教育局",
                supporting="市水务局",
                due_on=dt.date(2026, 6, 30),
                remark="牵头领导：方市长",
            ),
        ),
    ],
)
def test_a_table_of_each_source_loses_nothing(
    cast: Cast, head: tuple[str, ...], line: tuple[str, ...], expected: Row
) -> None:
    file = (workbook([line], head=head, title="清单"), "清单.xlsx")
    pasted = "\n".join("\t".join(cells) for cells in (head, line))
    assert rows_of(cast.city, words="", file=file, on=DAY) == [expected]
    assert rows_of(cast.city, words=pasted, file=None, on=DAY) == [expected]


@given(
    cells=st.lists(st.text(alphabet="闸门修复甲乙丙丁", min_size=1, max_size=120), min_size=4, max_size=8, unique=True)
)
def test_whatever_stands_beside_the_words_is_kept(cells: list[str]) -> None:
    remark, over = _fitting(cells)
    assert len(remark) <= 300
    assert sorted([*filter(None, remark.split("；")), *over]) == sorted(cells)


def test_the_page_leads_from_lines_to_proposals(cast: Cast, signed_in: SignIn) -> None:
    clerk = signed_in("zhoumin")
    first = sent(words="清理河道\n加固堤防", step="look")
    page = clerk.post("/matters/new/", first).content.decode()
    assert "录入 2 件：谁来办，什么时候办完" in page
    rows = ({"words": "清理河道", "lead": "市水务局", "due_on": "2026-06-30"}, {"words": "加固堤防"}, {"words": " "})
    answer = clerk.post("/matters/new/", sent(*rows, step="keep"), follow=True)
    assert [url for url, _ in answer.redirect_chain] == ["/matters/?group=proposed&source=instruction"]
    assert sorted(Matter.objects.values_list("words", "lead__name")) == [("加固堤防", None), ("清理河道", "市水务局")]


def test_the_page_hands_out_at_once(signed_in: SignIn, cast: Cast) -> None:
    approval = {"approved_by": "市政府秘书长", "approved_on": "2026-03-05", "frequency": "once", "step": "hand_out"}
    answer = signed_in("zhoumin").post("/matters/new/", sent({"words": "清理河道", "lead": "市水务局"}, **approval))
    matter = Matter.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/matters/{matter.ref}/")
    assert matter.state == MatterState.HANDED_OUT


@pytest.mark.parametrize(
    ("row", "more", "sentence"),
    [
        ({"words": "清理河道", "lead": "市文旅局"}, {}, "名录里没有“市文旅局”"),
        ({"words": "清理河道", "lead": "市水务局、市教育局"}, {}, "牵头单位只写一家"),
        ({"words": "清理河道", "lead": "市水务局"}, {"source": ""}, "请选择来源"),
        ({"words": " "}, {}, "请写明要办什么事"),
        ({"words": "清理河道", "lead": "市水务局"}, {"step": "hand_out", "approved_on": "2026-03-05"}, "请填写批准人"),
        (
            {"words": "清理河道"},
            {"step": "hand_out", "approved_by": "秘书长", "approved_on": "2026-03-05", "frequency": "once"},
            "还没有明确牵头单位",
        ),
    ],
)
def test_a_refusal_stands_on_the_page_and_keeps_what_was_typed(
    signed_in: SignIn, row: dict[str, str], more: dict[str, str], sentence: str
) -> None:
    answer = signed_in("zhoumin").post("/matters/new/", sent(row, **({"step": "keep"} | more)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert row["words"] in page
    assert Matter.objects.count() == 0


def test_a_double_click_enters_once(signed_in: SignIn) -> None:
    clerk = signed_in("zhoumin")
    for _ in range(2):
        clerk.post("/matters/new/", sent({"words": "清理河道"}, step="keep", token="t1"))
    assert Matter.objects.count() == 1


def test_what_was_entered_is_found_by_its_paper(signed_in: SignIn, cast: Cast) -> None:
    entered(cast, Entered(words="整治校园周边", lead=cast.education))
    page = signed_in("zhoumin").get("/matters/?group=proposed&q=办件").content.decode()
    assert "整治校园周边" in page
