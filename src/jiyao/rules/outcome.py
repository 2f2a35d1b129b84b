"""What the meeting decided on the topic itself.

Reads: ``原则同意``, ``原则上同意``, ``审议并原则通过``, ``审议通过``, ``会议同意``, ``经研究，同意``, ``修改完善后印发``, ``修改完善，经…后印发``, ``暂缓``, ``另行研究``, ``不予同意``, ``知悉``; and, without a value,
    the disposal of the paper: ``提请…审议``, ``报…审定``, ``以…名义印发``, ``按程序印发``, ``审核把关后印发``.
Leaves alone: 通过 as a means (通过摸排…, 会议通过视频…), 同意 that others must give (经…同意后), 不予 of a penalty.
Limits: one finding a wording; consent wins over the revision that follows it because it stands first; revision for another reading is ``deferred``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.literals import Cues, in_title
from jiyao.text import View

RULE = "outcome"

_CONSENT, _NOTED, _NOT_GIVEN = Cues("同意", "通过"), Cues("知悉"), Cues("不予")
_WHEN_REVISED = Cues("完善后", "修改后", "修订后", "调整后", "补充后", "优化后", "细化后")
_LATER = Cues(
    "暂缓", "缓议", "暂不", "下次会议", "择期", "另行", "再次提", "重新提", "再次报", "再提交", "再提请", "再报市", "再报县", "再报区", "再上会",
)  # fmt: skip
_SUBMITS, _BY_NAME = Cues("提请", "提交", "报请", "报"), Cues("以")
_PROCEDURE = Cues("按程序", "履行程序", "按规定程序", "履行发文程序")
_CLAUSE_STARTS = frozenset("，。；：、\n）")
_PRINCIPLE = re.compile(r"原则上?性?(?:一致)?(?:予以)?$")
_CONSENTS = re.compile(
    r"(?:(?:审议|讨论|研究|会议|表决|审定|审核|集体|认真)(?:[、并后]|决定|和|一致|审议|讨论|研究|表决|审定)*|一致|予以|(?:^|[，。；：、\n）])(?:现|拟|经研究|经审议|经讨论|经会议研究|决定|\d{1,2}[.、]|[一二三四五六七八九十]{1,2}[是、])?)$"
)
_PASSED_WHAT = ("了", "《", "关于", "该", "此", "。", "，", "；", "以上", "上述")
_REVISED = re.compile(r"(?:修改|修订|补充|调整|吸纳|充实|修善|完善|细化|优化|斟酌)[^，。；\n]{0,8}$")
_ISSUES = re.compile(
    r"[^。；\n]{0,60}?(?:印发|下发|实施|执行|发布|公布|出台|报|提请|提交|按程序|审定|组织|发文|施行|签发|上报|备案|批复|审议)"
)
_AGAIN = re.compile(r"，?[^。；\n]{0,10}?(?:再次|再行|重新|再(?=提交|提请|上会|报|研究|审议)|另行)")
_REVIEWS = "审议|审定|研究|批准|审核|把关|备案|审批|核准|审查|审阅|决定|同意"
_TO_WHOM = re.compile(
    rf"[^，。；\n]{{2,30}}?(?:常委会(?:会议)?|办公会(?:议)?)?(?:{_REVIEWS})|[^，。；\n]{{2,12}}?常委会(?:会议)?"
)
_CHECKED = Cues("后印发", "后下发", "后发布", "后公布", "后按程序印发", "后报批", "后予以印发")
_CHECKS = re.compile("(?:审核|把关|审定|审签|签批|审批|签发|核准)$")
_REVISE, _THEN_ISSUES = (
    Cues("修改完善，", "修订完善，", "补充完善，"),
    re.compile("[^。；\n]{0,40}?(?:印发|下发|发布|公布|报批|审定|审议|提请)"),
)
_DISPOSES = re.compile(r"(?:予以)?(?:印发|报批|发布|报审|实施|办理|批复|下发|公布)(?:实施|执行)?")
_NAME = re.compile(r"[^，。；\n]{2,16}(?:名义|文件|函)(?:联合)?(?:印发|下发|发布|行文|批复|上报)")
_REFUSED = ("同意", "通过", "支持", "批准", "立项", "考虑", "解决", "采纳")


def read(view: View) -> Iterator[Finding]:
    """Each wording with its value; disposal alone (提请审议, 以…名义印发) has none."""
    text = view.s
    for at, word in _CONSENT.places(view):
        found = _consent(text, at, word)
        if found is not None and not in_title(text, at):
            yield found
    yield from _put_off(view)
    for at, _ in _WHEN_REVISED.places(view):
        revised = _REVISED.search(text, max(0, at - 10), at + 2)
        if revised and _ISSUES.match(text, at + 3):
            value = "deferred" if _AGAIN.match(text, at + 3) else "approved_after_revision"
            yield Finding("outcome", revised.start(), at + 3, RULE, value=value)
    for at, _ in _NOTED.places(view):
        yield Finding("outcome", at, at + 2, RULE, value="noted")
    for at, word in _REVISE.places(view):
        if _THEN_ISSUES.match(text, at + len(word)):
            yield Finding("outcome", at, at + len(word) - 1, RULE, value="approved_after_revision")
    for at, word in _CHECKED.places(view):
        if checks := _CHECKS.search(text, max(0, at - 2), at):
            yield Finding("outcome", checks.start(), at + len(word), RULE)
    yield from _disposal(view)


def _consent(text: str, at: int, word: str) -> Finding | None:
    floor = max(0, at - 12)
    if text.startswith("后", at + 2):
        return None
    if principle := _PRINCIPLE.search(text, floor, at):
        return Finding("outcome", principle.start(), at + 2, RULE, value="approved_in_principle")
    before = text[at - 1 : at]
    if before in {"不", "未"} or text[at - 2 : at] in {"未获", "不予"}:
        return Finding("outcome", at - (2 if text[at - 1] in "获予" else 1), at + 2, RULE, value="rejected")
    consents = _CONSENTS.search(text, floor, at)
    if consents is None and at > 0:
        return None
    words = consents.group().lstrip("，。；：、\n）") if consents else ""
    if word == "通过" and (not words or not text.startswith(_PASSED_WHAT, at + 2) or before in _CLAUSE_STARTS):
        return None
    return Finding("outcome", at - len(words), at + 2, RULE, value="approved")


_AGAINST = re.compile(r"(?:再|进行|专题)?(?:研究|审议|上会|讨论|议定|提交|决定)")


def _put_off(view: View) -> Iterator[Finding]:
    text = view.s
    for at, word in _LATER.places(view):
        end = at + len(word)
        if word in {"下次会议", "择期", "另行"} and not (behind := _AGAINST.match(text, end)):
            continue
        if word == "暂不" and not text.startswith(("研究", "审议", "通过", "同意", "实施", "执行", "安排"), end):
            continue
        if word[0] in "再重" and (text[at - 1 : at] == "后" or not _TO_WHOM.match(text, end)):
            continue
        if word in {"择期", "另行", "下次会议"} and behind:
            end = behind.end()
        yield Finding("outcome", at, end, RULE, value="deferred")
    for at, _ in _NOT_GIVEN.places(view):
        refused = next((word for word in _REFUSED if text.startswith(word, at + 2)), None)
        if refused and refused not in {"同意", "通过"}:
            yield Finding("outcome", at, at + 2 + len(refused), RULE, value="rejected")


_OTHER_REPORTS = frozenset("汇通申填情日简公")


def _disposal(view: View) -> Iterator[Finding]:
    text = view.s
    for at, _ in _SUBMITS.places(view):
        if text[at] == "报" and (text.startswith("报请", at) or text[at - 1 : at] in _OTHER_REPORTS):
            continue
        if to := _TO_WHOM.match(text, at + (1 if text[at] == "报" else 2)):
            yield Finding("outcome", at, to.end(), RULE)
    for at, _ in _BY_NAME.places(view):
        if name := _NAME.match(text, at + 1):
            yield Finding("outcome", at, name.end(), RULE)
    for at, word in _PROCEDURE.places(view):
        if disposes := _DISPOSES.match(text, at + len(word)):
            yield Finding("outcome", at, disposes.end(), RULE)
        elif word == "履行发文程序":
            yield Finding("outcome", at, at + len(word), RULE)
