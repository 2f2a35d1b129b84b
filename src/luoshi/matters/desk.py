"""Keeping what lists ask for beside a matter: its audience and its place in the search index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luoshi.bodies.models import Body
from luoshi.matters.holding import reviewer_of
from luoshi.matters.models import Audience, Matter, MatterState
from luoshi.matters.models.audience import NO_DUE
from luoshi.matters.models.matter import RUNNING
from luoshi.searchtext import index
from luoshi.searchtext.models import SearchRow
from luoshi.searchtext.tokens import folded

_BEFORE_HANDING_OUT = (MatterState.PROPOSED, MatterState.DROPPED, MatterState.MERGED, MatterState.DOCKETED)
REPEATED = ("due_on", "open", "yellow_from", "red_from")
SUBJECT = "matters.matter"


def audience_rows(matter: Matter, supporting: Iterable[int]) -> list[Audience]:
    """Who sees the matter now: its office's keepers; once it is handed out or opinions are asked for, its bodies and its leader, whoever leads
    the whole of a part, and who must answer something of it."""
    names = [f"o:{matter.office_id}"]
    if matter.state not in _BEFORE_HANDING_OUT:
        bodies = [matter.lead_id, *supporting]
        names += [f"b:{body}" for body in dict.fromkeys(bodies) if body is not None]
        names += [f"p:{matter.leader.ref}"] if matter.leader is not None else []
        names += [reviewer_of(matter), *([matter.asked_of] if matter.asked_of else [])]
    return [
        Audience(
            matter=matter,
            who=who,
            due_on=matter.due_on or NO_DUE,
            open=matter.state in RUNNING,
            yellow_from=matter.yellow_from or NO_DUE,
            red_from=matter.red_from or NO_DUE,
        )
        for who in dict.fromkeys(names)
    ]


def said(row: Audience) -> tuple[object, ...]:
    """What a row of the audience repeats of its matter."""
    return tuple(getattr(row, name) for name in REPEATED)


def keep_audience(matter: Matter) -> None:
    """Write the audience of a matter as it is now; belongs into the operation that changed it."""
    wanted = {row.who: row for row in audience_rows(matter, matter.supports.values_list("body_id", flat=True))}
    kept = set()
    for row in Audience.objects.filter(matter=matter):
        new = wanted.get(row.who)
        if new is None:
            row.delete()
            continue
        kept.add(row.who)
        if said(row) != said(new):
            for name in REPEATED:
                setattr(row, name, getattr(new, name))
            row.save(update_fields=REPEATED)
    Audience.objects.bulk_create(row for who, row in wanted.items() if who not in kept)


def keep_found(matter: Matter) -> None:
    """Make the matter found by its words, numbers, bodies and topic."""
    supporting = [row.body for row in matter.supports.select_related("body")]
    index.put(matter.office_id, SUBJECT, matter.ref, found_by(matter, supporting))


def found_by(matter: Matter, supporting: Iterable[Body]) -> str:
    """The words under which a matter is found."""
    words = [matter.words, matter.code, matter.spoken, matter.topic, matter.standard, matter.remark, matter.progress]
    words += [str(matter.lead or ""), *map(str, supporting), matter.meeting.name if matter.meeting else ""]
    return "\n".join(filter(None, words))


def keep_new(matters: Iterable[tuple[Matter, Sequence[Body]]]) -> None:
    """Audience and search index of matters that were just inserted, each with its supporting bodies: few statements for many."""
    new = list(matters)
    Audience.objects.bulk_create(row for matter, bodies in new for row in audience_rows(matter, [b.pk for b in bodies]))
    index.put_new(
        [
            SearchRow(office=matter.office_id, subject_type=SUBJECT, subject_ref=matter.ref, part=number, text=part)
            for matter, bodies in new
            for number, part in enumerate(index.parts(folded(found_by(matter, bodies))))
        ]
    )
