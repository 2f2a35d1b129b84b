"""Readings written out: ``write(pairs, form)`` gives the bytes of a file; a pair is a text and one of its readings.

json (one object a line, the contract's shape), csv and xlsx (one statement a row), md (for people), akn (Akoma Ntoso 3.0).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, get_args

from jiyao.export import akoma_ntoso, flat, json_lines, markdown
from jiyao.reading import Reading
from jiyao.text import Text

Form: TypeAlias = Literal["json", "csv", "xlsx", "md", "akn"]
Pair: TypeAlias = tuple[Text, Reading]
FORMS: tuple[Form, ...] = get_args(Form)

_WRITERS: dict[Form, Callable[[Sequence[Pair]], bytes]] = {
    "json": json_lines.write,
    "csv": flat.write_csv,
    "xlsx": flat.write_xlsx,
    "md": markdown.write,
    "akn": akoma_ntoso.write,
}


def write(pairs: Sequence[Pair], form: Form) -> bytes:
    """The bytes of one file for all readings."""
    return _WRITERS[form](pairs)
