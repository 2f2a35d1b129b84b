"""Destroying a person's key erases what was kept under it everywhere, and the journal stays sound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from cast import AT, Cast
from luoshi.journal.events import history
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.seals import seal_entries
from luoshi.journal.verify import verify
from luoshi.keys.api import Destroyed, decrypt_for
from luoshi.people.directory.operations import erase_person, found_person, revise_person
from luoshi.people.models import Person


@pytest.fixture
def person(cast: Cast) -> Person:
    values = {"name": "江一帆", "mobile": "10000000001"}
    return found_person(cast.city, by=cast.acting("zhoumin"), at=AT, values=values)


def _kept(person: Person) -> str:
    """The ciphertext that the journal holds of the mobile number."""
    return str(json.loads(Event.objects.get(subject_ref=person.ref, seq=1).payload)["data"]["mobile"][1])


def test_the_journal_never_holds_the_number_itself(person: Person) -> None:
    assert not Event.objects.filter(payload__contains="10000000001").exists()
    assert decrypt_for(person.ref, _kept(person), purpose="people.person.mobile") == "10000000001"


def test_erasing_makes_the_number_unreadable_in_table_and_journal_and_leaves_the_journal_sound(
    person: Person, cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.LUOSHI_SEALS = tmp_path / "seals.jsonl"
    seal_entries(at=AT)
    erase_person(person, by=cast.acting("secadmin"), at=AT, reason="本人要求，已调离")
    stored = Person.objects.get(pk=person.pk)
    assert (stored.mobile, stored.mobile_digest, stored.name) == (None, "", "江一帆")
    with pytest.raises(Destroyed, match="已按规定销毁"):
        decrypt_for(person.ref, _kept(person), purpose="people.person.mobile")
    assert list(history(stored))[-1].data == {"reason": "本人要求，已调离"}
    assert verify().findings == []


def test_what_was_erased_is_not_entered_again_under_the_same_key(person: Person, cast: Cast) -> None:
    erased = erase_person(person, by=cast.acting("secadmin"), at=AT, reason="本人要求")
    with pytest.raises(Destroyed):
        revise_person(erased, by=cast.acting("zhoumin"), at=AT, values={"mobile": "10000000002"})


def test_only_an_administrator_of_the_own_office_erases_and_says_why(person: Person, cast: Cast) -> None:
    with pytest.raises(Denied):
        erase_person(person, by=cast.acting("zhoumin"), at=AT, reason="本人要求")
    with pytest.raises(Unseen):
        erase_person(person, by=cast.acting("chenjing"), at=AT, reason="本人要求")
    with pytest.raises(Refused, match="写明删除的依据"):
        erase_person(person, by=cast.acting("secadmin"), at=AT, reason=" ")
