"""What a rule reports, in positions of the view, before it becomes part of a reading."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["owner", "deadline", "urgency", "target", "document", "outcome", "duty"]
"""``duty`` marks words that are accounted for without being a finding of their own (督促X, 报X审核): they keep ``unread`` honest."""


_NO_DETAIL: Mapping[str, Any] = MappingProxyType({})


class Finding(NamedTuple):
    """``view.s[start:end]`` are the words; ``covers`` is the wider stretch they account for, cue included."""

    kind: Kind
    start: int
    end: int
    rule: str
    value: str | int | float | None = None
    detail: Mapping[str, Any] = _NO_DETAIL
    covers: tuple[int, int] | None = None

    @property
    def reach(self) -> tuple[int, int]:
        """The stretch that needs no further reader."""
        return self.covers or (self.start, self.end)
