"""A record that is built through its slots is the dataclass it was declared as."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from jiyao.reading import Found, Owner
from jiyao.records import built_by_slot
from jiyao.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    name: str
    count: int = 1


@built_by_slot
@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    name: str
    count: int = 1


def test_it_takes_the_same_arguments_and_defaults() -> None:
    assert repr(Quick(name="甲")) == repr(Plain(name="甲")).replace("Plain", "Quick")
    assert Quick(name="甲", count=2) == replace(Quick(name="甲"), count=2) != Quick(name="甲")
    for wrong in ({}, {"name": "甲", "other": 1}):
        with pytest.raises(TypeError):
            Quick(**wrong)


def test_it_stays_immutable() -> None:
    with pytest.raises(FrozenInstanceError):
        Quick(name="甲").name = "乙"  # type: ignore[misc]


def test_an_owner_has_what_every_finding_has_and_travels_between_processes() -> None:
    owner = Owner(text="县水利局", span=Span(0, 4), rule="named_doer", role="lead")
    assert isinstance(owner, Found)
    assert (owner.value, owner.rivals, owner.role) == (None, (), "lead")
    assert pickle.loads(pickle.dumps(owner)) == owner
