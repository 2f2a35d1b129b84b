"""Entries of an older version are read as the present one, and stay as they were hashed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from luoshi.bodies.models import Office
from luoshi.journal import events
from luoshi.journal.acting import Acting
from luoshi.journal.events import Data, history, upcaster
from luoshi.journal.models import Event
from luoshi.journal.operation import operation
from luoshi.journal.record import record
from luoshi.journal.verify import verify

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)


@operation("test.old")
def found_long_ago(_nothing: None, *, by: Acting, at: dt.datetime) -> Office:
    office = Office(name="甲")
    record(office, "test.old", {"title": "甲"}, by=by, at=at, version=1)
    return office


@pytest.fixture
def upcast() -> Iterator[None]:
    @upcaster("test.old", 1)
    def to_two(data: Data) -> Data:
        return {"name": data["title"]}

    @upcaster("test.old", 2)
    def to_three(data: Data) -> Data:
        return {"name": [None, data["name"]]}

    yield
    for version in (1, 2):
        del events._upcasters["test.old", version]


def test_an_old_entry_is_read_step_by_step_as_the_present_version(db: None, upcast: None) -> None:
    office = found_long_ago(None, by=Acting.system(None), at=AT)
    [entry] = history(office)
    assert (entry.data, entry.version) == ({"name": [None, "甲"]}, 3)


def test_the_stored_text_stays_as_it_was_hashed(db: None, upcast: None) -> None:
    office = found_long_ago(None, by=Acting.system(None), at=AT)
    list(history(office))
    stored = Event.objects.get(subject_ref=office.ref)
    assert stored.version == 1
    assert '"title":"甲"' in stored.payload
    assert verify().findings == []


def test_two_upcasters_for_one_version_are_refused(upcast: None) -> None:
    with pytest.raises(ValueError, match="two upcasters"):
        upcaster("test.old", 1)(lambda data: data)
