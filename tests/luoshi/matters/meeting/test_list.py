"""The list of meetings: newest first, its figures, its pages, and what narrows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import handed_out, meeting_of, proposed
from cast import AT, DAY, Cast
from luoshi.documents.models import Document
from luoshi.matters.meeting.listing import Listed, listed
from luoshi.matters.operations import complete_matter, correct_reading
from luoshi.meetings.models import Meeting, MeetingKind

SignIn = Callable[[str], Client]


def held(cast: Cast, name: str, on: dt.date | None, kind: str = MeetingKind.EXECUTIVE) -> Meeting:
    return Meeting.objects.create(office=cast.city, name=name, kind=kind, held_on=on)


def names(found: Listed) -> list[str]:
    return [line.meeting.name for line in found.lines]


def test_an_empty_list_says_what_to_do_next(cast: Cast, signed_in: SignIn) -> None:
    assert "收一份文本" in signed_in("zhoumin").get("/meetings/").content.decode()
    assert "收一份文本" not in signed_in("wangfang").get("/meetings/").content.decode()


def test_the_newest_stand_first_and_one_without_a_day_before_them(cast: Cast) -> None:
    for name, on in (("旧", DAY - dt.timedelta(days=9)), ("无日期", None), ("新", DAY)):
        held(cast, name, on)
    assert names(listed(cast.acting("zhoumin"), on=DAY)) == ["无日期", "新", "旧"]


def test_pages_lead_to_each_other_and_lose_nothing(cast: Cast) -> None:
    by = cast.acting("zhoumin")
    for number in range(7):
        held(cast, f"第{number}次", DAY if number < 4 else None)
    seen, page = [], listed(by, on=DAY, size=3)
    seen += names(page)
    assert not page.newer
    while page.older:
        before = page
        page = listed(by, on=DAY, size=3, before=page.older)
        assert names(listed(by, on=DAY, size=3, after=page.newer)) == names(before)
        seen += names(page)
    assert seen == [f"第{number}次" for number in (6, 5, 4, 3, 2, 1, 0)]


def test_a_list_narrowed_by_kind_and_year_says_so_and_can_be_widened(cast: Cast, signed_in: SignIn) -> None:
    held(cast, "去年的常务会", dt.date(2025, 5, 1))
    held(cast, "今年的专题会", DAY, MeetingKind.THEMATIC)
    client = signed_in("zhoumin")
    shown = client.get("/meetings/?kind=thematic&year=2026").content.decode()
    assert "今年的专题会" in shown
    assert "去年的常务会" not in shown
    assert "类型：专题会议 ×" in shown
    assert "年度：2026年 ×" in shown
    assert "没有符合条件的会议" in client.get("/meetings/?kind=thematic&year=2025").content.decode()


@pytest.mark.parametrize("query", ["kind=nothing", "year=x", "year=99999999", "before=2222", "after=%00"])
def test_what_cannot_be_read_chooses_nothing_away(query: str, cast: Cast, signed_in: SignIn) -> None:
    held(cast, "今年的常务会", DAY)
    answer = signed_in("zhoumin").get(f"/meetings/?{query}")
    assert answer.status_code == 200
    assert "今年的常务会" in answer.content.decode()


def test_the_figures_of_a_line_add_up_and_are_those_the_person_sees(cast: Cast) -> None:
    handed_out(cast, "逾期的", due_on=DAY - dt.timedelta(days=3))
    done = handed_out(cast, "办结的", due_on=DAY)
    complete_matter(done, by=cast.acting("zhoumin"), at=AT, result="完成", despite="会上说明已办结")
    handed_out(cast, "水务局的", lead=cast.water)
    proposed(cast, "待校核的")
    found = {login: listed(cast.acting(login), on=DAY).lines[0].figures for login in ("zhoumin", "liqiang", "wangfang")}
    assert [(each.docketed, each.done, each.not_started, each.late, each.waiting) for each in found.values()] == [
        (3, 1, 2, 1, 1),
        (2, 1, 1, 1, 0),
        (1, 0, 1, 0, 0),
    ]
    assert listed(cast.acting("zhoumin"), on=DAY).title == "1 件逾期，1 件待校核立项"


def test_the_chair_is_whom_the_text_or_a_correction_names(cast: Cast, waiting: Meeting) -> None:
    by = cast.acting("zhoumin")
    assert listed(by, on=DAY).lines[0].chair == "沈怀远"
    document = Document.objects.get()
    start = document.text.index("顾明川")
    correct_reading(document, by=by, at=AT, field="person", start=start, end=start + 3, value={"group": "chair"})
    assert listed(by, on=DAY).lines[0].chair == "顾明川"


def test_the_chair_of_an_internal_text_is_kept_from_whoever_may_not_see_it(
    cast: Cast, take: Callable[..., Document], texts: tuple[str, str]
) -> None:
    take(texts[1], label="internal")
    assert listed(cast.acting("zhoumin"), on=DAY).lines[0].chair == "沈怀远"
    assert listed(cast.acting("wangfang"), on=DAY).lines[0].chair == ""


def test_a_text_that_waits_to_be_read_is_counted_for_those_who_keep(
    cast: Cast, take: Callable[..., Document], texts: tuple[str, str], signed_in: SignIn
) -> None:
    take(texts[0], later=True)
    assert "来文（1 份待研读）" in re.sub(r"\s+", "", signed_in("zhoumin").get("/meetings/").content.decode()).replace(
        "1份", "1 份"
    )


def test_the_number_of_queries_does_not_grow_with_the_meetings(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    proposed(cast)

    def queries() -> int:
        client.get("/meetings/")
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/meetings/").status_code == 200
        return len(taken)

    before = queries()
    for number in range(1, 20):
        proposed(cast, f"第{number}件", meeting=meeting_of(cast, number))
    assert queries() == before
