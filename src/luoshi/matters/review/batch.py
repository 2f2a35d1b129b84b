"""What one approval would put on the docket: the numbers to come, and what is not ready yet with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.matters.models import Batch, Matter, MatterState, Sort
from luoshi.matters.operations import numbers_to_come
from luoshi.matters.operations.docketing import Number
from luoshi.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Line:
    """A matter with the number it will get."""

    matter: Matter
    number: Number


@dataclass(frozen=True, slots=True)
class Unready:
    """A ticked matter that cannot be docketed now, and why."""

    matter: Matter
    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The batch as its page shows it."""

    lines: tuple[Line, ...]
    unready: tuple[Unready, ...]


def told(batch: Batch) -> str:
    """What was docketed, in a sentence; also for a second press, which docketed nothing more."""
    numbers = [matter.spoken for matter in batch.matters.order_by("number")]
    return f"已立项 {len(numbers)} 件，编号 {' 至 '.join(dict.fromkeys((numbers[0], numbers[-1])))}。"


def ready_of(meeting: Meeting, matters: Sequence[Matter], *, on: dt.date) -> Ready:
    """Sort what was ticked into what can be docketed and what cannot; ``on`` tells the year where the meeting has no day."""
    unready = [Unready(matter, reason) for matter in matters if (reason := _obstacle(matter))]
    rows = [matter for matter in matters if not _obstacle(matter)]
    numbers = numbers_to_come(meeting, len(rows), on)
    return Ready(tuple(map(Line, rows, numbers)), tuple(unready))


def _obstacle(matter: Matter) -> str:
    if matter.state != MatterState.PROPOSED:
        return f"现在是“{matter.get_state_display()}”"
    if matter.sort == Sort.GENERAL:
        return "面上要求写入通知；确需立项的，请先改为具体事项"
    return "" if matter.lead_id else "责任单位未明确，请填写或采用建议"
