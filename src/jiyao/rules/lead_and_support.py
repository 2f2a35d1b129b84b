"""Who leads and who supports, in running words.

Reads: ``A局牵头，B局、C局配合``; ``由X负责``; ``副县长某某牵头，县Y局负责``; ``A会同B``; ``A联合B``; ``以A为主``; ``A作为牵头单位``; ``A、B按职责分工负责``; ``A、B分片包抓``.
Leaves alone: 负责人, 认真负责, 各负其责, 谁主管谁负责, 牵头负责制, 由县民政局负责的事项, 搞好部门配合, 牵头单位 as a label (``in_brackets``), 配合 as a noun (密切配合), 联合会 in a name.
Limits: several who 按职责分工负责 are ``listed``; that the first of a list leads is a convention of the platform, not a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues
from jiyao.owners import BOUNDARY, Place, before, behind, doers, sectors
from jiyao.text import View

RULE = "lead_and_support"

_LEADS = Cues("牵头", "负责", "主办", "抓总", "主责")
_SUPPORTS = Cues("配合", "协助", "协办", "参与", "协同")
_LOOKS_AFTER = Cues("包抓", "包联", "包保")
_JOINS, _MAINLY = Cues("会同", "联合"), Cues("为主")
_AS_WHAT = Cues("作为", "为牵头", "为责任", "为配合", "为主办", "为承办")
_NOUN = (
    "单位",
    "部门",
    "领导",
    "人",
    "任",
    "同",
    "度",
    "机制",
    "制度",
    "制。",
    "制，",
    "制；",
    "制和",
    "制、",
    "的",
    "处室",
    "科室",
    "责任",
)
"""What makes a noun of the cue: 负责人, 责任, 牵头单位, 参与度; 由县民政局负责的事项 only describes."""
_AS_NOUN = ("搞好部门", "加强部门", "强化部门", "做好部门", "注重部门", "搞好单位")
"""搞好部门配合: nobody in particular supports."""
_OF_OWN_WILL = ("带头", "踊跃", "广泛", "自觉")
"""领导干部要带头参与…: nobody is supported."""
_TOGETHER = ("联动", "发力", "作战", "攻坚")
"""各部门要协同联动: all together, nobody in particular supports."""
_DIVIDED = ("职责分工", "各自职责", "任务分工", "责任分工", "分工", "职责职能", "职能职责", "职责")
_AS = re.compile(
    r"(?:作为|为)[^，。；\n]{0,10}?(?P<role>牵头|主办|主责|责任|实施|建设|业主|主管|承办|配合|协办|参与)(?:单位|部门|主体|人)"
)
_ROLE_OF_NOUN = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "配合": "support",
    "协办": "support",
    "参与": "support",
}


def read(view: View) -> Iterator[Finding]:
    """Doers before 牵头, 负责, 配合 and their like, and behind 会同 and 联合."""
    text = view.s
    for at, word in _LEADS.places(view):
        if not text.startswith(_NOUN, at + 2) and text[at - 1 : at] != "所":
            divided = word == "负责" and text.endswith(_DIVIDED, 0, at)
            yield from _owners(before(view, at), "listed" if divided else "lead", at + 2)
    for at, word in _SUPPORTS.places(view):
        if (
            not text.startswith(_NOUN, at + 2)
            and not text.endswith(_AS_NOUN, 0, at)
            and not (word == "参与" and text.endswith(_OF_OWN_WILL, 0, at))
            and not (word == "协同" and text.startswith(_TOGETHER, at + 2))
        ):
            yield from _owners(before(view, at), "support", at + 2)
    for at, word in _LOOKS_AFTER.places(view):
        if not text.startswith((*_NOUN, "责", "机", "企业机制", "制"), at + len(word)):
            yield from _owners(before(view, at - 2 if text.endswith("分片", 0, at) else at), "listed", at + len(word))
    for at, _ in _JOINS.places(view):
        yield from _with(view, at)
    for at, _ in _MAINLY.places(view):
        start = text.rfind("以", max(0, at - 40), at)
        if start >= 0 and not text.startswith(("体", "题", "要", "导", "动"), at + 2):
            yield from _owners(doers(view, start + 1, at), "lead", at + 2)
    for at, _ in _AS_WHAT.places(view):
        if noun := _AS.match(text, at):
            yield from _owners(before(view, at), _ROLE_OF_NOUN.get(noun["role"], "listed"), noun.end())


def _owners(found: list[Place], role: str, reach: int) -> Iterator[Finding]:
    for left, right in found:
        yield Finding("owner", left, right, RULE, detail={"role": role}, covers=(left, reach))


def _with(view: View, at: int) -> Iterator[Finding]:
    """``A会同B``: who stands behind supports; who stands before is listed unless other words say more."""
    if view.s.startswith(("会", "体", "国", "提", "上报", "呈报", "报送", "起草"), at + 2):
        return
    found, end = behind(view, at + 2)
    if not found:
        return
    for left, right in found:
        yield Finding("owner", left, right, RULE, detail={"role": "support"}, covers=(at, end))
    alone = _sector_alone(view.s, at)
    yield from _owners([alone] if alone else before(view, at), "listed", at + 2)


_BEFORE_SECTOR = frozenset(BOUNDARY) | frozenset("请由、.要求")


def _sector_alone(text: str, end: int) -> Place | None:
    """A bare sector that ends at ``end`` and stands alone behind a mark or the word that calls it: 请国土会同发改…."""
    for length in range(2, 7):
        at = end - length
        if at > 0 and text[at - 1] in _BEFORE_SECTOR and text[at:end] in sectors():
            return at, end
    return None
