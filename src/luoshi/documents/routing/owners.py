"""What the text itself says about who does an action, sorted for a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiyao.reading import Owner
from luoshi.bodies.models import Body, BodyKind
from luoshi.documents.routing import sentences
from luoshi.documents.routing.naming import Names, is_generic, is_person, names_townships, ordered
from luoshi.documents.routing.shapes import Cue, Group, Suggestion


@dataclass(frozen=True, slots=True)
class Said:
    """Explicit bodies as suggestions, generic words as groups; names the directory does not have stay words."""

    lead: tuple[Suggestion, ...] = ()
    supporting: tuple[Suggestion, ...] = ()
    groups: tuple[Group, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    collects: bool = False
    person_leads: bool = False
    elsewhere: str = ""
    """Who leads by the text but is not in the directory; then nobody else is proposed."""


@dataclass(frozen=True, slots=True)
class _Doer:
    owner: Owner
    words: str
    cue: Cue | None
    bodies: tuple[Body, ...]
    note: str


def said(names: Names, words: str, owners: Sequence[Owner], at: int, people: frozenset[str]) -> Said:
    """Sort the owners of a statement whose text ``words`` begins at ``at`` of the source."""
    doers: list[_Doer] = []
    groups: list[Group] = []
    unknown: list[str] = []
    notes: list[str] = []
    person_leads, elsewhere = False, ""
    for owner in owners:
        bare, cue = "".join(owner.text.split()), _cue(words, owner, at)
        if is_generic(bare):
            groups.append(_group(names, bare, cue))
            continue
        named = None if bare in people else names.find(bare)
        if named is not None and named.bodies:
            doers.append(_Doer(owner, bare, cue, named.bodies, named.note))
        elif bare in people or is_person(bare):
            person_leads = person_leads or owner.role == "lead"
        else:
            unknown.append(bare)
            elsewhere = elsewhere or (bare if owner.role != "support" else "")
            notes.append(named.note if named else f"单位名录中没有“{bare}”，请核对名称或补充名录")
    found = _sorted(doers, tuple(groups), notes)
    return replace(found, unknown=tuple(unknown), person_leads=person_leads, elsewhere="" if found.lead else elsewhere)


def _sorted(doers: Sequence[_Doer], groups: tuple[Group, ...], notes: list[str]) -> Said:
    """Who leads, who works along; where no role is written the first body that is no township leads by convention."""
    leading = [doer for doer in doers if doer.owner.role == "lead"]
    listed = [doer for doer in doers if doer.owner.role == "listed"]
    townships = len(listed) > 1 and all(_is_township(doer) for doer in listed)
    by_convention = bool(listed) and not leading and not townships
    if by_convention:
        first = next((doer for doer in listed if not _is_township(doer)), listed[0])
        leading = [first]
        if len(listed) > 1 or len(first.bodies) > 1 or groups:
            notes.append(sentences.CONVENTION)
    elif len(leading) > 1:
        notes.append(sentences.SEVERAL_LEAD.format(count=len(leading)))
    notes += [doer.note for doer in doers if doer.note]
    named_first = _suggestions(leading)
    lead, rest = (named_first[:1], named_first[1:]) if by_convention else (named_first, named_first[:0])
    taken = {each.body.pk for each in lead}
    along = (*rest, *_suggestions([doer for doer in doers if doer not in leading]))
    supporting = tuple({each.body.pk: each for each in reversed(along) if each.body.pk not in taken}.values())[::-1]
    return Said(
        lead=lead,
        supporting=supporting,
        groups=groups,
        notes=tuple(dict.fromkeys(notes)),
        collects=bool(groups) or townships,
    )


def _suggestions(doers: Sequence[_Doer]) -> tuple[Suggestion, ...]:
    """One suggestion a body, in the order of the text; a body named twice counts where it is named first."""
    found: dict[int, Suggestion] = {}
    for doer in doers:
        for body in doer.bodies:
            sentence = sentences.by_text(doer.words, body, doer.owner.role)
            because = (doer.cue,) if doer.cue else ()
            found.setdefault(body.pk, Suggestion(body, "text", because, sentence, note=doer.note))
    return tuple(found.values())


def _is_township(doer: _Doer) -> bool:
    return all(body.kind == BodyKind.TOWNSHIP for body in doer.bodies)


def _group(names: Names, words: str, cue: Cue | None) -> Group:
    bodies: tuple[Body, ...] = ()
    if names_townships(words):
        everyone = names.directory.bodies.values()
        bodies = ordered([body for body in everyone if body.kind == BodyKind.TOWNSHIP and body.closed_on is None])
    return Group(words, cue.start if cue else 0, cue.end if cue else 0, bodies)


def _cue(words: str, owner: Owner, at: int) -> Cue | None:
    """Where the owner stands in the action's words; ``None`` where it was carried over from elsewhere."""
    start, end = owner.span.start - at, owner.span.end - at
    if 0 <= start < end <= len(words) and words[start:end] == owner.text:
        return Cue(start, end, owner.text)
    found = words.find(owner.text)
    return Cue(found, found + len(owner.text), owner.text) if found >= 0 else None
