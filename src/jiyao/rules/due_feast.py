"""A feast before which it must be done.

Reads: ``春节前``, ``国庆节前``, ``元旦之前``, ``中秋前后`` (as before), ``“五一”前``.
Leaves alone: feasts as a time (春节期间, 国庆假期) or as part of a name.
Limits: the day before the feast is the last in time; lunar feasts are known for 2015–2030.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.lexicon import load
from jiyao.text import View

RULE = "due_feast"

_FEAST = re.compile(
    r"“?(?P<name>五一劳动节|劳动节|元宵节|清明节|端午节|中秋节|重阳节|国庆节|教师节|春节|除夕|元宵|清明|端午|中秋|元旦|国庆|五一|七一|八一|(?<=“)十一(?=”))”?(?:假期|节)?(?:来临|到来)?(?P<limit>之前|以前|前夕|前)(?!后)"
)


def read(view: View) -> Iterator[Finding]:
    """``when`` is ``{"kind": "feast", "feast", "offset": -1}``."""
    names = load("feasts")["names"]
    for match in _FEAST.finditer(view.s):
        yield Finding(
            "deadline",
            match.start(),
            match.end(),
            RULE,
            detail={"when": {"kind": "feast", "feast": names[match["name"]], "offset": -1}},
        )
