"""What is to be done for good, without an end.

Reads: ``常态化开展``, ``长期坚持``, ``常态长效``, ``完成时限：长期``, ``持之以恒抓``.
Leaves alone: a mechanism that is called 长效 or 常态化 (建立长效机制), 疫情防控常态化 as a state of things, 长期以来, 中长期规划; 常抓不懈 as a manner.
Limits: none known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.due import labelled
from jiyao.finding import Finding
from jiyao.literals import Cues, in_title
from jiyao.text import View

RULE = "standing"

_DOES = re.compile(
    r"(?:地|化)?(?:、[^，。；\n]{1,6})?(?:开展|坚持|抓|推进|做好|督导|督查|调度|检查|排查|巡查|巡护|落实|组织|实施|整治|监测|监管|执行|保持|宣传|运行|管护|管理(?!机制)|推动|联系|化解|清理)"
)
_MECHANISM = re.compile("[\u4e00-\u9fff]{0,4}(?:管理|机制|监管|管护|体系|制度)")
_ALONE = ("常态长效", "持之以恒抓", "持之以恒推", "持之以恒做")
_CUES = Cues(*_ALONE, "常态化", "长期", "长年", "持续推进")


def read(view: View) -> Iterator[Finding]:
    """``when`` is ``{"kind": "standing"}``."""
    text, taken = view.s, -1
    for at, word in sorted(_CUES.places(view)):
        end = at + (4 if word.startswith("持之以恒") else len(word))
        by_label = labelled(text, at)
        if at < taken or in_title(text, at) or (word == "持续推进" and not by_label):
            continue
        if word == "常态长效" and _MECHANISM.match(text, end):
            continue
        if word in _ALONE or by_label or (_DOES.match(text, end) and text[at - 1 : at] not in {"中", "的"}):
            taken = end
            yield Finding("deadline", at, end, RULE, detail={"when": {"kind": "standing"}})
