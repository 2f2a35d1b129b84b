"""The tests run where they say they run."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    asked = os.environ.get("LUOSHI_TESTED_DATABASE", "sqlite")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if asked == "sqlite" else "SHOW server_version")
        assert cursor.fetchone()
    assert connection.vendor == asked


def test_nothing_is_written_into_the_data_of_an_installation() -> None:
    assert settings.LUOSHI_DATA.name.startswith("luoshi-tests-")
    assert all(settings.LUOSHI_DATA in place.parents for place in (settings.LUOSHI_KEYS, settings.LUOSHI_SEALS))
