"""The text the first page opens with; city and people are invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jiyao.intake.plain import read_bytes
from luoshi.documents.reader import ReadText, read_text


@cache
def sample() -> ReadText:
    """The sample, read once a process."""
    path = Path(__file__).parent / "communique.txt"
    return read_text(read_bytes(path.read_bytes(), name=path.name))
