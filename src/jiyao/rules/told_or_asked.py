"""Bodies that are pushed, told or asked: accounted for, but no doers.

Reads: ``督促X``, ``向X报告``, ``报X审核``, ``对接X``, ``经X审定后``, ``提请X审议``.
Leaves alone: a body with a duty of its own in the same clause.
Limits: the words up to the body's end are taken as one stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.owners import unit_prefix
from jiyao.text import View

RULE = "told_or_asked"

_ASKS = Cues("督促", "对接", "报请", "提请", "抄送")
_REPORTS, _TO, _THROUGH = Cues("报"), Cues("向"), Cues("经")
_TELLS = re.compile(r"[^，。；\n]{2,20}(?:报告|汇报|反馈|反映|报送|申报|申请|请示|通报)")
_REVIEWS = re.compile(r"[^，。；\n]{2,20}(?:审[核查定批]|把关|同意|批准)")
_NOT_REPORT = frozenset("告请道名表废酬备到纸刊")


def read(view: View) -> Iterator[Finding]:
    """The cue with the body behind it."""
    text = view.s
    for at, word in _ASKS.places(view):
        yield _found(text, at, at + len(word))
    for at, _ in _REPORTS.places(view):
        if text[at + 1 : at + 2] not in _NOT_REPORT and text[at - 1 : at] not in {"汇", "通", "情", "预", "日", "简"}:
            yield _found(text, at, at + 1 + text.startswith("送", at + 1))
    for at, _ in _TO.places(view):
        if _TELLS.match(text, at + 1):
            yield _found(text, at, at + 1)
    for at, _ in _THROUGH.places(view):
        if _REVIEWS.match(text, at + 1):
            yield _found(text, at, at + 1)


def _found(text: str, at: int, end: int) -> Finding:
    body = unit_prefix().match(text, end, min(len(text), end + 40))
    return Finding("duty", at, body.end() if body else end, RULE)
