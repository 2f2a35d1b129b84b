"""A reading with corrections: each field on its span, in order, and nothing else moved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

import jiyao
from jiyao.reading import Reading
from jiyao.text import Text
from luoshi.documents.corrected import BY_HAND, corrected, head_value

WORDS = (
    "2026年3月5日，市长沈怀远主持召开市政府第3次专题会议。副市长陆知行出席会议。\n"
    "会议审议《安澜市校舍安全排查方案》；研究春灌用水工作。\n"
    "会议要求：\n"
    "一、由市教育局牵头，市水务局配合，5月底前完成30所学校校舍安全排查。要建立学校食堂台账。\n"
    "二、要制定春灌用水调度方案。\n"
)


@dataclass
class Said:
    """A correction as it is stored."""

    field: str
    words: str
    value: dict[str, Any] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return WORDS.index(self.words)

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return next(iter(jiyao.read(Text(WORDS))))


def after(reading: Reading, *said: Said) -> Reading:
    return corrected(reading, WORDS, said)


def statements(reading: Reading) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in reading.statements]


def test_without_corrections_the_reading_is_the_reader_s(reading: Reading) -> None:
    assert after(reading) is reading


def test_a_sentence_takes_another_label_and_keeps_what_was_found_in_it(reading: Reading) -> None:
    words = "由市教育局牵头，市水务局配合，5月底前完成30所学校校舍安全排查。"
    new = after(reading, Said("statement", words, {"label": "outcome"})).statements[0]
    assert (new.label, new.rule) == ("outcome", BY_HAND)
    assert [owner.text for owner in new.owners] == ["市教育局", "市水务局"]


def test_a_sentence_is_taken_out(reading: Reading) -> None:
    left = after(reading, Said("statement", "要建立学校食堂台账。", {"label": "none"}))
    assert [words for _, words in statements(left)] == [
        words for _, words in statements(reading) if words != "要建立学校食堂台账。"
    ]


def test_a_part_of_a_sentence_becomes_one_with_its_owner_and_topic(reading: Reading) -> None:
    words = "由市教育局牵头"
    new = next(
        each for each in after(reading, Said("statement", words, {"label": "action"})).statements if each.text == words
    )
    old = reading.statements[0]
    assert [owner.text for owner in new.owners] == ["市教育局"]
    assert new.deadline is None
    assert (new.agenda, new.ordinal, new.heading) == (old.agenda, old.ordinal, old.heading)


def test_a_body_changes_its_role_and_another_is_added(reading: Reading) -> None:
    new = after(
        reading,
        Said("owner", "市水务局", {"role": "lead"}),
        Said("owner", "学校", {"role": "support"}),
        Said("owner", "市教育局", {"role": "none"}),
    )
    assert [(owner.text, owner.role) for owner in new.statements[0].owners] == [
        ("市水务局", "lead"),
        ("学校", "support"),
    ]


def test_a_deadline_is_dated_made_standing_and_taken_out(reading: Reading) -> None:
    dated = after(reading, Said("deadline", "5月底前", {"on": "2026-05-29"})).statements[0].deadline
    assert dated is not None
    assert (dated.value, dated.when) == ("2026-05-29", {"kind": "before", "date": "2026-05-29"})
    standing = after(reading, Said("deadline", "5月底前", {"standing": True})).statements[0].deadline
    assert standing is not None
    assert standing.when == {"kind": "standing"}
    assert after(reading, Said("deadline", "5月底前", {"none": True})).statements[0].deadline is None


def test_words_outside_of_every_sentence_change_nothing(reading: Reading) -> None:
    assert after(reading, Said("owner", "会议审议", {"role": "lead"})) == reading


def test_a_topic_taken_out_leaves_the_others_with_their_sentences(reading: Reading) -> None:
    assert [item.title.text for item in reading.agenda] == ["《安澜市校舍安全排查方案》", "春灌用水工作"]
    left = after(reading, Said("topic", "《安澜市校舍安全排查方案》", {"none": True}))
    assert [item.title.text for item in left.agenda] == ["春灌用水工作"]
    assert [each.agenda for each in left.statements] == [None if each.agenda == 0 else 0 for each in reading.statements]


def test_a_topic_put_in_front_moves_the_numbers_along(reading: Reading) -> None:
    more = after(reading, Said("topic", "市政府第3次专题会议", {"kind": "other"}))
    assert [item.title.text for item in more.agenda] == [
        "市政府第3次专题会议",
        "《安澜市校舍安全排查方案》",
        "春灌用水工作",
    ]
    assert [each.agenda for each in more.statements] == [
        None if each.agenda is None else each.agenda + 1 for each in reading.statements
    ]


def test_a_topic_of_another_kind_keeps_its_sentences(reading: Reading) -> None:
    new = after(reading, Said("topic", "春灌用水工作", {"kind": "hear"}))
    assert new.agenda[1].kind == "hear"
    assert [each.agenda for each in new.statements] == [each.agenda for each in reading.statements]


def test_an_outcome_is_said_of_a_topic(reading: Reading) -> None:
    new = after(reading, Said("outcome", "会议审议", {"topic": 0, "outcome": "approved"}))
    assert new.agenda[0].outcome is not None
    assert new.agenda[0].outcome.value == "approved"


def test_a_person_moves_to_another_group_with_the_posts(reading: Reading) -> None:
    assert [person.name.text for person in reading.present] == ["陆知行"]
    moved = after(reading, Said("person", "陆知行", {"group": "absent"}))
    assert (moved.present, [person.name.text for person in moved.absent]) == ((), ["陆知行"])
    assert moved.absent[0].posts == reading.present[0].posts
    chair = after(reading, Said("person", "陆知行", {"group": "chair"})).meeting.chair
    assert chair is not None
    assert chair.name.text == "陆知行"
    assert after(reading, Said("person", "沈怀远", {"group": "none"})).meeting.chair is None


def test_facts_of_the_head_are_said_with_their_value(reading: Reading) -> None:
    meeting = after(reading, Said("head.venue", "市政府"), Said("head.number", "30所", {"value": 30})).meeting
    assert meeting.venue is not None
    assert meeting.number is not None
    assert (meeting.venue.text, meeting.number.value) == ("市政府", 30)


def test_a_correction_of_another_part_of_the_file_is_passed_over(reading: Reading) -> None:
    outside = Said("head.venue", "市政府")
    part = type(reading.part)(index=1, of=2, span=type(reading.part.span)(500, 600))
    elsewhere = replace(reading, part=part)
    assert corrected(elsewhere, WORDS, [outside]) == elsewhere


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("date", "2026年3月5日上午", "2026-03-05"),
        ("date", "3月 5日", "--03-05"),
        ("published_on", "2026年12月31日", "2026-12-31"),
        ("number", "第47次", 47),
        ("number", "第四十七次", 47),
        ("kind", "常务会议", "executive"),
        ("kind", "座谈会", "other"),
        ("venue", "三楼会议室", None),
    ],
)
def test_selected_words_amount_to_a_value(name: str, words: str, value: object) -> None:
    assert head_value(name, words) == value


@pytest.mark.parametrize(("name", "words"), [("date", "上午"), ("date", "2026年13月1日"), ("number", "会议")])
def test_words_that_are_no_value_are_refused_with_a_sentence(name: str, words: str) -> None:
    with pytest.raises(ValueError, match="选中的字句里没有"):
        head_value(name, words)
