"""Where a paragraph is cut into statements, and which of them are run-in headings.

The contract's conventions: a statement ends at 。 ； ！ and before an enumerator that opens a clause (一是 二是 · 一要 二要 · （一） · 1. 1、);
nothing is cut inside quotation marks, title marks or brackets.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jiyao.lexicon import load
from jiyao.lexicon.wordset import WordSet

MANY = "一二三四五六七八九十百"
"""The characters of ordinals."""

_INSIDE = r"(?:[^（）\n]|（[^（）\n]{0,40}+）){0,300}+"
"""What stands in a bracket, brackets of names (各县（市、区）) included."""
_CUT = re.compile(
    rf"[《“（〔。；！？第{MANY}0-9]"
    rf"(?:(?P<end>(?<=[。；！？])[。；！？]*+[”’）〕]?"
    rf"(?:（(?=[^）\n]{{0,40}}(?:单位|领导|部门|牵头|负责|配合|责任)){_INSIDE}）"
    rf"|〔(?=[^〕\n]{{0,40}}(?:单位|领导|部门|牵头|负责|配合|责任))[^〕\n]{{0,300}}+〕)?)"
    rf"|(?<=“)[^”\n]{{0,160}}+”|(?<=《)[^》\n]{{0,200}}+》|(?<=〔)[^〕\n]{{0,300}}+〕"
    rf"|(?P<enumerator>(?<=[：；。，、！\n].)(?:(?:(?<=第)[{MANY}]|(?<=[{MANY}]))[{MANY}]{{0,2}}(?:是(?!否)|要(?!求))"
    rf"|(?<=（)[{MANY}\d]{{1,3}}）|(?<=\d)\d?[.、](?!\d))|(?<=[：；。\n][{MANY}])[{MANY}]{{0,2}}、)"
    rf"|(?<=（){_INSIDE}）)"
)
"""Led by one class of characters, so that a search looks only where one of them stands; what it was is asked behind it."""
_ENUMERATOR = re.compile(
    rf"(?P<bracket>（[{MANY}\d]{{1,3}}）)|(?P<digit>\d{{1,2}}[.、])|(?P<word>第?[{MANY}]{{1,3}}(?:是(?!否)|要(?!求)|、))"
)
_HEADING = re.compile(r"[^，；：、。（）！？《]{2,18}(?:、[^，；：。！？]{2,12})?[。！]?")
_SHORT = 14
_PHRASES = re.compile(
    r"[^，；：、。（）！？《]{3,14}(?:，[^，；：、。（）！？《]{3,14}){0,1}，[^，；：、。（）！？《]{3,22}。"
)
"""明确任务，压实责任。 heads what follows only behind an enumerator."""
LONGEST_RUN_IN = 40
"""A run-in heading with its enumerator is no longer."""
_SAYS_MORE = re.compile(
    r"[是了已将由请]|有(?!关)|要(?!素|点|事|件)|必须|应(?!急|用|征|届)|不得|同意|通过|会议|本次|\d|关于"
)


_GIVES_DUTY = re.compile("牵头|负责|配合")


class Piece(NamedTuple):
    """``text[start:end]`` is one statement; ``enumerated`` says that it opens with an enumerator."""

    start: int
    end: int
    enumerated: bool


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """Cut ``text[start:end]``, every character in exactly one piece."""
    found = []
    left, opened = start, False
    for match in _CUT.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "end":
            right = match.end()
            found.append(Piece(left, right, opened))
            left, opened = right, False
        elif kind == "enumerator":
            right = match.start()
            if right > left:
                found.append(Piece(left, right, opened))
            left, opened = right, True
    if left < end:
        found.append(Piece(left, end, opened))
    return found


def is_run_in(text: str, following: str | None, *, opens_paragraph: bool, numbered: bool = False) -> bool:
    """Whether a sentence is a short heading with its matter behind it: （二）压实责任。各乡镇要…

    ``following`` is what comes next in the paragraph, ``None`` at its end. Behind an enumerator any short phrase may head what follows;
    without one only the first of its paragraph that begins with an instructing verb, or any where the paragraph is ``numbered`` (一、). The next item of the same list is no matter of its own.
    """
    enumerator = _ENUMERATOR.match(text)
    words = text[enumerator.end() :] if enumerator else text
    if enumerator is not None and words.startswith("要") and not (following or "会议").startswith("会议"):
        words = words[1:] if "，" in words or len(words) <= _SHORT else words
    behind_number = enumerator is not None or (numbered and opens_paragraph)
    phrases = behind_number and following is not None and _PHRASES.fullmatch(words) is not None
    if not (phrases or _HEADING.fullmatch(words)) or _SAYS_MORE.search(words):
        return False
    if phrases and _GIVES_DUTY.search(words):
        return False
    if following is None:
        return enumerator is not None and enumerator.lastgroup != "word" and words[-1] not in "。！"
    upcoming = _ENUMERATOR.match(following)
    if enumerator is not None and upcoming is not None:
        return enumerator.lastgroup != upcoming.lastgroup
    return behind_number or (opens_paragraph and len(words) <= 16 and _instructs().at(words, 0) > 0)


@cache
def _instructs() -> WordSet:
    return WordSet(load("verbs")["instructs"])


_NAMES_ONLY = re.compile(
    r"(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|第?[一二三四五六七八九十]{1,3}(?:是|、))?关于[^，。；：！]{2,60}(?:问题|事宜|事项|工作|情况)[。：]?"
)


def only_names(text: str) -> bool:
    """Whether a statement names what comes and tells nobody anything: 1.关于经费问题。"""
    return "关于" in text[:6] and _NAMES_ONLY.fullmatch(text) is not None
