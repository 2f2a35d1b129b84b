"""How the tests of reading rules ask: what does a rule read in a text, and what does it leave alone.

Every text is read as written and again as a careless file would hold it (half-width marks, spaces between all characters, CRLF): the
findings must be the same and each span must stand at its words.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from jiyao.finding import Finding
from jiyao.text import Text, View

Read = Callable[[View], Iterator[Finding]]
_HALF_WIDTH = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "％": "%"})


def check_reads(rule: ModuleType, text: str, expected: Iterable[tuple[Any, ...]]) -> None:
    """The rule finds exactly these: words, then what they amount to (a role, a ``when``, quantity with unit and comparator, a value)."""
    wanted = list(expected)
    assert _told(rule, text) == wanted
    assert _told(rule, _careless(text)) == wanted, "read differently with gaps and half-width marks"


def check_leaves(rule: ModuleType, text: str) -> None:
    """The rule finds nothing here."""
    check_reads(rule, text, [])


def check_linear(rule: ModuleType, unit: str, *, size: int = 4_000) -> None:
    """Four times the repeats of a hostile unit cost about four times as long; a pattern that backtracks would cost sixteen times."""
    texts = [Text.of(unit * (size // len(unit))).view, Text.of(unit * (4 * size // len(unit))).view]
    once, four_times = (min(_seconds(rule, view) for _ in range(3)) for view in texts)
    assert four_times < 9 * once + 0.02, f"{rule.__name__} on {unit!r}: {once:.3f} s, then {four_times:.3f} s"


def _seconds(rule: ModuleType, view: View) -> float:
    start = time.process_time()
    for _ in rule.read(view):
        pass
    return time.process_time() - start


def _careless(text: str) -> str:
    return " ".join(text.translate(_HALF_WIDTH)) + "\r\n"


def _told(rule: ModuleType, raw: str) -> list[tuple[Any, ...]]:
    view = Text.of(raw).view
    found = sorted(rule.read(view), key=lambda finding: (finding.start, finding.end))
    return [(_words(view, finding), *_amount(finding)) for finding in found if finding.kind != "duty"]


def _words(view: View, finding: Finding) -> str:
    """The words, checked to stand in the raw text where the span says, with nothing but gaps between them."""
    span = view.span(finding.start, finding.end)
    seen = view.s[finding.start : finding.end]
    received = view.raw[span.start : span.end]
    assert Text.of(received).view.s == seen
    assert not received[:1].isspace()
    assert not received[-1:].isspace()
    return seen


def _amount(finding: Finding) -> tuple[Any, ...]:
    match finding.kind:
        case "owner":
            return (finding.detail["role"],)
        case "deadline":
            return (dict(finding.detail["when"]),)
        case "target":
            return (finding.detail["quantity"], finding.detail["unit"], finding.detail["comparator"])
        case _:
            return (finding.value,)
