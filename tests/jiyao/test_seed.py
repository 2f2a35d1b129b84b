"""The communiqué the project began with, and its twin in invented words: read whole, and alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jiyao import Reading, read
from jiyao.intake.plain import read_bytes

TWIN = Path(__file__).parent / "cases" / "twin.txt"
SHIPPED = Path(__file__).parents[2] / "src" / "luoshi" / "documents" / "samples" / "communique.txt"
SEED = Path(__file__).parents[3] / "shared" / "seed.txt"


def twin() -> Reading:
    (found,) = read(read_bytes(TWIN.read_bytes(), name="twin.txt"))
    return found


def seed() -> Reading:
    if not SEED.exists():
        pytest.skip("the seed text is handed over beside the repository and is not here")
    (found,) = read(read_bytes(SEED.read_bytes(), name="seed.txt"))
    return found


def words(found: Any) -> str | None:
    return None if found is None else found.text


def test_the_twin_gives_everyone_with_every_post() -> None:
    reading, gold = twin(), json.loads(TWIN.with_suffix(".json").read_text(encoding="utf-8"))
    for group in ("present", "in_attendance", "absent"):
        people = [(p.name.text, [post.text for post in p.posts]) for p in getattr(reading, group)]
        assert people == [(p["name"], p["posts"]) for p in gold[group]]
    chair = reading.meeting.chair
    assert chair is not None
    assert [post.text for post in chair.posts] == gold["meeting"]["chair"]["posts"]


def test_the_twin_gives_its_head() -> None:
    meeting = twin().meeting
    assert (words(meeting.body), words(meeting.venue)) == ("市人民政府", "市人民政府三楼第一会议室")
    values = [f.value for f in (meeting.kind, meeting.term, meeting.number, meeting.date, meeting.part_of_day) if f]
    assert values == ["executive", 11, 29, "2023-04-17", "morning"]
    assert words(meeting.publisher) == "安澜市政府办公室信息中心"
    assert meeting.title is None


def test_the_twin_gives_five_topics_and_no_outcome() -> None:
    reading, gold = twin(), json.loads(TWIN.with_suffix(".json").read_text(encoding="utf-8"))
    assert [(a.kind, a.title.text) for a in reading.agenda] == [(a["kind"], a["title"]) for a in gold["agenda"]]
    assert [item.outcome for item in reading.agenda] == [None] * 5


def test_groups_without_names_say_whether_they_come_by_topic() -> None:
    groups = [(group.text, group.by_topic) for group in twin().groups_in_attendance]
    assert groups == [
        ("市政府办公室副主任", False),
        ("市属相关部门负责人", False),
        ("相关乡镇及市属相关部门负责人", True),
    ]


def test_each_numbered_block_of_the_twin_belongs_to_the_topic_of_its_number() -> None:
    blocks = {(s.heading, s.ordinal, s.agenda) for s in twin().statements}
    numbers = list(enumerate("一二三四五"))
    assert blocks == {(heading, o, at) for heading in ("stress", "require") for at, o in numbers}


def test_the_twin_is_cut_and_labelled_by_the_conventions() -> None:
    gold = json.loads(TWIN.with_suffix(".json").read_text(encoding="utf-8"))
    assert [(s.text, s.label) for s in twin().statements] == [(s["text"], s["label"]) for s in gold["statements"]]


def test_the_one_quantity_of_the_twin_is_a_target() -> None:
    targets = [(t.text, t.quantity, t.unit) for s in twin().statements for t in s.targets]
    assert targets == [("86个项目", 86, "个项目")]


def test_the_sample_that_the_pages_open_with_is_the_twin() -> None:
    assert SHIPPED.read_bytes() == TWIN.read_bytes()


def shape(reading: Reading) -> dict[str, Any]:
    """What a reading holds, without the words of the text."""
    chair = reading.meeting.chair
    return {
        "chair": len(chair.posts) if chair else None,
        "present": [len(person.posts) for person in reading.present],
        "in attendance": [len(person.posts) for person in reading.in_attendance],
        "groups": [group.by_topic for group in reading.groups_in_attendance],
        "topics": [(item.kind, len(item.documents), item.outcome) for item in reading.agenda],
        "statements": [(s.heading, s.ordinal, s.agenda, s.label, len(s.targets)) for s in reading.statements],
    }


def test_the_seed_is_read_like_its_twin() -> None:
    found, expected = shape(seed()), shape(twin())
    assert {key: found[key] for key in found if key != "statements"} == {
        key: expected[key] for key in expected if key != "statements"
    }
    assert {s[:3] for s in found["statements"]} == {s[:3] for s in expected["statements"]}


def test_the_seed_is_the_47th_executive_meeting_of_the_9th_city_government() -> None:
    meeting = seed().meeting
    values = [f.value for f in (meeting.kind, meeting.term, meeting.number, meeting.date, meeting.part_of_day) if f]
    assert values == ["executive", 9, 47, "2020-03-09", "morning"]
    targets = [(t.text, t.quantity, t.unit) for s in seed().statements for t in s.targets]
    assert targets == [("100个项目", 100, "个项目")]


@pytest.mark.parametrize("text", [twin, seed])
def test_every_finding_stands_at_its_words(text: Any) -> None:
    reading = text()
    raw = read_bytes((TWIN if text is twin else SEED).read_bytes()).raw

    def check(thing: Any) -> None:
        if isinstance(thing, dict):
            if "span" in thing and "text" in thing:
                start, end = thing["span"]
                assert raw[start:end] == thing["text"]
            for value in thing.values():
                check(value)
        elif isinstance(thing, list):
            for value in thing:
                check(value)

    check(reading.as_dict())
