"""``luoshi matters verify``: does what is kept beside the journal still say what the journal says?

Compared are the row itself and its supporting bodies with the entries replayed, its reports and slips with the entries that brought them, its
audience and its place in the search index with what the row calls for. Audience and search follow from the row and can be made anew;
a row that differs is never repaired, somebody has to look at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from django.db import transaction

from luoshi.bodies.models import Body
from luoshi.journal.events import entry
from luoshi.journal.models import Event
from luoshi.matters.desk import SUBJECT, audience_rows, found_by, keep_audience, keep_found, said
from luoshi.matters.models import Audience, Matter, Report, Slip, Support
from luoshi.matters.replay import Held, Replayed, held_by, replay
from luoshi.matters.slips_verified import differences
from luoshi.searchtext.index import parts, remove
from luoshi.searchtext.models import SearchRow
from luoshi.searchtext.tokens import folded

_CHUNK = 500
Progress: TypeAlias = Callable[[int], None]


class About(StrEnum):
    """What of a matter a finding is about."""

    ROW = "row"
    REPORTS = "reports"
    SLIPS = "slips"
    AUDIENCE = "audience"
    SEARCH = "search"


REPAIRABLE = frozenset({About.AUDIENCE, About.SEARCH})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: which matter, what of it, and in one Chinese sentence how."""

    where: str
    about: About
    sentence: str


@dataclass(slots=True)
class Verified:
    """What a run looked at and found; ``repaired`` counts the findings that it put right."""

    matters: int = 0
    repaired: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is left to be looked at."""
        return len(self.findings) == self.repaired


def verify(*, repair: bool = False, progress: Progress = lambda _done: None) -> Verified:
    """Look at every matter of the installation, a few hundred at a time. With ``repair`` audience and search are made anew where they differ."""
    outcome = Verified()
    last = 0
    while chunk := _chunk(last):
        for matter, findings in _Looking(chunk).findings():
            outcome.findings += findings
            if repair:
                outcome.repaired += _repaired(matter, findings)
        last = chunk[-1].pk
        outcome.matters += len(chunk)
        progress(outcome.matters)
    _look_for_strays(outcome, repair=repair)
    return outcome


def _chunk(last: int) -> list[Matter]:
    rows = Matter.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.select_related("office", "meeting", "lead", "leader", "batch", "into")[:_CHUNK])


class _Looking:
    """A chunk of matters with everything that is compared, loaded with one query a table."""

    def __init__(self, chunk: Sequence[Matter]) -> None:
        self.chunk = chunk
        pks, refs = [row.pk for row in chunk], [row.ref for row in chunk]
        self.replayed = dict(_replayed(refs))
        self.supporting: defaultdict[int, list[Body]] = defaultdict(list)
        for support in Support.objects.filter(matter__in=pks).select_related("body").order_by("position", "id"):
            self.supporting[support.matter_id].append(support.body)
        self.audience: defaultdict[int, list[Audience]] = defaultdict(list)
        for row in Audience.objects.filter(matter__in=pks):
            self.audience[row.matter_id].append(row)
        self.reports: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for pk, seq, words in Report.objects.filter(matter__in=pks).values_list("matter", "event_seq", "progress"):
            self.reports[pk][seq] = words
        self.slips: defaultdict[int, list[Slip]] = defaultdict(list)
        for slip in Slip.objects.filter(matter__in=pks).order_by("pk"):
            self.slips[slip.matter_id].append(slip)
        self.searched: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        rows = SearchRow.objects.filter(subject_type=SUBJECT, subject_ref__in=refs).order_by("part")
        for ref, office, text in rows.values_list("subject_ref", "office", "text"):
            self.searched[ref].append((office, text))

    def findings(self) -> Iterator[tuple[Matter, list[Finding]]]:
        for matter in self.chunk:
            where = f"{matter.spoken or matter.words[:20]}（{matter.ref}）"
            found = [Finding(where, about, sentence) for about, sentence in self._differences(matter)]
            if found:
                yield matter, found

    def _differences(self, matter: Matter) -> Iterator[tuple[About, str]]:
        replayed = self.replayed.get(matter.ref)
        if replayed is None:
            yield About.ROW, "没有留痕，不知道这件事项从哪里来。"
        else:
            yield from self._row(matter, replayed)
            if replayed.reports != self.reports[matter.pk]:
                yield About.REPORTS, "反馈记录与留痕里的反馈不一致，有的被改动、删除或凭空增加。"
            for sentence in differences(matter, self.slips[matter.pk], replayed.acts):
                yield About.SLIPS, sentence
        wanted = {row.who: said(row) for row in audience_rows(matter, [body.pk for body in self.supporting[matter.pk]])}
        kept = {row.who: said(row) for row in self.audience[matter.pk]}
        yield from _audience(wanted, kept)
        text = found_by(matter, self.supporting[matter.pk])
        if self.searched[matter.ref] != [(matter.office_id, part) for part in parts(folded(text))]:
            yield About.SEARCH, "检索内容与事项现在的内容或单位名称不一致，按关键词可能查不到或错查到它。"

    def _row(self, matter: Matter, replayed: Replayed) -> Iterator[tuple[About, str]]:
        for broken in replayed.breaks:
            sentence = f"第 {broken.seq} 条留痕改动“{_label(broken.field)}”时的原值，与前面的留痕接不上。"
            yield About.ROW, sentence
        holds = held_by(matter, self.supporting[matter.pk])
        for name in sorted(holds.keys() | replayed.held.keys()):
            if holds.get(name) != replayed.held.get(name):
                yield (
                    About.ROW,
                    f"“{_label(name)}”现在是{_said(holds, name)}，按留痕应当是{_said(replayed.held, name)}。",
                )


def _replayed(refs: Iterable[str]) -> Iterator[tuple[str, Replayed]]:
    events = Event.objects.filter(subject_type=SUBJECT, subject_ref__in=refs).order_by("subject_ref", "seq")
    for ref, chain in groupby(events.iterator(), key=lambda event: event.subject_ref):
        yield ref, replay(entry(event) for event in chain)


def _audience(
    wanted: dict[str, tuple[object, ...]], kept: dict[str, tuple[object, ...]]
) -> Iterator[tuple[About, str]]:
    for who in sorted(wanted.keys() - kept.keys()):
        yield About.AUDIENCE, f"应当看到它的没有看到（{who}）。"
    for who in sorted(kept.keys() - wanted.keys()):
        yield About.AUDIENCE, f"不应当看到它的看得到（{who}）。"
    if any(kept[who] != wanted[who] for who in wanted.keys() & kept.keys()):
        yield About.AUDIENCE, "清单里的时限或在办标记与事项不一致，排序和逾期件数会出错。"


def _label(name: str) -> str:
    return "配合单位" if name == "supporting" else str(getattr(Matter._meta.get_field(name), "verbose_name", name))


def _said(held: Held, name: str) -> str:
    return f"“{str(held[name])[:60]}”" if name in held else "空"


def _repaired(matter: Matter, findings: Iterable[Finding]) -> int:
    """Make audience and search of a matter anew where they were found to differ; how many findings that puts right."""
    about = [each.about for each in findings if each.about in REPAIRABLE]
    with transaction.atomic():
        row = Matter.objects.select_for_update(of=("self",)).select_related("office", "meeting", "lead", "leader").get(pk=matter.pk)  # fmt: skip
        if About.AUDIENCE in about:
            keep_audience(row)
        if About.SEARCH in about:
            keep_found(row)
    return len(about)


def _look_for_strays(outcome: Verified, *, repair: bool) -> None:
    """What is still found though its matter is gone."""
    known = Matter.objects.values("ref")
    strays = SearchRow.objects.filter(subject_type=SUBJECT).exclude(subject_ref__in=known)
    for ref in sorted(set(strays.values_list("subject_ref", flat=True))):
        outcome.findings.append(Finding(ref, About.SEARCH, "检索里还有它，事项本身却不在了。"))
        if repair:
            remove(SUBJECT, ref)
            outcome.repaired += 1
