"""What is to be done for good, without an end.

Reads: ``常态化开展``, ``长期坚持``, ``常态长效``, ``常抓不懈``.
Leaves alone: a mechanism that is called 长效 or 常态化 (建立长效机制), 疫情防控常态化 as a state of things.
Limits: none known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.text import View

RULE = "standing"

_CUE = re.compile(
    r"(?:常态化|长期|常态长效|常态)(?:地)?(?=开展|坚持|抓|推进|做好|督导|督查|调度|检查|排查|巡查|巡护|落实|组织|实施|整治|监测|监管|执行|保持)|常抓不懈|(?:抓|坚持)(?=长期)长期|持之以恒(?=抓|推|做|整)"
)


def read(view: View) -> Iterator[Finding]:
    """``when`` is ``{"kind": "standing"}``."""
    for match in _CUE.finditer(view.s):
        yield Finding("deadline", match.start(), match.end(), RULE, detail={"when": {"kind": "standing"}})
