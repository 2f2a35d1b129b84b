"""The office's own terms: the minutes are split and docketed, and what is done is put up, within the days that the rules say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.test import Client

from build_matters import done, handed_out
from cast import AT, DAY, Cast
from luoshi.documents.models import Document
from luoshi.matters.desks import lines
from luoshi.matters.desks.watching import to_review
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from luoshi.matters.operations import drop
from luoshi.matters.prints.holders import Holders
from luoshi.matters.terms import docket_by, submit_by
from luoshi.meetings.models import Meeting
from luoshi.rulebook.operations import RuleDetails, make_rule

SignIn = Callable[[str], Client]
ONE_DAY = dt.timedelta(days=1)


def ruled(cast: Cast, key: str, days: int) -> None:
    details = RuleDetails(key=key, value=days, valid_from=DAY - 30 * ONE_DAY)
    make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)


def test_the_minutes_are_docketed_within_days_of_coming(
    cast: Cast, take: Callable[..., Document], texts: tuple[str, str]
) -> None:
    communique, minutes = texts
    take(communique, "通稿.txt")
    Document.objects.update(received_at=AT - 9 * ONE_DAY)
    meeting = Meeting.objects.get()
    assert docket_by(cast.city, [meeting.pk]) == {meeting.pk: DAY - 7 * ONE_DAY}
    take(minutes, "纪要.txt")
    assert docket_by(cast.city, [meeting.pk]) == {meeting.pk: DAY + 2 * ONE_DAY}
    [line] = to_review(cast.city, on=DAY + 2 * ONE_DAY)
    assert (line.until, line.late) == (DAY + 2 * ONE_DAY, False)
    [line] = to_review(cast.city, on=DAY + 3 * ONE_DAY)
    assert line.late
    ruled(cast, "docket.split_days", 5)
    assert docket_by(cast.city, [meeting.pk]) == {meeting.pk: DAY + 5 * ONE_DAY}


def test_the_desk_and_the_review_say_until_when(cast: Cast, waiting: Meeting, signed_in: SignIn) -> None:
    meeting, client = waiting, signed_in("zhoumin")
    assert "应在 3月11日前分解立项" in client.get("/desk/").content.decode()
    address = f"/meetings/{meeting.ref}/review/"
    assert "应在3月11日前分解立项" in client.get(address).content.decode()
    for matter in Matter.objects.filter(meeting=meeting):
        drop(matter, by=cast.acting("zhoumin"), at=AT, reason="不办")
    assert "分解立项" not in client.get(address).content.decode()


def test_what_is_done_is_put_up_within_days(cast: Cast, signed_in: SignIn) -> None:
    matter = done(cast, handed_out(cast), Act.FIND_DONE)
    assert submit_by(matter) == DAY + 7 * ONE_DAY
    acting = cast.acting("zhoumin")
    for on, late in ((DAY + 7 * ONE_DAY, False), (DAY + 8 * ONE_DAY, True)):
        [line] = lines.waiting(acting, Holders(cast.city, on), on=on)
        assert (line.todo.words, line.todo.act, line.late) == ("呈报，3月16日前", Act.SUBMIT, late)
    client = signed_in("zhoumin")
    assert "应在3月16日前呈报" in client.get(f"/matters/{matter.ref}/").content.decode()
    assert "办结后应在 2026-03-16 前呈报。" in client.get(f"/matters/{matter.ref}/acts/submit/").content.decode()
    ruled(cast, "close.report_days", 10)
    assert submit_by(matter) == DAY + 10 * ONE_DAY
    assert submit_by(done(cast, matter, Act.SUBMIT)) is None
