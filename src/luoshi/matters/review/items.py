"""A proposal as a row of the review: its words, the four fixings with where each is from, what is missing, what is suggested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.documents.reader import Span
from luoshi.matters.models import Difference, Matter, MatterState, Sort
from luoshi.matters.review.origins import in_text, said, spoken_day
from luoshi.matters.settling import ASKED
from luoshi.matters.upward import TakenBack, reasons
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Post

TICKED = (Sort.CONCRETE, Sort.STANDING)
"""Classes that are suggested for the docket."""
_NAMES = {
    "lead": "牵头",
    "supporting": "配合",
    "leader": "牵头领导",
    "due_on": "时限",
    "standard": "办结标准",
}
_KINDS = {"lead": "owner", "supporting": "owner", "leader": "person", "due_on": "deadline", "standard": "target"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One fixing: ``origin`` says who said it; ``key`` ties it to its words, empty where the text does not say it."""

    name: str
    words: str
    origin: str
    key: str = ""
    by_text: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A lead body that is suggested, with the sentence that says why."""

    ref: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two texts of the meeting say differently, waiting for a person."""

    pk: int
    name: str
    ours: str
    theirs: str
    title: str


@dataclass(frozen=True, slots=True)
class Item:
    """One matter. ``missing`` are sentences such as 责任单位未明确; ``spans`` is where it stands in the document shown."""

    ref: str
    key: str
    seq: int
    number: int
    words: str
    sort: str
    sort_reason: str
    state: str
    state_words: str
    code: str
    spoken: str
    drop_reason: str
    remark: str
    topic: str
    place: str
    """The page or the cell of a table that it stands in, for files that know it."""
    chips: tuple[Chip, ...]
    missing: tuple[str, ...]
    everyone: str
    offers: tuple[Offer, ...]
    notes: tuple[str, ...]
    differences: tuple[Disagreement, ...]
    spans: tuple[Span, ...]
    marks: tuple[tuple[str, Span, str], ...]
    vanished: bool
    elsewhere: bool

    @property
    def is_proposal(self) -> bool:
        return self.state == MatterState.PROPOSED

    @property
    def is_dropped(self) -> bool:
        return self.state == MatterState.DROPPED

    @property
    def ticked(self) -> bool:
        """Whether the house suggests to put it on the docket."""
        return self.is_proposal and self.sort in TICKED

    @property
    def lacks_lead(self) -> bool:
        return self.ticked and bool(self.missing) and self.missing[0] == LEAD_MISSING


LEAD_MISSING = "责任单位未明确"


class Items:
    """Makes rows of matters that were loaded with ``loaded``; asks the database nothing more."""

    def __init__(self, line_up: LineUp, document: str, place_at: Callable[[int], str] | None = None) -> None:
        self.line_up, self.document, self.place_at = line_up, document, place_at
        self.taken_back = TakenBack({line_up.office.pk}, line_up.on)

    def item(self, matter: Matter, number: int) -> Item:
        places = [place for place in matter.places.all() if place.document.ref == self.document]
        chips = tuple(self._chips(matter))
        suggested = matter.suggested if matter.state == MatterState.PROPOSED else {}
        return Item(
            ref=matter.ref,
            key=f"m-{matter.ref}",
            seq=matter.seq,
            number=number,
            words=matter.words,
            sort=matter.sort,
            sort_reason=matter.sort_reason,
            state=matter.state,
            state_words=str(matter.get_state_display()),
            code=matter.code,
            spoken=matter.spoken,
            drop_reason=matter.drop_reason,
            remark=matter.remark,
            topic=matter.topic,
            place=self.place_at(places[0].start) if places and self.place_at else "",
            chips=chips,
            missing=tuple(_missing(matter)),
            everyone=_everyone(matter),
            offers=_offers(matter, suggested),
            notes=(*suggested.get("notes", ()), *self._upward(matter)),
            differences=tuple(_differences(matter.differences.all())),
            spans=tuple(Span(place.start, place.end) for place in places),
            marks=tuple(self._marks(matter, chips)),
            vanished=any(place.vanished for place in places),
            elsewhere=not places,
        )

    def _upward(self, matter: Matter) -> Iterator[str]:
        """That a township leads what its duty list has taken back; why it does all the same, once that is said."""
        flag = self.taken_back.flag(matter.words, matter.lead, matter)
        if flag is not None:
            why = reasons([matter]).get(matter.pk)
            yield f"{flag.sentence}仍由乡镇牵头的理由：{why}" if why else flag.sentence

    def _chips(self, matter: Matter) -> Iterator[Chip]:
        supporting = "、".join(str(row.body) for row in matter.supports.all())
        shown = {
            "lead": str(matter.lead or ""),
            "supporting": supporting,
            "leader": self.post(matter.leader) if matter.leader else "",
            "due_on": due(matter),
            "standard": matter.standard,
        }
        for name, words in shown.items():
            if words:
                origin = matter.origins.get(name)
                here = in_text(origin) and origin is not None and origin.get("document") == self.document
                key = f"m-{matter.ref}-{name}" if here else ""
                yield Chip(_NAMES[name], words, said(origin), key, in_text(origin))

    def _marks(self, matter: Matter, chips: Sequence[Chip]) -> Iterator[tuple[str, Span, str]]:
        for chip in chips:
            if chip.key:
                name = chip.key.rpartition("-")[2]
                origin = matter.origins[name]
                yield chip.key, Span(origin["start"], origin["end"]), _KINDS[name]

    def post(self, post: Post) -> str:
        """祁之恒（副市长）: who holds a post now, and its title; only the title while it is vacant."""
        tenure = self.line_up.holder(post)
        return f"{tenure.person.name}（{post.title}）" if tenure else f"{post.title}（空缺）"


def due(matter: Matter) -> str:
    """The day, with the words of the text where they say it otherwise."""
    if matter.due_on is None:
        return matter.due_words
    day = f"{matter.due_on:%Y}年{spoken_day(matter.due_on)}"
    return f"{day}（{matter.due_words}）" if matter.due_words and matter.due_words not in day else day


def _missing(matter: Matter) -> Iterator[str]:
    """What nobody has said yet; general requirements need nothing."""
    if matter.state != MatterState.PROPOSED or matter.sort == Sort.GENERAL:
        return
    if matter.lead_id is None:
        yield LEAD_MISSING
    rest = [
        name
        for name, there in (
            ("牵头领导", matter.leader_id is not None),
            ("完成时限", matter.due_on is not None or bool(matter.due_words) or matter.sort == Sort.STANDING),
            ("办结标准", bool(matter.standard)),
        )
        if not there
    ]
    if rest:
        yield f"{'、'.join(rest)}未明确"


def _everyone(matter: Matter) -> str:
    """What is said of words that address many: one lead collects, no matter is made for each of them."""
    if not matter.unresolved:
        return ""
    if matter.suggested.get("collects"):
        who = f"由{matter.lead}牵头汇总" if matter.lead else "由哪个单位牵头汇总未明确"
        return f"原文面向“{matter.unresolved}”，不逐单位立项，{who}"
    return f"原文写有“{matter.unresolved}”"


def _offers(matter: Matter, suggested: Mapping[str, Any]) -> tuple[Offer, ...]:
    if matter.lead_id is not None or matter.sort == Sort.GENERAL:
        return ()
    return tuple(Offer(each["body"], each["name"], each["sentence"]) for each in suggested.get("lead", ()))


def _differences(rows: Iterable[Difference]) -> Iterator[Disagreement]:
    for row in rows:
        yield Disagreement(row.pk, ASKED.get(row.field, row.field), row.ours, row.theirs, row.document.title)
