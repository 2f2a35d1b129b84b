"""What a rule reports, in positions of the view, before it becomes part of a reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from jiyao.text import View

Kind: TypeAlias = Literal["owner", "deadline", "urgency", "target", "document", "outcome", "duty", "person"]
"""``duty`` and ``person`` mark words that are accounted for without being a finding of their own (a verb of review,
a recorder): they keep ``unread`` honest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``view.s[start:end]`` are the words; ``covers`` is the wider stretch they account for, cue included."""

    kind: Kind
    start: int
    end: int
    rule: str
    value: str | int | float | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    covers: tuple[int, int] | None = None


class Rule(Protocol):
    """A module of ``jiyao.rules``."""

    __name__: str

    def read(self, view: View) -> Iterator[Finding]:
        """Every finding of this wording in the view, in order of position."""
