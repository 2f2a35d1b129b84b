"""A feast or a known turn of the year before which it must be done.

Reads: ``春节前``, ``国庆节前``, ``元旦之前``, ``“五一”前``, ``中秋、国庆前``; ``汛期前``, ``秋季开学前``, ``2026年采暖期前``.
Leaves alone: feasts as a time (春节期间, 国庆假期, 中秋前后) or as part of a name.
Limits: the day before the feast is the last in time; of two feasts named together the later mark is taken; lunar feasts are known for 2015–2030;
    a turn of the year (汛期, 开学, 采暖期) has no day of its own; “两节”前 and 节前 name no feast and are left unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jiyao.due import with_preposition
from jiyao.finding import Finding
from jiyao.lexicon import load
from jiyao.literals import Cues, in_title
from jiyao.text import View

RULE = "due_feast"

_BEFORE = Cues("前")
_BEHIND = re.compile(r"前夕?(?!后|期|提[是下条]|往|沿|景|置|述|瞻)")


@cache
def _feast() -> re.Pattern[str]:
    feasts = "|".join(sorted(map(re.escape, load("feasts")["names"]), key=len, reverse=True))
    turns = "|".join(sorted(map(re.escape, load("feasts")["turns"]), key=len, reverse=True))
    return re.compile(
        f"(?:(?<=“)(?P<quoted>十一|五一|七一|八一)(?=”)|(?<!第)(?P<name>{feasts})|(?:今年|明年|本年度?|当年|20\\d\\d年)?(?P<turn>{turns}))"
        "”?(?:假期|佳节|节日)?(?:来临|到来)?[之以]?$"
    )


def read(view: View) -> Iterator[Finding]:
    """``when`` is ``{"kind": "feast", "feast", "offset": -1}``; a turn of the year is one whose day nobody knows beforehand."""
    text = view.s
    for at, _ in _BEFORE.places(view):
        limit = _BEHIND.match(text, at)
        floor = max(0, at - 12)
        match = _feast().search(text, floor, at) if limit else None
        if match is None or limit is None or in_title(text, at):
            continue
        start = match.start() - (text[match.start() - 1 : match.start()] == "“")
        name = match["quoted"] or match["name"]
        feast = load("feasts")["names"][name] if name else load("feasts")["turns"][match["turn"]]
        when = {"kind": "feast", "feast": feast, "offset": -1}
        yield Finding("deadline", with_preposition(text, start), limit.end(), RULE, detail={"when": when})
