"""A time limit is moved in time, or the day that was missed goes on counting, whoever moves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import DUE, docketed, done, handed_out, proposed
from cast import AT, DAY, Cast, cast
from luoshi.journal.refusal import Refused
from luoshi.matters.acts import Given
from luoshi.matters.lamps import Lamp, lamp
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from luoshi.matters.operations import act_on, hand_out, revise_matter
from luoshi.matters.operations.in_bulk import Deed, Wanted, in_bulk
from luoshi.matters.verify import verify
from luoshi.rulebook.operations import RuleDetails, make_rule

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)
AFTER = AT + (DUE - DAY + ONE_DAY)
"""The day after the due date."""
LATER = DUE + 30 * ONE_DAY
SignIn = Callable[[str], Client]


def extended(cast: Cast, matter: Matter, *, asked: dt.datetime, granted: dt.datetime) -> Matter:
    matter = act_on(
        matter, by=cast.acting("liqiang"), at=asked, act=Act.ASK_EXTENSION, given=Given(words="雨季", day=LATER)
    )
    given = Given(day=LATER, who="常务副市长")
    return act_on(matter, by=cast.acting("zhoumin"), at=granted, act=Act.GRANT_EXTENSION, given=given)


def test_asked_in_time_the_new_day_counts_though_it_is_granted_later(cast: Cast) -> None:
    matter = extended(cast, handed_out(cast), asked=AT, granted=AFTER)
    assert (matter.due_on, matter.original_due_on, matter.agreed_on) == (LATER, DUE, None)
    assert lamp(matter, on=DUE + ONE_DAY) == Lamp.GREEN


def test_asked_too_late_the_original_day_goes_on_counting(cast: Cast) -> None:
    matter = extended(cast, handed_out(cast), asked=AFTER, granted=AFTER)
    assert (matter.due_on, matter.agreed_on) == (DUE, LATER)
    assert lamp(matter, on=DUE + ONE_DAY) == Lamp.RED
    assert Matter.objects.overdue(on=DUE + ONE_DAY).get() == matter
    assert verify().findings == []


def rule_of(cast: Cast, key: str, value: object) -> None:
    details = RuleDetails(key=key, value=value, valid_from=DAY)
    make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)


def test_how_long_before_the_due_date_it_is_asked_is_the_rulebooks(cast: Cast) -> None:
    rule_of(cast, "extension.ask_days", 5)
    matter = extended(cast, handed_out(cast), asked=AFTER - 3 * ONE_DAY, granted=AFTER - 3 * ONE_DAY)
    assert (matter.due_on, matter.agreed_on) == (DUE, LATER)
    matter = extended(cast, handed_out(cast, "另一件"), asked=AFTER - 6 * ONE_DAY, granted=AFTER)
    assert (matter.due_on, matter.agreed_on) == (LATER, None)


@pytest.mark.parametrize("key", ["extension.late_request_is_overdue", "extension.counts_from_original"])
def test_an_office_whose_rule_is_milder_lets_the_new_day_count(cast: Cast, key: str) -> None:
    rule_of(cast, key, False)
    matter = extended(cast, handed_out(cast), asked=AFTER, granted=AFTER)
    assert (matter.due_on, matter.original_due_on, matter.agreed_on) == (LATER, DUE, None)


@pytest.mark.parametrize("day", [DUE, DUE + ONE_DAY])
def test_no_day_that_has_passed_is_asked_for(cast: Cast, day: dt.date) -> None:
    with pytest.raises(Refused, match=r"晚于现在的时限|不能早于今天") as refused:
        act_on(
            handed_out(cast),
            by=cast.acting("liqiang"),
            at=AFTER + ONE_DAY,
            act=Act.ASK_EXTENSION,
            given=Given(words="雨季", day=day),
        )
    assert refused.value.field == "day"


@pytest.mark.parametrize("day", [LATER, None])
def test_a_correction_does_not_make_what_is_overdue_look_in_time(cast: Cast, day: dt.date | None) -> None:
    matter, by = handed_out(cast), cast.acting("zhoumin")
    with pytest.raises(Refused, match="不能直接改晚") as refused:
        revise_matter(matter, by=by, at=AFTER, values={"due_on": day})
    assert refused.value.field == "because"
    matter = revise_matter(matter, by=by, at=AFTER, values={"due_on": day}, because="录入时看错了月份，见纪要第3页")
    assert matter.due_on == day
    assert matter.origins["due_on"]["sentence"] == "录入时看错了月份，见纪要第3页"


def test_what_is_not_overdue_or_moved_nearer_is_corrected_without_reasons(cast: Cast) -> None:
    by = cast.acting("zhoumin")
    assert revise_matter(handed_out(cast), by=by, at=AT, values={"due_on": LATER}).due_on == LATER
    sooner = DUE - ONE_DAY
    assert revise_matter(handed_out(cast, "乙"), by=by, at=AFTER, values={"due_on": sooner}).due_on == sooner


def test_in_one_press_for_many_an_overdue_one_keeps_its_day_and_says_so(cast: Cast) -> None:
    late, other = handed_out(cast), handed_out(cast, "乙", due_on=LATER)
    wanted = Wanted(day=LATER + ONE_DAY, only_empty=False)
    done_ = in_bulk(cast.city, by=cast.acting("zhoumin"), at=AFTER, matters=[late, other], deed=Deed.DUE, wanted=wanted)
    assert done_["done"] == [other.ref]
    assert "不能成批改晚" in done_["refused"][late.ref]


def test_the_page_shows_the_first_day_and_the_one_that_was_agreed(cast: Cast, signed_in: SignIn) -> None:
    matter = extended(cast, handed_out(cast), asked=AFTER, granted=AFTER)
    shown = signed_in("zhoumin").get(f"/matters/{matter.ref}/").content.decode()
    assert "逾期后同意延至" in shown
    assert "仍按完成时限计逾期" in shown
    matter = extended(cast, handed_out(cast, "乙"), asked=AT, granted=AT)
    assert "原定时限" in signed_in("zhoumin").get(f"/matters/{matter.ref}/").content.decode()


def test_the_correction_form_asks_why_only_where_the_day_has_passed(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    past = proposed(cast, due_on=DAY)
    docketed(cast, past)
    assert past.meeting is not None
    hand_out(past.meeting, by=cast.acting("zhoumin"), at=AT, matters=[past])
    shown = client.get(f"/matters/{past.ref}/revise/").content.decode()
    assert "时限录错在哪里" in shown
    future = done(cast, handed_out(cast, "乙", due_on=dt.date(2099, 1, 1)), Act.ACKNOWLEDGE)
    assert "时限录错在哪里" not in client.get(f"/matters/{future.ref}/revise/").content.decode()
    seen = Matter.objects.get(pk=past.pk)
    sent = {
        "words": seen.words,
        "sort": seen.sort,
        "lead": str(seen.lead),
        "due_on": "2099-01-01",
        "seen_seq": seen.seq,
        "token": "t",
    }
    answer = client.post(f"/matters/{past.ref}/revise/", sent)
    assert answer.status_code == 422
    assert "不能直接改晚" in answer.content.decode()
    assert client.post(f"/matters/{past.ref}/revise/", sent | {"token": "u", "because": "看错"}).status_code == 302
    assert Matter.objects.get(pk=past.pk).due_on == dt.date(2099, 1, 1)
