"""Duties under a label or in brackets: ``（牵头单位：…；配合单位：…）``, ``责任单位：…``, ``牵头单位市水利局``, ``（市教育局，各县区政府）``.

Reads: the list behind a label up to ；, 。, ）, 〕 or the next label, also bodies that no other rule would know by their names; 牵头/主办/主责/抓总 leads, 配合/协办/参与 supports, 责任/承办/落实 is listed;
    brackets that hold nothing but doers and end their clause.
Leaves alone: 汇报单位, 联系人 and other labels that give no duty; brackets inside a name (（市、区）) or behind a body's name (its other name).
Limits: lists of one line are read; a table's column is the table reader's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.owners import NO_DOER, NO_NAME, Place, behind, doers
from jiyao.text import View

RULE = "in_brackets"

_LABEL = re.compile(
    r"(?P<role>牵头|主办|主责|抓总|责任|承办|落实|办理|实施|配合|协办|协助|参与|协同|参加|完成|业主)(?P<who>[市县区]?领导|单位|部门|人|科室|处室|股室|主体)"
    r"(?:（[^）\n]{1,8}）|[及和](?:负责人|责任人|责任领导|配合单位|责任单位))?(?P<mark>：|为(?=[市县区州省各])|是(?=[市县区州省各])|(?=[市县区州省]))"
)
_BRACKETS = Cues("（")
_ROLES = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "抓总": "lead",
    "配合": "support",
    "协办": "support",
    "协助": "support",
    "参与": "support",
    "协同": "support",
    "参加": "support",
}
_WIDEST = 300
_APPOSED = frozenset("局委办厅室部会院")


def read(view: View) -> Iterator[Finding]:
    """The doers behind each label, and those of a bare list in brackets."""
    text = view.s
    labels = list(_LABEL.finditer(text))
    for place, label in enumerate(labels):
        following = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        if label["mark"] == "：":
            found = announced(view, label.end(), _list_end(text, label.end(), min(following, label.end() + _WIDEST)))
        else:
            found = [place for place in behind(view, label.end())[0] if not text.startswith(tuple(_ROLES), place[0])]
        role = _ROLES.get(label["role"], "listed")
        for left, right in found:
            yield Finding("owner", left, right, RULE, detail={"role": role}, covers=(label.start(), right))
    for at, _ in _BRACKETS.places(view):
        yield from _bare_list(view, at)


def _list_end(text: str, start: int, stop: int) -> int:
    """Where the list behind a label ends: at the first mark that closes it, marks before the next label left out."""
    end = stop
    for mark in "；。）〕\n":
        if (at := text.find(mark, start, end)) >= 0 and not (mark == "）" and "（" in text[start:at]):
            end = at
    if (at := text.find("））", start, stop)) >= 0:
        end = min(end, at + 1)
    if remark := _REMARK.search(text, start, end):
        end = remark.start()
    while end > start and text[end - 1] in "，、；（。：":
        end -= 1
    return end


_REMARK = re.compile(
    r"(?:（[^（）]*[，；。为][^（）]*）|(?:等(?:单位|部门)?)?按照?(?:各自)?(?:职责|职能)(?:分工)?(?:分别|共同)?(?:负责|落实|配合|办理|推进)?)$"
)
"""责任单位：甲局、乙局（列第一位的为牵头单位，下同）, 甲局、乙局按职责分工负责: said of the list, no part of it."""


def _bare_list(view: View, at: int) -> Iterator[Finding]:
    """（市政务服务局，各县区政府） at the end of a clause."""
    text = view.s
    end = text.find("）", at, at + _WIDEST)
    if text.startswith(("市", "区", "县"), end + 1) or end - at < 5 or text[at - 1 : at] in _APPOSED:
        return
    if "（" in text[at + 1 : end]:
        end = text.find("）", end + 1, at + _WIDEST)
    if end < 0 or text[end + 1 : end + 2] not in {"", "。", "；", "，", "\n"}:
        return
    found = doers(view, at + 1, end)
    if found and found[0][0] == at + 1 and found[-1][1] >= end - 8 and "负责" not in text[found[-1][1] : end]:
        for left, right in found:
            yield Finding("owner", left, right, RULE, detail={"role": "listed"}, covers=(at, end + 1))


_UNKNOWN = re.compile(r"[\u4e00-\u9fff（）“”·]{2,20}")


def announced(view: View, start: int, end: int) -> list[Place]:
    """The doers of a list that a label or a column's title announces: what stands in it is a doer, whether or not its name ends as one does."""
    text, found = view.s, list[Place]()
    while start < end:
        known = doers(view, start, end)
        found[:0] = known
        end = known[0][0] if known else end
        while end > start and text[end - 1] in "、，和及与":
            end -= 1
        left = max(start, text.rfind("、", start, end) + 1, text.rfind("，", start, end) + 1)
        if not _UNKNOWN.fullmatch(text, left, end) or NO_DOER.match(text, left) or NO_NAME.search(text, left, end):
            break
        found.insert(0, (left, end))
        end = left
    return found
