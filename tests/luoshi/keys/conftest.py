"""A key file of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.keys.keyfile import NAME


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Path:
    """Where the key file of this test will lie; nothing is there yet, and nothing has been sealed."""
    settings.LUOSHI_KEYS = tmp_path / "keys"
    settings.LUOSHI_SEALS = tmp_path / "seals.jsonl"
    return tmp_path / "keys" / NAME
