"""Statements: the body's sentences with their label and what the rules found in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter

from jiyao.finding import Finding
from jiyao.labels import label
from jiyao.layout import Sentence
from jiyao.people import found_at
from jiyao.reading import Deadline, Found, Label, Owner, Statement, Target
from jiyao.text import View

Resolve = Callable[[Finding], "str | None"]


class Findings:
    """All findings of a view in order, given out by stretch."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self.all = sorted(found, key=attrgetter("start", "end"))
        self._starts = [finding.start for finding in self.all]

    def within(self, start: int, end: int) -> list[Finding]:
        """The findings that lie in ``view.s[start:end]``."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [finding for finding in self.all[first:last] if finding.end <= end]


def statement(view: View, sentence: Sentence, findings: list[Finding], agenda: int | None, resolve: Resolve) -> Statement:
    """One statement of the reading."""
    text = view.s[sentence.start : sentence.end]
    kind: Label = "outcome" if sentence.kind == "agenda" else label(text, sentence.heading, findings, sentence.start)
    told = kind != "assessment"
    words = found_at(view, (sentence.start, sentence.end), "statements")
    deadlines = [f for f in findings if f.kind == "deadline"] if told else []
    return Statement(
        text=words.text,
        span=words.span,
        rule=words.rule,
        heading=sentence.heading,
        ordinal=sentence.ordinal,
        agenda=agenda,
        label=kind,
        owners=_owners(view, findings) if told else (),
        deadline=_deadline(view, deadlines, resolve),
        urgency=next((found_at(view, (f.start, f.end), f.rule, f.value) for f in findings if f.kind == "urgency"), None) if told else None,
        run_in=sentence.run_in,
        targets=tuple(
            Target(**_base(view, f), quantity=f.detail["quantity"], unit=f.detail["unit"], comparator=f.detail["comparator"])
            for f in findings
            if f.kind == "target" and told
        ),
        documents=tuple(found_at(view, (f.start, f.end), f.rule, f.value) for f in findings if f.kind == "document"),
    )


def _base(view: View, finding: Finding) -> dict[str, object]:
    found = found_at(view, (finding.start, finding.end), finding.rule, finding.value)
    return {"text": found.text, "span": found.span, "rule": found.rule, "value": found.value}


_WEIGHT = {"lead": 2, "support": 1, "listed": 0}


def _owners(view: View, findings: list[Finding]) -> tuple[Owner, ...]:
    """Each doer once, in order of place; where two rules read the same words the one that knows the role is shown, the other its rival."""
    best: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.kind == "owner":
            best.setdefault((finding.start, finding.end), []).append(finding)
    places = [place for place in best if not any(a <= place[0] and place[1] <= b and (a, b) != place for a, b in best)]
    found = []
    for place in sorted(places):
        first, *others = sorted(best[place], key=lambda f: -_WEIGHT[f.detail["role"]])
        role = first.detail["role"]
        rivals = tuple(found_at(view, place, f.rule, f.detail["role"]) for f in others if f.detail["role"] not in {role, "listed"})
        found.append(Owner(**_base(view, first) | {"rivals": rivals}, role=role))
    return tuple(found)


def _deadline(view: View, findings: list[Finding], resolve: Resolve) -> Deadline | None:
    """The first dated deadline; a rhythm or a standing duty only where there is no date; the others are rivals."""
    if not findings:
        return None
    ordered = sorted(findings, key=lambda f: (f.detail["when"]["kind"] in {"standing"}, f.detail["when"]["kind"] == "every", f.start))
    first, *others = ordered
    rivals: tuple[Found, ...] = tuple(found_at(view, (f.start, f.end), f.rule, resolve(f)) for f in others)
    return Deadline(**_base(view, first) | {"value": resolve(first), "rivals": rivals}, when=first.detail["when"])
