"""Bodies that are pushed, told or asked: accounted for, but no doers.

Reads: ``督促X``, ``向X报告``, ``报X审核``, ``对接X``, ``经X审定后``, ``提请X审议``.
Leaves alone: a body with a duty of its own in the same clause.
Limits: the words up to the body's end are taken as one stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.owners import unit_prefix
from jiyao.text import View

RULE = "told_or_asked"

_CUE = re.compile(
    r"督促|对接|报送至?|报请|提请|上报|呈报|抄送|(?<![汇通])报(?!告|送|请|道|名|表|废|酬|备|到)|向(?=[^，。；]{2,20}(?:报告|汇报|反馈|反映|报送|申报|申请|请示))|经(?=[^，。；]{2,20}(?:审[核定查]|把关|同意|批准))"
)


def read(view: View) -> Iterator[Finding]:
    """The cue with the body behind it."""
    text = view.s
    for cue in _CUE.finditer(text):
        body = unit_prefix().match(text, cue.end(), min(len(text), cue.end() + 40))
        yield Finding("duty", cue.start(), body.end() if body else cue.end(), RULE)
