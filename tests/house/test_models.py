"""Every table belongs to an office, and every migration says what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from house.sources import SRC

WITHOUT_OFFICE = {
    "bodies.jurisdiction": "codes of the state, GB/T 2260: the same for every office",
    "bodies.jurisdictionsuccession": "the same",
    "bodies.office": "is the office",
    "journal.seal": "one chain of seals covers the whole installation, so that no office can be cut out of it",
    "jobs.schedule": "a line of the timetable of the installation; what it does for an office is in the office's jobs",
    "jobs.worker": "a process of the machine",
    "keys.subjectkey": "lies left of the offices; the data subject it belongs to says its office",
    "people.installation": "is what the offices share",
    "people.signinattempt": "counted before anyone is known, by login and address",
}
"""Tables whose rows belong to no office, each with its reason."""
MIGRATIONS = sorted((SRC / "luoshi").glob("*/migrations/[0-9]*.py"))


def tables() -> dict[str, type[Model]]:
    return {model._meta.label_lower: model for model in apps.get_models() if model.__module__.startswith("luoshi.")}


def has_office(model: type[Model]) -> bool:
    """Whether a row says its office itself, or through the row it is a part of (and goes with)."""
    if any(field.name == "office" for field in model._meta.get_fields()):
        return True
    parents = [field for field in model._meta.fields if field.is_relation and not field.null]
    return any(has_office(field.related_model) for field in parents if field.related_model is not model)


def test_every_table_belongs_to_an_office_or_gives_its_reason() -> None:
    without = {label for label, model in tables().items() if not has_office(model)}
    assert without - WITHOUT_OFFICE.keys() == set()


def test_no_reason_outlives_its_table() -> None:
    assert {label for label in WITHOUT_OFFICE if label not in tables() or has_office(tables()[label])} == set()


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_a_migration_is_named_for_its_effect(path: Path) -> None:
    assert not re.search(r"_auto_|_initial$|^\d+_[a-z]+_and_more$", path.stem)


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
