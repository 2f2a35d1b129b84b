"""From a moment to a day."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def office_date(at: dt.datetime) -> dt.date:
    """The day it is in the offices at a moment; the only place where a moment becomes a day.

    Raises ``ValueError`` for a moment that does not know its zone: nobody could say which day that is.
    """
    if at.tzinfo is None:
        msg = "a moment must know its zone before it can become a day"
        raise ValueError(msg)
    return at.astimezone(OFFICE_ZONE).date()
