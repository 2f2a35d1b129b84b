"""Which meeting a text is about: what may be taken for the same, what must not, and what a person is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from cast import AT, Cast, cast
from luoshi.documents.operations import receive
from luoshi.documents.received import pasted
from luoshi.meetings.models import Meeting, MeetingText
from luoshi.meetings.recognising import Identity, alike, candidates, is_decided, known, missing

__all__ = ["cast"]
ON = dt.date(2026, 3, 9)
HELD = dt.date(2026, 3, 2)
NAME = "安澜市九届人民政府第31次常务会议"
Open = Callable[..., Meeting]


@pytest.fixture
def opened(cast: Cast) -> Open:
    """Opens a meeting that has a text; by default the 31st executive meeting of 2 March 2026."""

    def open_one(**values: Any) -> Meeting:
        fields = {
            "name": NAME,
            "kind": "executive",
            "organ": "安澜市九届人民政府",
            "term": 9,
            "number": 31,
            "held_on": HELD,
        }
        meeting = Meeting.objects.create(office=cast.city, **(fields | values))
        by = cast.acting("zhoumin")
        document = receive(cast.city, by=by, at=AT, text=pasted(meeting.name), content=b"x", name="x.txt")
        MeetingText.objects.create(meeting=meeting, document=document)
        return meeting

    return open_one


def wanted(**values: Any) -> Identity:
    return Identity(**({"name": NAME, "kind": "executive", "organ": "市政府", "number": 31} | values))


def test_number_and_day_tell_a_meeting(cast: Cast, opened: Open) -> None:
    meeting = opened()
    assert known(cast.city, wanted(term=9, held_on=HELD), ON) == meeting


def test_number_and_term_tell_a_meeting_without_a_day(cast: Cast, opened: Open) -> None:
    meeting = opened()
    assert known(cast.city, wanted(term=9), dt.date(2031, 1, 1)) == meeting


@pytest.mark.parametrize(
    "other",
    [
        {"number": 32, "held_on": HELD},
        {"term": 8},
        {"year": 2025},
        {"held_on": dt.date(2025, 3, 2)},
        {"held_on": dt.date(2026, 3, 3)},
        {"month_day": (3, 3)},
        {"kind": "party_group", "held_on": HELD},
        {"organ": "县政府", "held_on": HELD},
        {"organ": "青川市人民政府", "held_on": HELD},
        {"organ": "中共安澜市委员会", "held_on": HELD},
        {"organ": "市政府党组", "held_on": HELD},
    ],
    ids=str,
)
def test_what_disagrees_in_one_point_is_another_meeting(cast: Cast, opened: Open, other: dict[str, Any]) -> None:
    opened()
    assert known(cast.city, wanted(**other), ON) is None


def test_a_communique_without_a_number_is_known_by_its_day_once_the_minutes_have_one(cast: Cast, opened: Open) -> None:
    meeting = opened(number=None, term=None, name="安澜市人民政府常务会议")
    assert known(cast.city, wanted(term=9, held_on=HELD), ON) == meeting


def test_minutes_without_a_number_are_known_by_their_day(cast: Cast, opened: Open) -> None:
    meeting = opened()
    assert known(cast.city, wanted(number=None, held_on=HELD), ON) == meeting


def test_a_day_without_its_year_fits_the_meeting_of_the_last_half_year(cast: Cast, opened: Open) -> None:
    opened(held_on=dt.date(2025, 3, 2), number=9, term=9)
    meeting = opened()
    assert known(cast.city, wanted(number=None, month_day=(3, 2)), ON) == meeting
    assert known(cast.city, wanted(number=None, month_day=(3, 2)), dt.date(2027, 3, 9)) is None


def test_a_number_alone_fits_a_recent_meeting_and_no_old_one(cast: Cast, opened: Open) -> None:
    meeting = opened()
    assert known(cast.city, wanted(), ON) == meeting
    assert known(cast.city, wanted(), ON + dt.timedelta(days=400)) is None


def test_a_number_alone_that_fits_two_meetings_is_decided_by_a_person(cast: Cast, opened: Open) -> None:
    opened()
    opened(term=10, held_on=dt.date(2026, 1, 5))
    assert known(cast.city, wanted(), ON) is None


def test_two_thematic_meetings_of_one_day_are_told_apart_by_their_names(cast: Cast, opened: Open) -> None:
    floods = opened(kind="thematic", number=None, term=None, name="全市防汛抗旱工作专题会议")
    same = wanted(kind="thematic", number=None, held_on=HELD, name="关于防汛抗旱工作的专题会议纪要")
    assert known(cast.city, same, ON) == floods
    other = wanted(kind="thematic", number=None, held_on=HELD, name="教育发展专题会议")
    assert known(cast.city, other, ON) is None


def test_an_extended_meeting_counts_in_the_same_series(cast: Cast, opened: Open) -> None:
    meeting = opened(name="安澜市九届人民政府第31次常务（扩大）会议")
    assert known(cast.city, wanted(held_on=HELD), ON) == meeting


def test_a_table_that_does_not_say_the_kind_is_known_by_number_and_day(cast: Cast, opened: Open) -> None:
    meeting = opened()
    assert known(cast.city, wanted(kind="other", held_on=HELD), ON) == meeting


def test_two_papers_that_say_neither_kind_nor_number_are_not_one_meeting_because_of_a_day(
    cast: Cast, opened: Open
) -> None:
    opened(kind="other", number=None, term=None, organ="", name="校舍排查情况通报")
    other = wanted(kind="other", number=None, organ="", held_on=HELD, name="春灌用水通知")
    assert known(cast.city, other, ON) is None


def test_a_meeting_of_the_next_county_is_never_found(cast: Cast, opened: Open) -> None:
    opened()
    assert known(cast.county, wanted(held_on=HELD), ON) is None


def test_a_meeting_whose_only_text_was_moved_away_is_found_no_more(cast: Cast, opened: Open) -> None:
    opened().texts.all().delete()
    assert known(cast.city, wanted(held_on=HELD), ON) is None


def test_candidates_are_what_nothing_contradicts_the_likeliest_first(cast: Cast, opened: Open) -> None:
    own = opened(kind="other", number=None, term=None, held_on=None, organ="", name="校舍安全会议")
    far = opened(kind="thematic", number=None, term=None, name="全市水利专题会议", held_on=dt.date(2026, 2, 1))
    near = opened(kind="thematic", number=None, term=None, name="校舍安全专题会议", held_on=dt.date(2026, 1, 5))
    opened(kind="thematic", number=None, term=None, name="校舍安全专题会议", organ="青川市政府")
    said = Identity(name="校舍安全会议", organ="安澜市人民政府")
    assert candidates(cast.city, said, but=own, on=ON) == [near, far]


def test_a_day_or_a_number_with_its_term_or_year_decides(cast: Cast) -> None:
    assert is_decided(wanted(held_on=HELD))
    assert is_decided(wanted(year=2026))
    assert not is_decided(wanted())
    assert not is_decided(wanted(number=None, term=9))


def test_a_further_text_fills_what_the_meeting_does_not_say_and_overrules_nothing(cast: Cast, opened: Open) -> None:
    meeting = opened(number=None, term=None, name="市政府常务会议")
    said = wanted(term=9, held_on=dt.date(2026, 3, 2), organ="另一个机关")
    assert missing(meeting, said) == {"term": 9, "number": 31, "name": NAME}


def test_names_are_alike_without_the_words_every_meeting_has() -> None:
    assert alike("全市防汛工作会议", "关于召开防汛工作会议的纪要")
    assert not alike("全市防汛工作会议", "全市教育工作会议")
    assert not alike("市政府专题会议", "市政府第2次专题会议纪要")
    assert not alike("安澜市人民政府专题会议", "安澜市政府教育专题会议")
