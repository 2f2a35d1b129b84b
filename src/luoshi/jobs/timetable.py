"""When something comes round next: every so often, or on a time of day in the office's zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Times(Protocol):
    """A pattern of moments."""

    def after(self, at: dt.datetime) -> dt.datetime:
        """The first moment later than ``at``."""
        ...

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Every:
    """At full multiples of a span since the epoch, so that a restart does not shift them."""

    span: dt.timedelta

    def after(self, at: dt.datetime) -> dt.datetime:
        seconds = int(self.span.total_seconds())
        return dt.datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, tz=dt.UTC)

    def __str__(self) -> str:
        minutes = int(self.span.total_seconds()) // 60
        return f"每 {minutes} 分钟" if minutes < 60 else f"每 {minutes // 60} 小时"


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a time of day in the office's zone."""

    time: dt.time

    def after(self, at: dt.datetime) -> dt.datetime:
        local = at.astimezone(SHANGHAI)
        today = dt.datetime.combine(local.date(), self.time, SHANGHAI)
        return (today if today > local else today + dt.timedelta(days=1)).astimezone(dt.UTC)

    def __str__(self) -> str:
        return f"每天 {self.time:%H:%M}"
