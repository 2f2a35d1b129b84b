"""领导分工 in the shapes that offices write it, bodies that the directory lacks, and AB角."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from docx import Document

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.people.directory.exporting import export_table
from luoshi.people.directory.importing import Answers, ImportKind, Plan, import_table, plan_table
from luoshi.people.directory.importing.in_words import rows_in_words
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Portfolio, StandIn, Tenure

from .conftest import AT, DAY, LATER

LEADERS = ImportKind.LEADERS
WORDS = """安澜市人民政府办公室关于市政府领导同志工作分工的通知
安政办发〔2026〕5号
各乡镇人民政府，市直各部门：
一、江一帆 市委副书记、市长：领导市人民政府全面工作。
柳如川同志（市委常委、常务副市长）：负责市政府常务工作，分管市财政局（市国资局）、市体育中心；联系市税务局。与温若水同志互为AB角。
温若水，副市长，分管教育、卫生健康工作，分管市教育局。
副市长 陆明远
负责农业农村工作。
分管市水务局。
本通知自印发之日起施行。
"""


@pytest.fixture
def city(office: Office, zhoumin: Acting) -> Office:
    """A government and three bureaus."""
    for order, name in enumerate(("安澜市人民政府", "市财政局", "市教育局", "市水务局")):
        kind = BodyKind.DEPARTMENT if order else BodyKind.GOVERNMENT
        found_body(office, by=zhoumin, at=AT, details=BodyDetails(kind=kind, name=name, protocol_order=order))
    return office


def plan(office: Office, words: str, *, on: dt.date = LATER, name: str = "分工.txt") -> Plan:
    return plan_table(office, LEADERS, words.encode(), name, on=on)


def take(office: Office, by: Acting, words: str, *, on: dt.date = LATER, answers: Answers | None = None) -> None:
    shown = plan(office, words, on=on).digest
    import_table(
        office,
        by=by,
        at=AT,
        kind=LEADERS,
        data=words.encode(),
        name="分工.txt",
        on=on,
        shown=shown,
        answers=answers or {},
    )


def lines(name: str, on: dt.date = LATER) -> set[str]:
    """What the holder of a post is in charge of on a day, in words."""
    post = Tenure.objects.get(person__name=name).post
    rows = Portfolio.objects.on(on).filter(post=post).select_related("body")
    return {f"{row.get_relation_display()}{row.body or row.field}" for row in rows}


def test_paragraphs_name_leaders_with_post_work_and_the_number_of_the_paper() -> None:
    rows, unread = rows_in_words(WORDS.splitlines())
    assert [(row.number, row["title"], row["name"]) for row in rows] == [
        (4, "市委副书记、市长", "江一帆"),
        (5, "市委常委、常务副市长", "柳如川"),
        (6, "副市长", "温若水"),
        (7, "副市长", "陆明远"),
    ]
    assert rows[3]["work"] == "负责农业农村工作。\n分管市水务局。"
    assert {row["basis"] for row in rows} == {"安政办发〔2026〕5号"}
    assert unread == ["第 10 段没有读进去：“本通知自印发之日起施行”。"]


def test_a_line_with_a_name_and_a_post_is_followed_by_lines_of_work() -> None:
    words = [
        "江一帆市长",
        "领导市政府全面工作。",
        "温若水常务副市长",
        "兼市公安局局长，负责公安工作。",
        "完成市长交办的其他工作。",
    ]
    rows, unread = rows_in_words(words)
    assert [(row["title"], row["name"], row["work"]) for row in rows] == [
        ("市长", "江一帆", "领导市政府全面工作。"),
        ("常务副市长", "温若水", "负责公安工作。"),
    ]
    assert unread == ["第 4 段没有读进去：“兼市公安局局长”。", "第 5 段没有读进去：“完成市长交办的其他工作”。"]


def test_bodies_joined_in_one_item_are_told_apart(city: Office, zhoumin: Acting) -> None:
    take(
        city,
        zhoumin,
        "温若水副市长\n分管市财政局及市教育局，市水务局（市河长办）。联系市水务局等部门和单位。\n市长外出时，主持市政府工作。",
    )
    assert lines("温若水") == {
        "分管市财政局", "分管市教育局", "分管市水务局", "分管市河长办", "联系市水务局", "联系部门和单位", "负责市政府工作",
    }  # fmt: skip


def test_a_known_leader_is_named_without_his_post_and_a_stranger_is_not() -> None:
    assert [row["name"] for row in rows_in_words(["江一帆：负责教育工作"], ["江一帆"])[0]] == ["江一帆"]
    assert rows_in_words(["江一帆：负责教育工作"])[0] == []


def test_a_division_of_work_in_words_is_taken_in(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, WORDS)
    assert lines("温若水") == {"分管教育", "分管卫生健康", "分管市教育局"}
    assert lines("陆明远") == {"负责农业农村工作", "分管市水务局"}
    leader = LineUp(city, LATER).leader(Body.objects.get(name="市教育局"))
    assert leader is not None
    assert leader.person is not None
    assert leader.person.name == "温若水"


def test_a_body_that_nobody_answered_for_stands_in_the_words_of_the_text(city: Office, zhoumin: Acting) -> None:
    planned = plan(city, WORDS)
    assert [problem.doubt.words for problem, _ in planned.doubts if problem.doubt] == [
        "市国资局",
        "市体育中心",
        "市税务局",
    ]
    assert planned.mistakes == []
    take(city, zhoumin, WORDS)
    assert {"分管市财政局", "分管市国资局", "分管市体育中心", "联系市税务局"} <= lines("柳如川")
    assert not Portfolio.objects.filter(body__name="市体育中心").exists()


def test_a_body_in_a_column_that_nobody_answered_for_stands_in_its_words_too(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, "姓名,职务,分管单位\n温若水,副市长,市教育局、市体育中心\n")
    assert lines("温若水") == {"分管市教育局", "分管市体育中心"}


def test_a_field_of_work_is_not_taken_for_a_body(city: Office) -> None:
    words = "副市长 温若水：分管教育、招商引资、社会保障、民营经济发展、市图书馆工作，分管市文化馆。"
    assert [problem.doubt.words for problem, _ in plan(city, words).doubts if problem.doubt] == ["市图书馆", "市文化馆"]


def test_a_body_that_was_answered_for_is_the_one_that_was_meant(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, WORDS, answers={"body:市体育中心": "教育局"})
    assert "分管市教育局" in lines("柳如川")
    assert "分管市体育中心" not in lines("柳如川")


def test_an_answer_that_is_no_body_is_refused_and_nothing_is_taken_in(city: Office, zhoumin: Acting) -> None:
    with pytest.raises(Refused, match="“市体育中心”旁边填的“市体育局”不在名录里"):
        take(city, zhoumin, WORDS, answers={"body:市体育中心": "市体育局"})
    assert not Tenure.objects.exists()


def test_a_new_division_holds_from_its_day_and_the_former_one_stays_in_history(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, WORDS, on=DAY)
    changed = WORDS.replace("分管教育、卫生健康工作，分管市教育局", "分管民政工作")
    take(city, zhoumin, changed, on=LATER)
    assert lines("温若水", DAY) == {"分管教育", "分管卫生健康", "分管市教育局"}
    assert lines("温若水", LATER) == {"分管民政工作"}


def test_a_party_post_named_besides_does_not_make_a_second_seat(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, "姓名,职务,分管单位\n柳如川,副市长,市财政局\n")
    [changed] = plan(city, "市委常委、副市长 柳如川：分管市教育局。").changed
    assert changed.sentences == ("增加：分管市教育局", "不再：分管市财政局")


def test_the_same_words_again_change_nothing(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, WORDS)
    assert plan(city, WORDS, on=LATER + dt.timedelta(days=1)).empty


def test_a_word_file_says_the_same_as_its_paragraphs_and_its_table(city: Office) -> None:
    in_words, as_table = Document(), Document()
    for paragraph in WORDS.splitlines():
        in_words.add_paragraph(paragraph)
    table = as_table.add_table(rows=2, cols=5)
    cells = (
        "领导",
        "职务",
        "分管工作",
        "分管单位",
        "联系单位",
        "温若水",
        "副市长",
        "教育、卫生健康工作",
        "市教育局",
        "",
    )
    for place, words in enumerate(cells):
        table.cell(place // 5, place % 5).text = words
    found = []
    for document in (in_words, as_table):
        out = io.BytesIO()
        document.save(out)
        planned = plan_table(city, LEADERS, out.getvalue(), "分工.docx", on=LATER)
        found.append(next(change.sentences for change in planned.new if change.name == "副市长 温若水"))
    assert found[0] == found[1]


def test_prose_that_names_no_leader_is_refused_with_what_to_do(city: Office) -> None:
    with pytest.raises(Refused, match="没有找到领导分工的表头"):
        plan(city, "各乡镇人民政府：\n负责同志要抓好落实。\n")


# ——— AB角 ———


def pairs() -> set[tuple[str, str]]:
    held = {tenure.post_id: tenure.person.name for tenure in Tenure.objects.select_related("person")}
    return {(held[row.post_id], held[row.deputy_id]) for row in StandIn.objects.on(LATER)}


def test_two_who_are_each_others_stand_in_are_entered_once(city: Office, zhoumin: Acting) -> None:
    both = WORDS.replace("分管市教育局。", "分管市教育局。与柳如川同志互为AB角。")
    take(city, zhoumin, both)
    assert pairs() == {("柳如川", "温若水"), ("温若水", "柳如川")}


def test_one_who_says_each_other_says_it_for_both(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, WORDS)
    assert pairs() == {("柳如川", "温若水"), ("温若水", "柳如川")}


def test_a_column_names_the_one_who_acts(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, "姓名,职务,分管单位,B角\n柳如川,副市长,市财政局,温若水\n温若水,副市长,市教育局,\n")
    assert pairs() == {("柳如川", "温若水")}


def test_a_pair_with_someone_who_is_not_in_the_table_is_told(city: Office) -> None:
    [mistake] = plan(city, "姓名,职务,分管单位,B角\n柳如川,副市长,市财政局,顾西风\n").mistakes
    assert (mistake.row, mistake.column, mistake.wrong) == (2, "AB角", "AB角写的“顾西风”不在这张分工表里。")


def test_pairs_go_out_and_come_back_as_no_change(city: Office, zhoumin: Acting) -> None:
    take(city, zhoumin, WORDS)
    data = export_table(city, LEADERS, by=zhoumin, at=AT, on=LATER)
    planned = plan_table(city, LEADERS, data, "领导分工.xlsx", on=LATER)
    assert (planned.empty, planned.mistakes) == (True, [])
