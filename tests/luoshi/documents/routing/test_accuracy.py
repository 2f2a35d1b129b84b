"""What docs/routing.md says about the sample city holds: a figure that falls more than two points below it fails here."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from luoshi.bodies.models import Office
from luoshi.documents.routing import Choice, Router
from luoshi.people.sample import load

from .conftest import AT, DAY

ACTIONS = Path(__file__).parent / "actions"


def rows(name: str, key: str = "actions") -> list[tuple[str, str, str]]:
    return [tuple(row) for row in tomllib.loads((ACTIONS / name).read_text(encoding="utf-8"))[key]]


@pytest.fixture
def city(db: None) -> Office:
    return load(at=AT)[0]


def right(router: Router, wanted: list[tuple[str, str]], first: int) -> float:
    """The share of actions whose body is among the first proposals."""
    told = [(lead, [str(each.body) for each in router.propose(words).lead[:first]]) for lead, words in wanted]
    return sum(lead in found for lead, found in told) / len(told)


def test_actions_not_looked_at_find_their_body_as_often_as_the_docs_say(city: Office) -> None:
    wanted = [(lead, words) for lead, _, words in rows("held_out.toml") if lead]
    router = Router.of(city, DAY)
    assert len(wanted) > 100
    assert right(router, wanted, 1) > 0.837
    assert right(router, wanted, 3) > 0.894


def test_actions_that_are_nobodys_in_particular_get_no_proposal(city: Office) -> None:
    router = Router.of(city, DAY)
    nobodys = [words for name in ("dev.toml", "held_out.toml") for lead, _, words in rows(name) if not lead]
    assert len(nobodys) == 12
    assert [words for words in nobodys if router.propose(words).lead] == []


def test_remembered_choices_help_matters_that_come_back_and_harm_no_others(city: Office) -> None:
    plain = Router.of(city, DAY)
    ids = {str(body): body.pk for body in plain.known.bodies}
    matters = rows("recurring.toml", "matters")
    taught = Router.of(city, DAY, [Choice(first, ids[lead], "lead", DAY) for lead, first, _ in matters])
    later = [(lead, words) for lead, _, words in matters]
    others = [(lead, words) for lead, _, words in rows("held_out.toml") if lead]
    assert right(taught, later, 1) > right(plain, later, 1) + 0.3
    assert right(taught, others, 1) >= right(plain, others, 1)


def test_every_body_in_the_lists_is_in_the_directory(city: Office) -> None:
    known = {str(body) for body in Router.of(city, DAY).known.bodies}
    leads = {row[0] for name in ("dev.toml", "held_out.toml") for row in rows(name)} - {""}
    assert leads | {row[0] for row in rows("recurring.toml", "matters")} <= known
    assert len(leads) > 60


def test_a_proposal_takes_less_than_two_milliseconds(city: Office) -> None:
    router = Router.of(city, DAY)
    texts = [words for _, _, words in rows("held_out.toml")]
    begun = time.process_time()
    for words in texts:
        router.propose(words)
    assert (time.process_time() - begun) / len(texts) < 0.002
