"""A reading back from the JSON it was printed as, so that what was once read is shown exactly as it was read then."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from jiyao.reading import VERSION, Reading
from jiyao.text import Span


class Unknown(ValueError):
    """The JSON is no reading of a version this program knows."""


def reading_of(data: Mapping[str, Any]) -> Reading:
    """The reading that ``Reading.as_dict`` printed. Raises ``Unknown`` for another version or shape."""
    if data.get("jiyao") != VERSION:
        msg = f"version {data.get('jiyao')!r} of the reading's shape is not {VERSION}"
        raise Unknown(msg)
    try:
        return cast("Reading", _made(Reading, data))
    except (KeyError, TypeError, ValueError) as error:
        msg = f"not a reading: {error}"
        raise Unknown(msg) from error


def _made(shape: Any, value: Any) -> Any:  # noqa: ANN401 - types and JSON
    """A value of the type that a field declares."""
    if shape is Span:
        return Span(*value)
    if is_dataclass(shape):
        return cast("Any", shape)(
            **{name: _made(hint, value[name]) for name, hint in _hints(cast("type", shape)) if name in value}
        )
    if get_origin(shape) is tuple:
        return tuple(_made(get_args(shape)[0], item) for item in value)
    if get_origin(shape) in (Union, types.UnionType) and value is not None:
        known = [part for part in get_args(shape) if is_dataclass(part)]
        return _made(known[0], value) if known else value
    return value


@cache
def _hints(shape: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(shape)
    return tuple((each.name, hints[each.name]) for each in fields(cast("Any", shape)))
