"""Topics as the text names them: in running sentences and as numbered headings.

Reads: ``传达学习…精神，研究我市贯彻落实意见``; ``审议《…（送审稿）》``; ``听取X局关于…的汇报``; ``研究…``; several in one sentence; ``一、关于…``.
Leaves alone: umbrella headings, ``会议还研究了其他事项``.
Limits: a heading without a verb (关于…) has the kind of the sentence that opens its body, else ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiyao.signs import AGENDA
from jiyao.owners import unit_prefix
from jiyao.people import found_at
from jiyao.reading import AgendaItem, AgendaKind, Found
from jiyao.rules.documents import RULE as DOCUMENTS
from jiyao.rules.outcome import read as _outcomes
from jiyao.text import View

RULE = "topics_named"

_KINDS: tuple[tuple[str, AgendaKind], ...] = (
    ("传达", "convey"),
    ("学习传达", "convey"),
    ("学习", "study"),
    ("听取", "hear"),
    ("审", "deliberate"),
    ("通过", "deliberate"),
    ("研究审议", "deliberate"),
    ("讨论", "research"),
    ("研究", "research"),
)
_VERB = re.compile(
    r"(?<=[，；、])(?:会议)?(?:并|还|又|随后|同时|会上)?(?=(?:传达学习|传达贯彻|传达|专题学习|集体学习|学习|审议|审定|听取|讨论|研究|通报|观看)(?:了|并|《|[^，。；]{4,}))"
)
_TAIL = re.compile(
    r"，(?:并)?(?:研究|讨论|提出|部署|安排|结合)(?:提出|部署|了)*(?:我|本|全)?[省市县区州旗]?(?:政府)?[^，。；]{0,14}?(?:贯彻|落实|具体|初步)(?:落实|贯彻)?(?:意见|措施|举措|工作|方案|事宜)?[^，。；]{0,4}[。；]?$|，安排部署[^，。；]*[。；]?$"
)
_LEAD = re.compile(r"(?:会议)?(?:还|又|再次|首先|随后|专题|集中|书面|集体|分别|逐项|并|一并|会上，?|会前，?)*")
_OBJECT_END = "，。；、：\n 　"
_ITEMS = re.compile(r"(?<=》)(?:、|和|及|以及|与)?(?=《)|(?<=）)(?:、|和|及|以及)(?=《)")
_HEARD = re.compile(r"(?<=[告报况])(?:、|和|及|以及)(?=[^、，。；]{2,24}关于)")


@dataclass(frozen=True, slots=True)
class Item:
    """A topic with its place, before it becomes part of a reading."""

    start: int
    end: int
    item: AgendaItem


def in_sentence(view: View, start: int, end: int) -> Iterator[Item]:
    """The topics of one agenda sentence: one per verb with its own object."""
    cuts = [start, *(m.start() for m in _VERB.finditer(view.s, start, end) if not _is_tail(view.s, m.start(), end)), end]
    for left, right in zip(cuts, cuts[1:], strict=False):
        yield from _clause(view, left, right)


def in_heading(view: View, start: int, end: int, opening_verb: str | None) -> Item:
    """The topic of a numbered heading; ``opening_verb`` is the verb of the sentence that opens its body."""
    match = AGENDA.match(view.s, start, end)
    if match and match.end() < end:
        return _item(view, match.end(), end, match["verb"], start)
    return _item(view, start, end, opening_verb or "", start)


def _is_tail(text: str, at: int, end: int) -> bool:
    return _TAIL.match(text[at - 1 : end]) is not None


def _clause(view: View, start: int, end: int) -> Iterator[Item]:
    match = AGENDA.match(view.s, start, end)
    if match is None or match.end() >= end:
        return
    verb, at = match["verb"], match.end()
    kind = _kind(verb)
    splitter = _ITEMS if kind == "deliberate" else _HEARD if kind == "hear" else None
    cuts = [m for m in splitter.finditer(view.s, at, end)] if splitter else []
    lefts = [at, *(m.end() for m in cuts)]
    rights = [*(m.start() for m in cuts), end]
    for left, right in zip(lefts, rights, strict=True):
        yield _item(view, left, right, verb, start)


def _kind(verb: str) -> AgendaKind:
    return next((kind for lead, kind in _KINDS if verb.startswith(lead)), "other")


def _item(view: View, left: int, right: int, verb: str, start: int) -> Item:
    text = view.s
    tail = _TAIL.search(text, left, right)
    stop = tail.start() if tail else right
    while stop > left and text[stop - 1] in _OBJECT_END:
        stop -= 1
    while left < stop and text[left] in "了，、：":
        left += 1
    return Item(
        start,
        right,
        AgendaItem(
            kind=_kind(verb),
            title=found_at(view, (left, stop), RULE),
            documents=tuple(
                found_at(view, m.span(), DOCUMENTS, m.group().strip("《》")) for m in _DOCUMENT.finditer(text, left, stop)
            ),
            reporting_body=_reporting_body(view, left, stop),
            outcome=_stated_outcome(view, start, right),
        ),
    )


_DOCUMENT = re.compile(r"《[^《》\n]{1,150}+(?:《[^《》\n]{1,150}+》[^《》\n]{0,100}+){0,3}》(?:（[^）\n]{0,12}(?:稿|草案|试行|修订)[^）\n]{0,6}）)?")


def _reporting_body(view: View, left: int, stop: int) -> Found | None:
    """The body before 关于 or 《: who submits."""
    match = unit_prefix().match(view.s, left, stop)
    if match is None:
        return None
    end = match.end()
    while (more := re.compile(r"、").match(view.s, end, stop)) and (another := unit_prefix().match(view.s, more.end(), stop)):
        end = another.end()
    if not re.compile(r"(?:[^，。；《]{0,12}?)?(?:关于|《|就|提交|提请|对|汇报|报送)").match(view.s, end, stop):
        return None
    return found_at(view, (left, end), RULE)


def _stated_outcome(view: View, start: int, end: int) -> Found | None:
    """An outcome in the sentence that names the topic: 审议并原则通过《…》."""
    part = _Part(view.s[start:end])
    for finding in _outcomes(part):  # type: ignore[arg-type]  # it reads .s only
        if finding.value:
            return found_at(view, (start + finding.start, start + finding.end), finding.rule, finding.value)
    return None


@dataclass(frozen=True, slots=True)
class _Part:
    s: str
