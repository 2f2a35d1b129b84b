"""The sample meetings: one under way, one waiting for review, one text not yet read; loaded once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from luoshi.bodies.models import Office
from luoshi.documents.models import Document, DocumentState
from luoshi.journal.models import Event
from luoshi.matters.desks.page import desk
from luoshi.matters.lamps import Lamp, lamp
from luoshi.matters.meeting.page import MeetingPage, meeting_page
from luoshi.matters.models import (
    Asked,
    Difference,
    DutyListItem,
    DutyListKind,
    Inspection,
    InspectionState,
    Matter,
    MatterState,
    Report,
    Round,
)
from luoshi.matters.sample import load_meetings, load_supervision
from luoshi.matters.sample.texts import words
from luoshi.meetings.models import Meeting
from luoshi.people.accounts.acting import acting_for
from luoshi.people.accounts.sample import LOGINS, open_accounts
from luoshi.people.models import ADMINISTRATORS, Account, Role
from luoshi.people.sample import load
from luoshi.workdays import office_date

DAYS = (dt.datetime(2026, 3, 11, 2, tzinfo=dt.UTC), dt.datetime(2027, 1, 4, 2, tzinfo=dt.UTC))
"""A Wednesday, and the first Monday of a year: weeks before it lie in the year before."""


def page(city: Office, number: int, at: dt.datetime) -> MeetingPage:
    by = acting_for(Account.objects.get(login="zhoumin"), on=office_date(at))
    return meeting_page(Meeting.objects.get(office=city, number=number), by, on=office_date(at))


def the_sample_stands_where_the_demonstration_needs_it_and_loads_once(city: Office, at: dt.datetime) -> None:
    on = office_date(at)
    under_way, waiting = page(city, 31, at), page(city, 32, at)
    figures = under_way.figures
    assert (figures.docketed, figures.done, figures.late, figures.set_aside, figures.dropped) == (13, 2, 1, 1, 1)
    matters = Matter.objects.filter(meeting__number=31)
    assert {Lamp.DONE, Lamp.RED, Lamp.YELLOW, Lamp.GREEN} <= {lamp(matter, on=on) for matter in matters}
    assert matters.filter(state=MatterState.DOCKETED).count() == 2
    assert [(shown.text.document.kind, shown.text.is_basis) for shown in under_way.texts] == [
        ("minutes", True),
        ("communique", False),
    ]
    assert sum(matter.places.count() == 2 for matter in matters) == 12
    assert [row.field for row in Difference.objects.filter(decided="")] == ["standard"]
    assert (waiting.figures.docketed, waiting.figures.waiting >= 12) == (0, True)
    unread = Document.objects.get(state=DocumentState.RECEIVED)
    assert "停车" in unread.title
    reports = Event.objects.filter(kind="matter.reported")
    assert ['"on_behalf"' in event.payload for event in reports] == [True] * 7
    before = Event.objects.count()
    load_meetings(city, at=at + dt.timedelta(days=30))
    assert Event.objects.count() == before


def the_office_has_a_duty_list_an_inspection_and_a_round_and_they_load_once(city: Office, at: dt.datetime) -> None:
    load_supervision(city, at=at)
    inspection = Inspection.objects.get(office=city)
    assert inspection.state == InspectionState.UNDER_WAY
    assert [site.visited_on is None for site in inspection.sites.order_by("id")] == [False, False, True]
    assert [problem.matter is None for problem in inspection.problems.order_by("position")] == [False, True]
    assert set(DutyListItem.objects.filter(office=city).values_list("kind", flat=True)) == set(DutyListKind.values)
    asked = Asked.objects.filter(round__office=city)
    assert asked.count() > 4
    opened = Round.objects.get(office=city).opened_at
    assert Report.objects.filter(matter__office=city, made_at__gte=opened, progress__contains="16公里").count() == 1
    before = Event.objects.count()
    load_supervision(city, at=at + dt.timedelta(days=30))
    assert Event.objects.count() == before


@pytest.mark.parametrize("name", ["communique_31", "communique_32", "communique_parking", "minutes_31"])
@pytest.mark.parametrize("at", DAYS)
def test_a_text_has_the_length_of_a_real_one_and_no_blank_left(name: str, at: dt.datetime) -> None:
    text = words(name, on=office_date(at))
    assert 1_000 <= len(text) <= 2_500
    assert "{" not in text


def every_role_has_a_login_and_every_desk_something_on_it(city: Office, at: dt.datetime) -> None:
    on = office_date(at)
    assert {role for _login, _name, role, _body in LOGINS} == set(Role)
    for login, _name, role, _body in LOGINS:
        page = desk(acting_for(Account.objects.get(login=login), on=on), city, on=on, at=timezone.now())
        shown = page.audits if role == Role.AUDITOR else page.count or role in ADMINISTRATORS
        assert shown, f"{login} signs in to a desk without anything on it"


@pytest.mark.parametrize("at", DAYS, ids=["in March", "over the turn of the year"])
def test_the_sample_city_shows_what_the_demonstration_needs(
    db: None, at: dt.datetime, settings: object, subtests: pytest.Subtests
) -> None:
    """The city is loaded once for all of it; each part goes on from where the one before it left the city."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    city, county = load(at=at)
    open_accounts(city, county, at=at)
    load_meetings(city, at=at)
    for check in (
        the_sample_stands_where_the_demonstration_needs_it_and_loads_once,
        the_office_has_a_duty_list_an_inspection_and_a_round_and_they_load_once,
        every_role_has_a_login_and_every_desk_something_on_it,
    ):
        with subtests.test(check.__name__):
            check(city, at)
