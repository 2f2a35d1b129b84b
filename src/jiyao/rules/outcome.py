"""What the meeting decided on the topic itself.

Reads: ``原则同意``, ``原则通过``, ``审议通过``, ``会议同意``, ``修改完善后印发``, ``提请…审议``, ``暂缓``, ``不予``.
Leaves alone: 通过 as a means (通过摸排…), 同意 in what others must obtain (经同意后).
Limits: one value a statement; consent in principle wins over revision, consent over the way of issuing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.text import View

RULE = "outcome"

_CUE = re.compile(
    r"(?P<approved_in_principle>原则上?(?:性)?(?:同意|通过|赞成))"
    r"|(?P<rejected>不予(?:同意|通过|支持|批准)|不同意|未(?:获)?通过|不通过)"
    r"|(?P<deferred>暂缓(?:审议|研究|实施|执行|通过)?|缓议|暂不(?:研究|审议|通过)|(?:下次|择期|另行)(?:会议)?(?:再)?(?:研究|审议|上会)|(?:再次|重新)(?:提交|提请|报)[^，。；]{0,16}(?:审议|研究|会议))"
    r"|(?P<approved>(?:审议|讨论|研究|会议|表决|一致|审定)(?:并)?(?:一致|审议|讨论)?(?:通过|同意)(?!后)|(?:^|(?<=[，。；：\n]))同意(?!后)|予以通过|通过了(?=《))"
    r"|(?P<approved_after_revision>(?:修改|修订|补充|调整|修善|吸纳)(?:、)?(?:完善|修改)?后(?=[^。；\n]{0,60}(?:印发|下发|实施|执行|发布|公布|出台|报|提请|提交|按程序|审定|组织|发文|施行|签发|上报)))"
    r"|(?P<disposal>(?:提请|提交|报请|报)(?=[^，。；\n]{2,30}(?:审议|审定|研究|批准|审核|把关|备案|常委会))|以[^，。；\n]{2,16}名义(?:印发|下发|发布)|(?:按程序|尽快|及时|抓紧)(?:予以)?(?:印发|报批|发布)(?:实施|执行)?)",
    re.MULTILINE,
)


def read(view: View) -> Iterator[Finding]:
    """Each wording with its value; disposal alone (提请审议, 以…名义印发) has none."""
    for match in _CUE.finditer(view.s):
        value = match.lastgroup if match.lastgroup != "disposal" else None
        yield Finding("outcome", match.start(), match.end(), RULE, value=value)
