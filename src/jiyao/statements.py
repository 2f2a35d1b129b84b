"""Statements: the body's sentences with their label and what the rules found in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

from jiyao.finding import Finding, Kind
from jiyao.labels import label, label_text
from jiyao.laid import Sentence
from jiyao.people import found_at
from jiyao.reading import Deadline, Found, Label, Owner, Statement, Target
from jiyao.rules.topics_named import DECIDING
from jiyao.text import View

Resolve = Callable[[Finding], "str | None"]


class Findings:
    """All findings of a view in order, given out by stretch."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self.all = sorted(found, key=attrgetter("start", "end"))
        self._starts = [finding.start for finding in self.all]

    def within(self, start: int, end: int) -> list[Finding]:
        """The findings that lie in ``view.s[start:end]``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return [finding for finding in self.all[first:last] if finding.end <= end] if last > first else []


def statement(
    view: View,
    sentence: Sentence,
    findings: list[Finding],
    agenda: int | None,
    resolve: Resolve,
    *,
    hands_out: bool = False,
) -> Statement:
    """One statement of the reading. What is merely stated (an assessment) has no doer, no day and nothing to reach.

    ``hands_out``: the text hands out tasks (a table, a notice), so that a bare figure to reach (城镇新增就业1.2万人) or day (年底前，围绕…开展督查) tells one.
    """
    text = view.s[sentence.start : sentence.task_end or sentence.end]
    kind = _label_of_row(view, text, findings) if sentence.task_end else _label(text, sentence, findings)
    if kind == "attitude" and any(finding.kind == "target" for finding in findings):
        kind = "action"  # what is to be reached can be checked off
    elif hands_out and kind == "assessment" and any(finding.kind in {"target", "deadline"} for finding in findings):
        kind = "action"
    span = view.span(sentence.start, sentence.end)
    named = _by_kind(findings) if findings else {}
    told = named if kind != "assessment" else {}
    return Statement(
        text=view.raw[span.start : span.end],
        span=span,
        rule="statements",
        heading=sentence.heading,
        ordinal=sentence.ordinal,
        agenda=agenda,
        label=kind,
        owners=_owners(view, told["owner"]) if "owner" in told else (),
        deadline=_deadline(view, told["deadline"], resolve) if "deadline" in told else None,
        urgency=_urgency(view, told) if kind != "attitude" else None,
        run_in=sentence.run_in,
        targets=tuple([_target(view, f) for f in told["target"]]) if "target" in told else (),
        documents=tuple([_found(view, f) for f in named["document"]]) if "document" in named else (),
    )


def _by_kind(findings: list[Finding]) -> dict[Kind, list[Finding]]:
    kinds: dict[Kind, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.kind, []).append(finding)
    return kinds


def _urgency(view: View, told: Mapping[Kind, list[Finding]]) -> Found | None:
    """The first word that presses, where no day does."""
    return _found(view, told["urgency"][0]) if "urgency" in told and "deadline" not in told else None


def _label(text: str, sentence: Sentence, findings: list[Finding]) -> Label:
    """A topic sentence is a statement because it decides: it is an outcome unless it gives a named doer other work."""
    decides = DECIDING.search(text) if sentence.kind == "agenda" else None
    at = decides.end() if decides else 0  # what was on the table is no work
    kind = label(text[at:], sentence.heading, findings, sentence.start + at)
    if sentence.kind != "agenda" or kind in {"action", "outcome"}:
        return kind
    if instructs := _INSTRUCTS.search(text):
        kind = label(text[instructs.end() :], "require", findings, sentence.start + instructs.end())
        return kind if kind in {"action", "attitude"} else "outcome"
    return "outcome"


def _label_of_row(view: View, text: str, findings: list[Finding]) -> Label:
    """The label of a row of a table of tasks: what somebody has to do, by some day or to some extent, is a task however it is worded."""
    doers = [view.s[finding.start : finding.end] for finding in findings if finding.kind == "owner"]
    told = doers or any(finding.kind in {"deadline", "target"} for finding in findings)
    return "action" if told else label_text(text)


_INSTRUCTS = re.compile("，(?:会议)?(?:并)?(?:要求|强调|指出)")


def _found(view: View, finding: Finding) -> Found:
    return found_at(view, (finding.start, finding.end), finding.rule, finding.value)


def _target(view: View, finding: Finding) -> Target:
    span, detail = view.span(finding.start, finding.end), finding.detail
    return Target(
        text=view.raw[span.start : span.end],
        span=span,
        rule=finding.rule,
        value=finding.value,
        quantity=detail["quantity"],
        unit=detail["unit"],
        comparator=detail["comparator"],
    )


_WEIGHT = {"lead": 2, "support": 1, "listed": 0}


def _owners(view: View, findings: list[Finding]) -> tuple[Owner, ...]:
    """Each doer once, in order of place; where two rules read the same words the one that knows the role is shown, the other its rival."""
    readings: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        readings.setdefault((finding.start, finding.end), []).append(finding)
    owners = []
    reached = -1
    for place in sorted(readings, key=lambda place: (place[0], -place[1])):
        if place[1] > reached:  # not inside the doer before it
            owners.append(_owner(view, place, readings[place]))
            reached = place[1]
    return tuple(owners)


def _owner(view: View, place: tuple[int, int], readings: list[Finding]) -> Owner:
    first, *others = sorted(readings, key=lambda f: -_WEIGHT[f.detail["role"]])
    span, role = view.span(*place), first.detail["role"]
    rivals = tuple(
        [found_at(view, place, f.rule, f.detail["role"]) for f in others if f.detail["role"] not in {role, "listed"}]
    )
    text = view.raw[span.start : span.end]
    return Owner(text=text, span=span, rule=first.rule, value=first.value, rivals=rivals, role=role)


_LAST = {"every": 1, "standing": 2}


def _deadline(view: View, findings: list[Finding], resolve: Resolve) -> Deadline:
    """The first dated deadline; a rhythm or a standing duty only where there is no date; the others are rivals."""
    first, *others = sorted(findings, key=lambda f: (_LAST.get(f.detail["when"]["kind"], 0), f.start))
    found = _found(view, first)
    rivals = tuple(found_at(view, (f.start, f.end), f.rule, resolve(f)) for f in others)
    return Deadline(
        text=found.text,
        span=found.span,
        rule=found.rule,
        value=resolve(first),
        rivals=rivals,
        when=first.detail["when"],
    )
