"""Entering a notice on days off, and withdrawing one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, revise
from luoshi.journal.refusal import Refused
from luoshi.workdays.access import require_keeper
from luoshi.workdays.models import HolidayNotice, NoticeKind, holidays_as_kept
from luoshi.workdays.resolve import reach
from luoshi.workdays.signals import calendar_changed
from luoshi.workdays.tables import Holiday

_FIELDS = ("kind", "year", "title", "number", "text", "holidays")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDetails:
    """A notice as read and confirmed. ``doubts`` is how many contradictions the reading found, ``checked`` that a person has
    compared them with the paper."""

    kind: NoticeKind
    year: int
    title: str
    number: str = ""
    text: str
    holidays: Sequence[Holiday]
    doubts: int = 0
    checked: bool = False


@operation("calendar.enter")
def enter_notice(
    office: Office | None, *, by: Acting, at: dt.datetime, details: NoticeDetails, token: str = ""
) -> HolidayNotice:
    """Enter a notice for an office, or for every office here (``None``); sends ``calendar_changed``.

    Refuses one without days off, one with contradictions that nobody has checked, and a second standing notice for the same whole year.
    """
    require_keeper(by, office.pk if office else None)
    _refuse_incomplete(details)
    _refuse_second(office, details)
    notice = HolidayNotice(
        office=office,
        kind=details.kind,
        year=details.year,
        title=details.title.strip(),
        number=details.number.strip(),
        text=details.text,
        holidays=holidays_as_kept(details.holidays),
    )
    found(notice, "calendar.entered", _FIELDS, by=by, at=at)
    _announce(notice, by=by, at=at)
    return notice


@operation("calendar.withdraw")
def withdraw_notice(
    notice: HolidayNotice, *, by: Acting, at: dt.datetime, token: str = "", seen_seq: int | None = None
) -> HolidayNotice:
    """Take a notice out of the calendar; it stays readable. Sends ``calendar_changed``."""
    require_keeper(by, notice.office_id)
    if notice.void:
        raise Refused("这份通知已经撤回过了。")
    revise(notice, "calendar.withdrawn", {"void": True}, by=by, at=at)
    _announce(notice, by=by, at=at)
    return notice


def _refuse_incomplete(details: NoticeDetails) -> None:
    if not details.title.strip():
        raise Refused("请填写通知标题。", field="title")
    if not details.holidays:
        raise Refused("没有读到放假的日子。请粘贴通知全文后重新预览。", field="text")
    if details.doubts and not details.checked:
        raise Refused(
            f"通知里有{details.doubts}处对不上。请与纸质原文核对，确认无误后勾选“已与原文核对”再保存。", field="checked"
        )


def _refuse_second(office: Office | None, details: NoticeDetails) -> None:
    if details.kind != NoticeKind.YEAR:
        return
    same = HolidayNotice.objects.standing().filter(office=office, kind=NoticeKind.YEAR, year=details.year)
    if (earlier := same.first()) is not None:
        raise Refused(
            f"{details.year}年的全年放假安排已经录入（{earlier.source}）。要更正，请先撤回那一份；是临时调整，请选“国家临时调整”。",
            field="kind",
        )


def _announce(notice: HolidayNotice, *, by: Acting, at: dt.datetime) -> None:
    first, last = reach(notice.table())
    calendar_changed.send(HolidayNotice, office=notice.office, first=first, last=last, by=by, at=at)
