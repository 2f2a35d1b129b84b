"""What changed between two readings of one text: each change with its words, old and new, at its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build_reading import ANLAN, anlan
from jiyao.reading import AgendaItem, Found, Reading
from jiyao.text import Span
from luoshi.documents.changes import Change, changes

OLD: Reading = anlan().readings[0]
SCHEMES = "副市长陆知行牵头，市水利局负责，市应急局、各乡镇配合，4月底前完成100座小水库除险加固；"


def found(words: str, value: Any = None) -> Found:
    start = ANLAN.index(words)
    return Found(text=words, span=Span(start, start + len(words)), rule="by_hand", value=value)


def told(old: Reading, new: Reading) -> list[tuple[str, str, str, str]]:
    return [(each.what, each.about, each.old, each.new) for each in changes(old, new)]


def with_statement(at: int, **values: Any) -> Reading:
    statements = list(OLD.statements)
    statements[at] = replace(statements[at], **values)
    return replace(OLD, statements=tuple(statements))


def test_two_readings_that_say_the_same_have_no_changes() -> None:
    assert changes(OLD, anlan().readings[0]) == ()


def test_a_rule_that_reads_the_same_words_under_another_name_is_no_change() -> None:
    assert changes(OLD, with_statement(2, rule="another_rule")) == ()


def test_a_fact_of_the_head_is_told_with_what_it_amounts_to() -> None:
    new = replace(OLD, meeting=replace(OLD.meeting, date=found("2020年3月9日", "2020-03-10"), venue=None))
    assert told(OLD, new) == [
        ("head", "日期", "2020年3月9日（2020-03-09）", "2020年3月9日（2020-03-10）"),
        ("head", "地点", "市政府三楼会议室", ""),
    ]


def test_a_person_who_sits_in_another_group_is_told_with_both() -> None:
    new = replace(OLD, present=(), in_attendance=OLD.present)
    assert told(OLD, new) == [("people", "陆知行", "出席", "列席")]


def test_a_chair_that_is_read_no_more_is_told() -> None:
    new = replace(OLD, meeting=replace(OLD.meeting, chair=None))
    assert told(OLD, new) == [("people", "沈怀远", "主持", "")]


def test_a_topic_with_another_outcome_is_told() -> None:
    item = AgendaItem(kind="deliberate", title=found("防汛工作"))
    decided = replace(item, outcome=found("排查", "approved"))
    assert told(replace(OLD, agenda=(item,)), replace(OLD, agenda=(decided,))) == [
        ("topic", "防汛工作", "审议：防汛工作", "审议：防汛工作，通过")
    ]
    assert told(OLD, replace(OLD, agenda=(item,))) == [("topic", "防汛工作", "", "审议：防汛工作")]


def test_a_statement_that_only_one_reading_has_is_told_on_its_side() -> None:
    new = replace(OLD, statements=OLD.statements[:-1])
    assert told(OLD, new) == [("statement", "", "事项：=1+1 的写法要排查。", "")]
    assert told(new, OLD) == [("statement", "", "", "事项：=1+1 的写法要排查。")]


def test_another_label_owner_deadline_and_target_are_four_changes_of_one_statement() -> None:
    statement = OLD.statements[2]
    new = with_statement(2, label="attitude", owners=statement.owners[:2], deadline=None, targets=())
    assert told(OLD, new) == [
        ("label", SCHEMES, "事项", "态度"),
        (
            "owner",
            SCHEMES,
            "陆知行（牵头）、市水利局（牵头）、市应急局（配合）、各乡镇（配合）",
            "陆知行（牵头）、市水利局（牵头）",
        ),
        ("deadline", SCHEMES, "4月底前（2020-04-30）", ""),
        ("target", SCHEMES, "100座", ""),
    ]


def test_a_statement_cut_a_little_differently_is_the_same_one() -> None:
    statement = OLD.statements[2]
    shorter = Span(statement.span.start, statement.span.end - 1)
    new = with_statement(2, span=shorter, text=ANLAN[shorter.start : shorter.end])
    assert told(OLD, new) == [("statement", "起止不同", SCHEMES, SCHEMES[:-1])]


def test_a_sentence_that_became_two_is_one_that_changed_and_one_that_is_new() -> None:
    statement = OLD.statements[2]
    at = statement.span.start + SCHEMES.index("4月底前")
    first = replace(statement, span=Span(statement.span.start, at), text=ANLAN[statement.span.start : at])
    second = replace(
        statement, span=Span(at, statement.span.end), text=ANLAN[at : statement.span.end], owners=(), targets=()
    )
    new = replace(OLD, statements=(*OLD.statements[:2], replace(first, deadline=None), second, *OLD.statements[3:]))
    assert [(each.what, bool(each.old), bool(each.new)) for each in changes(OLD, new)][:1] == [
        ("statement", True, True)
    ]
    assert ("statement", False, True) in [(each.what, bool(each.old), bool(each.new)) for each in changes(OLD, new)]


def test_every_change_points_at_its_place_and_they_come_in_the_order_of_the_text() -> None:
    new = replace(with_statement(2, deadline=None), present=(), meeting=replace(OLD.meeting, venue=None))
    told_of: tuple[Change, ...] = changes(OLD, new)
    assert [ANLAN[each.span.start : each.span.end] for each in told_of] == ["市政府三楼会议室", "陆知行", SCHEMES]
