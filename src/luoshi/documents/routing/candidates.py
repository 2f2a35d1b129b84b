"""The bodies that duties can speak for, each in its slot, with what the directory says of it on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.bodies.models import Body, BodyKind, BodyName, Duty, NameKind
from luoshi.bodies.resolve import Directory
from luoshi.documents.routing.duty_index import DutyIndex, Profile, index_of
from luoshi.documents.routing.naming import ordered, stem
from luoshi.documents.routing.shapes import Cue

_NO_CANDIDATES = frozenset({BodyKind.GOVERNMENT, BodyKind.SECTION})
"""The government itself, and sections of a body: the work is the body's."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Bodies that exist, in protocol order. A closed body's duties of the day stand with whoever has its work now."""

    bodies: tuple[Body, ...]
    index: DutyIndex
    keywords: Mapping[str, tuple[Body, ...]]
    duties: tuple[tuple[str, ...], ...]
    inherited: Mapping[int, tuple[Body, ...]]
    slots: Mapping[int, tuple[int, ...]]

    def slots_of(self, body: int) -> tuple[int, ...]:
        """Where the body with this primary key, or who has its work now, stands; nowhere where nobody has."""
        return self.slots.get(body, ())

    def duty_with(self, slot: int, cues: Sequence[Cue]) -> str:
        """The duty that has most of the characters of the cues; of equals the first, none where no duty has any."""
        words = ["".join(cue.text.split()) for cue in cues]
        scored = [(sum(len(word) for word in words if word in duty), -at) for at, duty in enumerate(self.duties[slot])]
        most, at = max(scored, default=(0, 0))
        return self.duties[slot][-at].partition("｜")[0] if most else ""

    def note(self, slot: int) -> str:
        """Whose duties of that day the body has taken over since."""
        return "；".join(f"含原“{body}”的职责" for body in self.inherited.get(slot, ()))


def candidates(directory: Directory, duties: Sequence[Duty]) -> Candidates:
    """Sort the duties in force on a day to the bodies that have the work now."""
    bodies = ordered([body for body in directory.bodies.values() if body.closed_on is None])
    bodies = tuple(body for body in bodies if body.kind not in _NO_CANDIDATES)
    place = {body.pk: slot for slot, body in enumerate(bodies)}
    slots = {
        body.pk: tuple(place[now.pk] for now in directory.present(body) if now.pk in place)
        for body in directory.bodies.values()
    }
    own: defaultdict[int, list[Duty]] = defaultdict(list)
    inherited: defaultdict[int, dict[int, Body]] = defaultdict(dict)
    for duty in sorted(duties, key=lambda each: (each.body_id, each.position, each.pk)):
        body = directory.bodies[duty.body_id]
        for slot in slots[body.pk]:
            own[slot].append(duty)
            if bodies[slot].pk != body.pk:
                inherited[slot][body.pk] = body
    names = _names(directory)
    profiles = tuple(
        Profile(names.get(body.pk, ()), tuple((duty.text, tuple(duty.words)) for duty in own[slot]))
        for slot, body in enumerate(bodies)
    )
    lines = tuple(tuple(f"{duty.text}｜{duty.keywords}" for duty in own[slot]) for slot in range(len(bodies)))
    return Candidates(
        bodies,
        index_of(profiles),
        _by_keyword(bodies, own),
        lines,
        {slot: ordered(tuple(found.values())) for slot, found in inherited.items()},
        slots,
    )


def _names(directory: Directory) -> dict[int, tuple[str, ...]]:
    """What each body's names say of its work; full names only where there is no short one (they name the level above)."""
    rows: defaultdict[int, list[BodyName]] = defaultdict(list)
    for row in directory.names:
        rows[row.body_id].append(row)
    place = directory.naming.place[:-1]
    found = {}
    for body, own in rows.items():
        short = [row for row in own if row.kind != NameKind.FULL] or own
        stems = {stem(stem(row.key.replace(place, "") if place else row.key)) for row in short}
        found[body] = tuple(sorted(each for each in stems if len(each) > 1))
    return found


def _by_keyword(bodies: Sequence[Body], own: Mapping[int, Sequence[Duty]]) -> dict[str, tuple[Body, ...]]:
    found: defaultdict[str, dict[int, Body]] = defaultdict(dict)
    for slot, duties in own.items():
        for duty in duties:
            for word in duty.words:
                found[word][bodies[slot].pk] = bodies[slot]
    return {word: ordered(tuple(each.values())) for word, each in found.items()}
