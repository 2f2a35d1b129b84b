"""Proposing lead and supporting bodies for one action.

The text wins where it names a body; else duties, the body that reported on the topic and earlier choices are weighed together. Below
``ENOUGH`` nothing is proposed: an empty proposal costs a clerk a look at a list, a wrong one costs a phone call to the wrong bureau.
The figures were set on one half of a set of invented actions and measured on the other (docs/routing.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jiyao.reading import Owner
from luoshi.bodies.models import BodyKind, Duty, Office
from luoshi.bodies.resolve import Directory
from luoshi.documents.routing import sentences
from luoshi.documents.routing.candidates import Candidates, candidates
from luoshi.documents.routing.duty_index import Match
from luoshi.documents.routing.naming import Names
from luoshi.documents.routing.owners import Said, said
from luoshi.documents.routing.remembered import Memory
from luoshi.documents.routing.shapes import Choice, Cue, How, Role, Routed, Suggestion
from luoshi.documents.routing.terms import Folded, fold

ENOUGH = 0.93
"""The least score of a proposal. One pair of characters that a single body has in a keyword counts 1, less for a long list of duties."""
ALTERNATIVE = 0.2
"""The part of the best score that an alternative must reach."""
OWN_WORDS = 1.7
"""What a supporting body's words must weigh without those that speak for the lead: a whole keyword of its own."""
TOPIC = 0.35
"""What words of a topic's title count for against words of the action."""
REPORTED = 1.45
"""What having reported on the topic counts for: more than a stray pair of characters, less than a keyword."""
AGENDA = 1.55
"""The most that a topic's title and who reported on it can count for together: a keyword in the action's own words weighs more."""
ALTERNATIVES, SUPPORTING, CUES = 3, 3, 3

_ADDRESSEE = re.compile(
    r"(?:报送?|报请|报经|上报|提交|提请|送|向)(?P<name>[^，。；：、]{1,16}?(?:局|委|政府|办公室|办|中心|部门))"
)
"""Who is reported to does not do the work: 每月向市教育局报送进展."""


@dataclass(slots=True)
class Weighed:
    """One body's evidence for one action, by where it comes from."""

    slot: int
    duty: Match = field(default_factory=Match)
    topic: Match = field(default_factory=Match)
    remembered: Match = field(default_factory=Match)
    reported: float = 0.0

    @property
    def score(self) -> float:
        return self.duty.score + self.remembered.score + self.agenda

    @property
    def agenda(self) -> float:
        """What the topic of the action says for the body."""
        return min(AGENDA, TOPIC * self.topic.score + self.reported)

    @property
    def how(self) -> How:
        if self.remembered.places and self.remembered.score >= max(self.duty.score, self.agenda):
            return "remembered"
        return "topic" if self.agenda > self.duty.score and self.reported else "duty"


@dataclass(frozen=True, slots=True)
class Router:
    """Everything needed to propose bodies for the actions of one office's text of one day; it asks the database no more."""

    names: Names
    known: Candidates
    memories: Mapping[Role, Memory]

    @classmethod
    def of(cls, office: Office, on: dt.date, remembered: Iterable[Choice] = ()) -> Router:
        """Load directory and duties as of a day, the meeting's: at most five queries, however large the directory."""
        directory = Directory(office)
        duties = Duty.objects.filter(body__office=office).on(on).order_by("body_id", "position", "pk")
        known = candidates(directory, list(duties))
        choices = list(remembered)
        roles: tuple[Role, ...] = ("lead", "support")
        memories = {role: Memory.of([each for each in choices if each.role == role], known.slots_of) for role in roles}
        return cls(Names.of(directory, on, known.keywords), known, memories)

    def propose(
        self,
        words: str,
        *,
        owners: Sequence[Owner] = (),
        at: int = 0,
        topic: str = "",
        reported_by: str = "",
        people: frozenset[str] = frozenset(),
    ) -> Routed:
        """The bodies for one action.

        ``words`` is the statement's text and ``at`` where it begins in the source (``statement.span.start``), so that the spans of
        its ``owners`` can be found in it. ``topic`` is the title of its agenda item, ``reported_by`` the body that reported on it.
        ``people`` are the names of the meeting: an owner who is a person is no body.
        """
        told = said(self.names, words, owners, at, people)
        if told.lead or told.elsewhere:
            sentence = told.lead[0].sentence if told.lead else sentences.NOT_IN_DIRECTORY.format(name=told.elsewhere)
            return _routed(told, told.lead, told.supporting, sentence)
        folded, taken = fold(words), {each.body.pk for each in told.supporting}
        weighed = self._weigh(folded, topic, reported_by)
        lead = self._leads([each for each in weighed if self.known.bodies[each.slot].pk not in taken], folded, topic)
        supporting = told.supporting or self._supports(lead, weighed, folded)
        return _routed(told, lead, supporting, lead[0].sentence if lead else "")

    def _weigh(self, folded: Folded, topic: str, reported_by: str) -> list[Weighed]:
        """Every body with any evidence, best first; equal ones in protocol order."""
        found: dict[int, Weighed] = {}

        def of(slot: int) -> Weighed:
            return found.setdefault(slot, Weighed(slot))

        spoken = _without_addressees(folded)
        for slot, match in self.known.index.matches(spoken).items():
            of(slot).duty = match
        for slot, match in self.memories["lead"].matches(spoken, self.known.index).items():
            of(slot).remembered = match
        if topic:
            for slot, match in self.known.index.matches(fold(topic)).items():
                of(slot).topic = match
        named = self.names.find("".join(reported_by.split())) if reported_by else None
        for body in named.bodies if named else ():
            for slot in self.known.slots_of(body.pk):
                of(slot).reported = REPORTED
        return sorted(found.values(), key=lambda each: (-each.score, each.slot))

    def _leads(self, weighed: Sequence[Weighed], folded: Folded, topic: str) -> tuple[Suggestion, ...]:
        """The best alternatives; townships lead only where the text says so."""
        enough = [
            each for each in weighed if each.score >= ENOUGH and self.known.bodies[each.slot].kind != BodyKind.TOWNSHIP
        ]
        if not enough:
            return ()
        best = enough[0].score
        chosen = [each for each in enough[:ALTERNATIVES] if each.score >= ALTERNATIVE * best]
        return tuple(self._suggestion(each, folded, topic) for each in chosen)

    def _suggestion(self, each: Weighed, folded: Folded, topic: str) -> Suggestion:
        body, score = self.known.bodies[each.slot], round(each.score, 3)
        if each.how == "remembered":
            cue, sentence = self._chosen_before(each.slot, each.remembered, folded, "lead")
            return Suggestion(body, "remembered", (cue,), sentence, score=score)
        if each.how == "topic":
            return Suggestion(
                body, "topic", tuple(_cues(each.topic, fold(topic), topic=True)), sentences.by_topic(body), score=score
            )
        cues = tuple(_cues(each.duty, folded)) or tuple(_cues(each.topic, fold(topic), topic=True))
        return Suggestion(
            body,
            "duty",
            cues,
            sentences.by_duty(cues, body),
            note=self.known.note(each.slot),
            duty=self.known.duty_with(each.slot, cues),
            score=score,
        )

    def _chosen_before(self, slot: int, match: Match, folded: Folded, role: Role) -> tuple[Cue, str]:
        """The words that earlier choices share with these, and the sentence that says so."""
        _, start, end = match.stretches()[0]
        shared = self.memories[role].shared(folded.text, start, end, slot)
        cue = folded.cue(shared.start, shared.end)
        return cue, sentences.by_choice(shared.times, folded.text[shared.start : shared.end])

    def _supports(
        self, lead: Sequence[Suggestion], weighed: Sequence[Weighed], folded: Folded
    ) -> tuple[Suggestion, ...]:
        """Bodies that earlier choices let support, then those with a keyword in words that do not speak for the lead."""
        if not lead:
            return ()
        leading = next(each for each in weighed if self.known.bodies[each.slot].pk == lead[0].body.pk)
        found: dict[int, Suggestion] = {}
        chosen = self.memories["support"].matches(folded, self.known.index)
        for slot, match in sorted(chosen.items(), key=lambda each: (-each[1].score, each[0])):
            if slot != leading.slot and match.score >= ENOUGH:
                cue, sentence = self._chosen_before(slot, match, folded, "support")
                body = self.known.bodies[slot]
                found[slot] = Suggestion(body, "remembered", (cue,), sentence, score=round(match.score, 3))
        covered = leading.duty.covered() | leading.remembered.covered()
        for each in weighed:
            own = each.duty.without(covered)
            score = own.score / self.known.index.sizes[each.slot]
            if each.slot not in {leading.slot, *found} and score >= OWN_WORDS:
                cues, body = tuple(_cues(own, folded)), self.known.bodies[each.slot]
                duty, note = self.known.duty_with(each.slot, cues), self.known.note(each.slot)
                sentence = sentences.by_duty(cues, body)
                found[each.slot] = Suggestion(body, "duty", cues, sentence, note=note, duty=duty, score=round(score, 3))
        return tuple(found.values())[:SUPPORTING]


def _routed(told: Said, lead: tuple[Suggestion, ...], supporting: tuple[Suggestion, ...], sentence: str) -> Routed:
    notes = (*told.notes, sentences.PERSON_LEADS) if told.person_leads and lead and not told.lead else told.notes
    summary = sentences.summary(sentence, groups=[each.text for each in told.groups], collects=told.collects)
    return Routed(lead, supporting, told.groups, told.unknown, told.collects, summary, notes)


def _cues(match: Match, folded: Folded, *, topic: bool = False) -> list[Cue]:
    """The weightiest stretches in the order of the text; those that weigh little beside the first are left out."""
    stretches = [each for each in match.stretches()[:CUES] if each[0] > 0]
    heavy = [each for each in stretches if each[0] * 4 >= stretches[0][0]]
    return sorted(folded.cue(start, end, topic=topic) for _, start, end in heavy)


def _without_addressees(folded: Folded) -> Folded:
    """The text with the names of those who are reported to blanked out, every character at its place."""
    text = _ADDRESSEE.sub(lambda found: found[0].replace(found["name"], "，" * len(found["name"])), folded.text)
    return Folded(folded.raw, text, folded.offsets)
