"""A matter as a row of the 责任分解表: the same columns as the table of a text, filled with where it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from luoshi.documents.tables import TableRow
from luoshi.matters.bulletin import bulletin_state
from luoshi.matters.models import Matter, SaidState
from luoshi.people.models import Manner, Tenure


def leader_names(matters: Iterable[Matter], *, on: dt.date) -> dict[int, str]:
    """Who holds the leading posts of these matters on a day, by the key of the post; a vacant post is missing."""
    posts = {matter.leader_id for matter in matters if matter.leader_id is not None}
    rows = Tenure.objects.on(on).filter(post__in=posts).select_related("person")
    held = sorted(rows, key=lambda row: (row.manner == Manner.REGULAR, -row.pk))
    return {row.post_id: row.person.name for row in held}


def table_row(
    matter: Matter, number: int, *, last_said: str | None, leaders: Mapping[int, str], on: dt.date
) -> TableRow:
    """One row, numbered for this table. Lead, leader, meeting and supports should be loaded with the matter.

    ``leaders`` as ``leader_names`` gives them; a vacant post stands with its title. What nobody said is ``None`` (未明确). 状态 is the
    bulletins' word; a proposal has none yet and says 未启动.
    """
    state = bulletin_state(matter, last_said=last_said, on=on) or SaidState.NOT_STARTED
    bodies = "、".join(str(row.body) for row in matter.supports.all())
    return TableRow(
        number=number,
        origin=origin(matter),
        matter=matter.words,
        lead_person=leaders.get(matter.leader_id, str(matter.leader)) if matter.leader_id else None,
        lead_body=str(matter.lead) if matter.lead else None,
        supporting=bodies or None,
        due=due_words(matter),
        standard=matter.standard or None,
        progress=matter.progress,
        problems=matter.problems,
        state=state.label,
        remark="；".join(filter(None, (matter.code, matter.remark))),
    )


def origin(matter: Matter) -> str:
    """常务会47-03 · 要求三: the spoken number once there is one, else the meeting, and the place in its text."""
    named = matter.spoken or (matter.meeting.short_name if matter.meeting else "")
    return " · ".join(filter(None, (named, matter.heading)))


def due_words(matter: Matter) -> str | None:
    """The words of the text, with the day they amount to where they do not say it; the day alone where a person set it; ``None`` where
    there is neither."""
    said = re.sub(r"^[于在](?=.)", "", matter.due_words)
    if matter.due_on is None:
        return said or None
    month_and_day = f"{matter.due_on.month}月{matter.due_on.day}日"
    day = f"{matter.due_on.year}年{month_and_day}"
    if not said:
        return day
    return said if month_and_day in "".join(said.split()) else f"{said}（{day}）"
