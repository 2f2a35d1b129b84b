"""Notices change the calendar of an office and of those below it, and of nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from luoshi.bodies.models import Office
from luoshi.bodies.operations import found_office
from luoshi.journal.acting import Acting
from luoshi.journal.events import folded, history
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.sentences import told
from luoshi.workdays.models import HolidayNotice, NoticeKind
from luoshi.workdays.operations import NoticeDetails, enter_notice, withdraw_notice
from luoshi.workdays.page import preview
from luoshi.workdays.resolve import calendar_of, differences
from luoshi.workdays.signals import calendar_changed
from luoshi.workdays.tables import Holiday

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
SYSTEM = Acting.system(None)
TORCH = Holiday("火把节", dt.date(2026, 8, 6), dt.date(2026, 8, 7))
THURSDAY = dt.date(2026, 8, 6)


def details(*holidays: Holiday, kind: NoticeKind = NoticeKind.LOCAL, **given: object) -> NoticeDetails:
    known = {"kind": kind, "year": 2026, "title": "关于放假的通知", "text": "原文", "holidays": holidays or (TORCH,)}
    return NoticeDetails(**(known | given))  # type: ignore[arg-type]


def supervisor(office: Office, *roles: str) -> Acting:
    return Acting(office=office.pk, account="zhoumin", name="周敏", roles=frozenset(roles or ("supervisor",)))


@pytest.fixture
def prefecture(db: None) -> Office:
    return found_office(None, by=SYSTEM, at=AT, name="云泽州人民政府办公室")


@pytest.fixture
def city(prefecture: Office) -> Office:
    return found_office(prefecture, by=SYSTEM, at=AT, name="安澜市人民政府办公室")


@pytest.fixture
def stranger(db: None) -> Office:
    return found_office(None, by=SYSTEM, at=AT, name="临溪县人民政府办公室")


@pytest.fixture
def changes() -> Iterator[list[dict[str, object]]]:
    heard: list[dict[str, object]] = []

    def hear(**given: object) -> None:
        heard.append(given)

    calendar_changed.connect(hear)
    yield heard
    calendar_changed.disconnect(hear)


def test_a_local_notice_holds_for_its_office_and_those_below_it(
    prefecture: Office, city: Office, stranger: Office
) -> None:
    enter_notice(prefecture, by=supervisor(prefecture), at=AT, details=details())
    assert not calendar_of(prefecture).is_workday(THURSDAY)
    assert not calendar_of(city).is_workday(THURSDAY)
    assert calendar_of(stranger).is_workday(THURSDAY)
    assert calendar_of(None).is_workday(THURSDAY)


def test_the_nearer_office_decides_a_day_that_both_name(prefecture: Office, city: Office) -> None:
    work = Holiday("火把节", dt.date(2026, 8, 10), dt.date(2026, 8, 10), (THURSDAY,))
    enter_notice(city, by=supervisor(city), at=AT, details=details(work))
    enter_notice(prefecture, by=supervisor(prefecture), at=AT, details=details())
    assert not calendar_of(prefecture).is_workday(THURSDAY)
    assert calendar_of(city).is_workday(THURSDAY)


def test_of_two_notices_of_one_office_the_one_entered_later_decides(city: Office) -> None:
    work = Holiday("火把节", dt.date(2026, 8, 10), dt.date(2026, 8, 10), (THURSDAY,))
    enter_notice(city, by=supervisor(city), at=AT, details=details(year=2025))
    enter_notice(city, by=supervisor(city), at=AT, details=details(work, year=2026))
    assert calendar_of(city).is_workday(THURSDAY)


def test_a_preview_puts_the_notice_where_it_will_lie(city: Office) -> None:
    enter_notice(city, by=supervisor(city), at=AT, details=details())
    text = "关于2026年假期调整的通知。劳动节：5月6日放假，8月6日上班。"
    shown = preview(city, kind=NoticeKind.CHANGE, text=text, year=None, title="")
    assert [change.after.date for change in shown.changes] == [dt.date(2026, 5, 6)]


def test_a_local_notice_decides_over_one_of_the_state(city: Office) -> None:
    work = Holiday("劳动节", dt.date(2026, 5, 6), dt.date(2026, 5, 6), (dt.date(2026, 8, 6),))
    enter_notice(city, by=supervisor(city), at=AT, details=details())
    enter_notice(city, by=supervisor(city), at=AT, details=details(work, kind=NoticeKind.CHANGE))
    assert not calendar_of(city).is_workday(THURSDAY)


def test_what_the_system_administrator_enters_for_all_holds_for_all(city: Office, stranger: Office) -> None:
    enter_notice(None, by=supervisor(city, "system_admin"), at=AT, details=details())
    assert not calendar_of(stranger).is_workday(THURSDAY)


def test_a_year_s_notice_ends_that_the_year_is_provisional(city: Office, changes: list[dict[str, object]]) -> None:
    assert calendar_of(city).provisional(dt.date(2027, 3, 1))
    new_year = Holiday("元旦", dt.date(2027, 1, 1), dt.date(2027, 1, 3))
    enter_notice(city, by=supervisor(city), at=AT, details=details(new_year, kind=NoticeKind.YEAR, year=2027))
    assert not calendar_of(city).provisional(dt.date(2027, 3, 1))
    assert not calendar_of(city).provisional(dt.date(2026, 12, 30))
    assert (changes[0]["first"], changes[0]["last"]) == (dt.date(2026, 12, 25), dt.date(2027, 12, 31))
    assert changes[0]["office"] == city


def test_a_change_of_the_state_leaves_the_year_provisional(city: Office) -> None:
    day = Holiday("临时放假", dt.date(2027, 3, 3), dt.date(2027, 3, 3))
    enter_notice(city, by=supervisor(city), at=AT, details=details(day, kind=NoticeKind.CHANGE, year=2027))
    assert not calendar_of(city).is_workday(dt.date(2027, 3, 3))
    assert calendar_of(city).provisional(dt.date(2027, 3, 4))


def test_a_withdrawn_notice_stays_readable_and_changes_nothing(city: Office, changes: list[dict[str, object]]) -> None:
    before = calendar_of(city)
    notice = enter_notice(city, by=supervisor(city), at=AT, details=details())
    withdraw_notice(notice, by=supervisor(city), at=AT)
    assert differences(before, calendar_of(city), dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == []
    assert HolidayNotice.objects.visible_to(supervisor(city)).get().void
    assert len(changes) == 2


def test_a_notice_is_withdrawn_once(city: Office) -> None:
    notice = enter_notice(city, by=supervisor(city), at=AT, details=details())
    withdraw_notice(notice, by=supervisor(city), at=AT)
    with pytest.raises(Refused, match="撤回过了"):
        withdraw_notice(notice, by=supervisor(city), at=AT)


def test_the_journal_tells_which_days_were_entered(city: Office) -> None:
    notice = enter_notice(city, by=supervisor(city), at=AT, details=details())
    state = folded(history(notice))
    assert state["title"] == "关于放假的通知"
    assert '"first":"2026-08-06"' in state["holidays"]


def test_the_same_form_sent_twice_enters_one_notice(city: Office) -> None:
    one, two = (enter_notice(city, by=supervisor(city), at=AT, details=details(), token="t") for _ in range(2))
    assert one.pk == two.pk
    assert HolidayNotice.objects.count() == 1


def test_a_stale_withdrawal_is_refused(city: Office) -> None:
    notice = enter_notice(city, by=supervisor(city), at=AT, details=details())
    with pytest.raises(Stale):
        withdraw_notice(notice, by=supervisor(city), at=AT, seen_seq=0)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"title": "  "}, "title"), ({"holidays": ()}, "text"), ({"doubts": 2}, "checked")],
)
def test_an_incomplete_notice_is_refused_beside_its_field(city: Office, given: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        enter_notice(city, by=supervisor(city), at=AT, details=details(**given))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not HolidayNotice.objects.exists()


def test_doubts_that_were_checked_do_not_keep_a_notice_out(city: Office) -> None:
    assert enter_notice(city, by=supervisor(city), at=AT, details=details(doubts=2, checked=True)).pk


def test_a_second_notice_for_the_whole_year_is_refused(city: Office) -> None:
    for_year = details(kind=NoticeKind.YEAR, year=2027)
    enter_notice(city, by=supervisor(city), at=AT, details=for_year)
    with pytest.raises(Refused, match="先撤回"):
        enter_notice(city, by=supervisor(city), at=AT, details=for_year)


def test_another_office_s_calendar_is_not_there(city: Office, stranger: Office) -> None:
    notice = enter_notice(city, by=supervisor(city), at=AT, details=details())
    with pytest.raises(Unseen):
        enter_notice(city, by=supervisor(stranger), at=AT, details=details())
    with pytest.raises(Unseen):
        withdraw_notice(notice, by=supervisor(stranger), at=AT)
    assert not HolidayNotice.objects.visible_to(supervisor(stranger)).exists()


def test_who_only_reads_the_calendar_may_not_change_it(city: Office) -> None:
    with pytest.raises(Denied, match="督查室"):
        enter_notice(city, by=supervisor(city, "liaison"), at=AT, details=details())
    with pytest.raises(Denied, match="系统管理员"):
        enter_notice(None, by=supervisor(city), at=AT, details=details())


def test_the_journal_s_page_tells_a_notice_in_words(city: Office) -> None:
    notice = enter_notice(city, by=supervisor(city), at=AT, details=details())
    events = Event.objects.filter(subject_ref=notice.ref)
    assert [item.sentence for item in told(events)] == ["录入《关于放假的通知》：火把节 2026-08-06 至 2026-08-07"]
