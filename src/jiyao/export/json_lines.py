"""Readings as JSON, one object a line, in the shape of the contract."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jiyao.reading import Reading
from jiyao.text import Text


def line(reading: Reading, *, indent: int | None = None) -> str:
    """One reading as JSON. A lone surrogate, which no file can hold, is written as an escape."""
    written = json.dumps(reading.as_dict(), ensure_ascii=False, indent=indent)
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(reading.as_dict(), indent=indent)
    return written


def write(pairs: Sequence[tuple[Text, Reading]]) -> bytes:
    """All readings, a line each."""
    return "".join(line(reading) + "\n" for _, reading in pairs).encode("utf-8")
