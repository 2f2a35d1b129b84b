"""What the preview of an import shows beside its plan: what is asked of the clerk, and what may be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.people.directory.importing import Answers, Asks, Plan, Problem


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt as the page asks it: ``answer`` is what stands in its field, ``others`` how many more rows it is about."""

    problem: Problem
    key: str
    words: str
    offer: str
    answer: str
    others: int
    kinds: tuple[tuple[str, str], ...]


def questions(plan: Plan, answers: Answers) -> list[Question]:
    """The doubts of a plan. A kind that the name suggests is chosen beforehand, a body never is: it stands as a hint."""
    found = []
    for problem, rows in plan.doubts:
        if (doubt := problem.doubt) is None:
            continue
        kinds = tuple((kind.value, str(kind.label)) for kind in BodyKind) if doubt.asks is Asks.KIND else ()
        answer = answers.get(doubt.key, doubt.offer if kinds and not answers else "")
        found.append(Question(problem, doubt.key, doubt.words, doubt.offer, answer, rows - 1, kinds))
    return found


def names_to_choose(office: Office, plan: Plan, on: dt.date) -> list[str]:
    """The names to choose from, in protocol order; none where the plan asks for no body."""
    asked = any(problem.doubt is not None and problem.doubt.asks is Asks.BODY for problem, _ in plan.doubts)
    return [str(body) for body in Body.objects.filter(office=office).existing(on)] if asked else []


def shown(office: Office, plan: Plan, answers: Answers, on: dt.date) -> dict[str, object]:
    """What the template needs of a plan."""
    return {"plan": plan, "questions": questions(plan, answers), "names": names_to_choose(office, plan, on)}


def answers_of(sent: QueryDict) -> Mapping[str, str]:
    """What was answered on the page: ``asked`` and ``meant`` stand in pairs; what was left is left out."""
    pairs = zip(sent.getlist("asked"), sent.getlist("meant"), strict=False)
    return {key: meant.strip() for key, meant in pairs if meant.strip()}
