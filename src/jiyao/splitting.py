"""Cutting a paragraph into sentences and clauses, by the conventions of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

MANY = "一二三四五六七八九十百"
"""The characters of ordinals."""

_SPLIT = re.compile(
    rf"《[^》\n]{{0,200}}+》|“[^”\n]{{0,160}}+”"
    rf"|(?P<enumerator>(?<=[：；。，、！\n])(?:第?[{MANY}]{{1,3}}(?:是(?!否)|要(?!求))|（[{MANY}\d]{{1,3}}）|\d{{1,2}}[.、](?!\d))"
    rf"|(?<=[：；。\n])[{MANY}]{{1,3}}、)"
    rf"|（[^）\n]{{0,200}}+）"
    rf"|(?P<end>[。；！？]+[”’）〕]?)"
)
_RUN_IN = re.compile(
    rf"(?:（[{MANY}\d]{{1,3}}）|\d{{1,2}}[.、]|第?[{MANY}]{{1,2}}(?:是|要))?[^，；：、。（）]{{2,18}}(?:、[^，；：。]{{2,12}})?[。！]?$"
)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Cut ``text[start:end]`` behind full stops and before enumerators, but never inside quotation marks or brackets.

    The flag says that the piece opens with an enumerator.
    """
    left, opened = start, False
    for match in _SPLIT.finditer(text, start, end):
        if match.group("enumerator"):
            if match.start() > left:
                yield left, match.start(), opened
            left, opened = match.start(), True
        elif match.group("end"):
            yield left, match.end(), opened
            left, opened = match.end(), False
    if left < end:
        yield left, end, opened


def is_run_in(text: str, *, at_end: bool) -> bool:
    """Whether a sentence is a short heading with more behind it: （二）压实责任。"""
    if len(text) > 24 or (at_end and text[-1] in "。；！") or text[-1] in "；，：":
        return False
    return _RUN_IN.match(text) is not None and (text[0] == "（" or text[0].isdigit() or not at_end)
