"""From readings to proposals: a text is taken in, read, put to its meeting, and its actions become matters that wait for review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from luoshi.bodies.models import Body
from luoshi.documents.access import require_keeper
from luoshi.documents.models import Document
from luoshi.documents.reader import Reading
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.matters.aligning import by_place, by_words, shared
from luoshi.matters.drafts import Draft, Drafting
from luoshi.matters.models import Difference, Matter, MatterState, Place, Support
from luoshi.matters.operations.changing import New, begin_all, change
from luoshi.matters.settling import new_sort, plain, says, verdict
from luoshi.meetings.models import Meeting, MeetingText
from luoshi.meetings.operations import add_text, set_basis
from luoshi.people.models import Post
from luoshi.workdays import office_date


@operation("matters.settle_document")
def settle_document(document: Document, *, by: Acting, at: dt.datetime, token: str = "") -> list[Meeting]:
    """Put what is read in a document, as it stands now, to its meetings and their matters. Repeating it changes nothing."""
    corrections = standing(document)
    readings = tuple(as_it_stands(row, document, corrections) for row in latest(document))
    return settle_readings(document, by=by, at=at, readings=readings)


@operation("matters.settle_readings")
def settle_readings(
    document: Document, *, by: Acting, at: dt.datetime, readings: tuple[Reading, ...], token: str = ""
) -> list[Meeting]:
    """As ``settle_document``, with the readings at hand: those just made, or the stored ones as they stand."""
    require_keeper(by, document.office_id)
    meetings = []
    for reading in readings:
        if not reading.is_meeting and not reading.statements:
            continue
        text = add_text(document.office, by=by, at=at, document=document, reading=reading)
        settle(text.meeting, by=by, at=at, document=document, reading=reading)
        meetings.append(text.meeting)
    return meetings


@operation("matters.settle")
def settle(meeting: Meeting, *, by: Acting, at: dt.datetime, document: Document, reading: Reading) -> Meeting:
    """Bring the matters of a meeting and the actions of one of its texts together."""
    text = MeetingText.objects.get(meeting=meeting, document=document, part=reading.part.index)
    if text.is_basis:
        _rest_on(meeting, document)
    drafting = Drafting(meeting.office, meeting.held_on or office_date(at))
    settling = _Settling(meeting, document, reading, drafting, basis=text.is_basis, by=by, at=at)
    settling.run()
    return meeting


def _rest_on(meeting: Meeting, document: Document) -> None:
    """Of the places of the meeting's matters, those in this document are the basis now."""
    places = Place.objects.filter(matter__meeting=meeting)
    places.exclude(document=document).filter(is_basis=True).update(is_basis=False)
    places.filter(document=document, is_basis=False).update(is_basis=True)


class _Settling:
    """One text against the matters of its meeting."""

    def __init__(
        self,
        meeting: Meeting,
        document: Document,
        reading: Reading,
        drafting: Drafting,
        *,
        basis: bool,
        by: Acting,
        at: dt.datetime,
    ) -> None:
        self.meeting, self.document, self.reading, self.drafting = meeting, document, reading, drafting
        self.basis, self.by, self.at = basis, by, at
        rows = meeting.matters.whole().select_for_update(of=("self",)).select_related("lead", "leader__body", "office")
        self.matters = {row.pk: row for row in rows}
        self.places: dict[int, list[Place]] = {pk: [] for pk in self.matters}
        for place in Place.objects.filter(matter__meeting=meeting).select_related("document"):
            self.places[place.matter_id].append(place)
        self.supporting: dict[int, list[Body]] = {pk: [] for pk in self.matters}
        for row in Support.objects.filter(matter__meeting=meeting).select_related("body"):
            self.supporting[row.matter_id].append(row.body)

    def run(self) -> None:
        drafts = self.drafting.drafts(self.document, self.reading)
        here = {place.pk: place for places in self.places.values() for place in places if self._is_here(place)}
        stretches = {pk: (place.start, place.end) for pk, place in here.items()}
        known = by_place(stretches, [(draft.start, draft.end) for draft in drafts])
        like = self._like([draft for number, draft in enumerate(drafts) if number not in known])
        new: list[Draft] = []
        for number, draft in enumerate(drafts):
            if number in known:
                place = here[known[number]]
                self._meet(self.matters[place.matter_id], place, draft)
            elif draft.start in like:
                matter = self.matters[like[draft.start]]
                self._meet(matter, Place(matter=matter, document=self.document, is_basis=self.basis), draft)
            else:
                new.append(draft)
        self._propose(new)
        self._vanish(here.values(), drafts)

    def _like(self, drafts: Sequence[Draft]) -> dict[int, int]:
        """Among the matters that do not stand in this document: whose words a draft repeats, by the draft's start."""
        elsewhere = {
            pk: [place.words for place in self.places[pk]] or [matter.words]
            for pk, matter in self.matters.items()
            if matter.state != MatterState.MERGED and not any(map(self._is_here, self.places[pk]))
        }
        return {drafts[at].start: pk for at, pk in by_words(elsewhere, [draft.words for draft in drafts]).items()}

    def _is_here(self, place: Place) -> bool:
        return place.document_id == self.document.pk

    def _propose(self, drafts: Sequence[Draft]) -> None:
        """What no matter of the meeting says yet becomes a proposal."""
        made = begin_all([self._new(draft) for draft in drafts], "matter.proposed", by=self.by, at=self.at)
        Place.objects.bulk_create(self._place(matter, draft) for matter, draft in zip(made, drafts, strict=True))

    def _new(self, draft: Draft) -> New:
        leader = draft.leader or self._leader(draft.lead)
        origins = dict(draft.origins)
        if leader is not None and "leader" not in origins:
            origins["leader"] = {"how": "portfolio", "body": str(draft.lead)}
        matter = Matter(
            office=self.meeting.office,
            meeting=self.meeting,
            sort=draft.sort,
            sort_reason=draft.sort_reason,
            words=draft.words,
            topic=draft.topic,
            topic_at=draft.topic_at,
            heading=draft.heading,
            position=draft.position,
            lead=draft.lead,
            unresolved=draft.unresolved,
            leader=leader,
            due_on=draft.due_on,
            due_words=draft.due_words,
            standard=draft.standard,
            remark=draft.remark,
            origins=origins,
            suggested=draft.suggested,
        )
        return New(matter, draft.supporting, {"document": self.document.ref, "span": [draft.start, draft.end]})

    def _place(self, matter: Matter, draft: Draft) -> Place:
        return Place(
            matter=matter,
            document=self.document,
            start=draft.start,
            end=draft.end,
            is_basis=self.basis,
            said=plain(says(draft)),
        )

    def _meet(self, matter: Matter, place: Place, draft: Draft) -> None:
        """A matter that is there meets what this text says of it now."""
        new_place = place.pk is None
        said = verdict(matter, self.supporting[matter.pk], place, draft, basis=self.basis)
        place.start, place.end, place.vanished, place.said = draft.start, draft.end, False, plain(says(draft))
        place.save()
        values = dict(said.values)
        first = min((each.pk for each in self.places[matter.pk] if self._is_here(each)), default=place.pk)
        leading = self.basis or not any(each.is_basis for each in self.places[matter.pk])
        if matter.state == MatterState.PROPOSED and place.pk == first and leading:
            values |= self._opinions(matter, draft)
        if said.origins:
            values["origins"] = {**matter.origins, **said.origins}
        if "lead" in values and "leader" not in values:
            values |= self._portfolio(matter, values)
        more = {"document": self.document.ref, "span": [draft.start, draft.end]} if new_place else None
        if leading:
            Matter.objects.filter(pk=matter.pk).update(suggested=draft.suggested)
        change(matter, "matter.aligned", values, supporting=said.supporting, by=self.by, at=self.at, more=more)
        for each in said.asked:
            self._ask(matter, each.field, each.ours, each.theirs, each.value)

    def _opinions(self, matter: Matter, draft: Draft) -> dict[str, object]:
        """What follows the reader of the leading text while the matter is a proposal: class, place in the text, names nobody knows."""
        sort, reason = new_sort(matter, draft)
        values: dict[str, object] = {"sort": sort, "sort_reason": reason}
        if self.basis:
            for name in ("topic", "topic_at", "heading", "position", "unresolved", "remark"):
                values[name] = getattr(draft, name)
        return values

    def _portfolio(self, matter: Matter, values: dict[str, object]) -> dict[str, object]:
        origins = values.get("origins", matter.origins)
        assert isinstance(origins, dict)
        if origins.get("leader", {}).get("how") in ("text", "hand"):
            return {}
        lead = values["lead"]
        leader = self._leader(lead if isinstance(lead, Body) else None)
        return {"leader": leader, "origins": {**origins, "leader": {"how": "portfolio", "body": str(lead)}}}

    def _leader(self, lead: Body | None) -> Post | None:
        found = self.drafting.line_up.leader(lead) if lead is not None else None
        return found.post if found else None

    def _ask(self, matter: Matter, name: str, ours: str, theirs: str, value: object) -> None:
        """A difference to decide; a newer word of the same text takes the place of an older one."""
        Difference.objects.update_or_create(
            matter=matter,
            document=self.document,
            field=name,
            decided="",
            defaults={"ours": ours, "theirs": theirs, "value": {"plain": value}},
        )

    def _vanish(self, places: Iterable[Place], drafts: Sequence[Draft]) -> None:
        """Places in this document where the reading finds no action any more."""
        stretches = [(draft.start, draft.end) for draft in drafts]
        gone = [place.pk for place in places if not any(shared((place.start, place.end), each) for each in stretches)]
        Place.objects.filter(pk__in=gone, vanished=False).update(vanished=True)


@operation("matters.rest_on")
def rest_on(
    meeting: Meeting,
    *,
    by: Acting,
    at: dt.datetime,
    document: Document,
    token: str = "",
    seen_seq: int | None = None,
) -> Meeting:
    """Let the matters of a meeting rest on another of its texts: its words, order and topics hold from now on for what nobody worded."""
    require_keeper(by, meeting.office_id)
    rested = set_basis(meeting, by=by, at=at, document=document)
    Place.objects.filter(matter__meeting=meeting, document=document).update(said={})
    settle_document(document, by=by, at=at)
    return rested
