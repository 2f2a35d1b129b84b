"""Documents by their marks: 《…》.

Reads: ``《…》`` with marks of one kind inside another, with a state such as （送审稿） inside or right behind it.
Leaves alone: marks without an end; a mark that another paragraph closes.
Limits: a document named without marks is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiyao.finding import Finding
from jiyao.text import View

RULE = "documents"

DOCUMENT = re.compile(
    r"《(?P<title>[^《》\n]{0,150}+(?:《[^《》\n]{1,150}+》[^《》\n]{0,100}+){0,3})》"
    r"(?:（[^）\n]{0,12}(?:稿|草案|试行|修订|暂行|代拟)[^）\n]{0,6}）)?"
)
"""A document with its marks; the group is its title without them."""


def read(view: View) -> Iterator[Finding]:
    """Every document; the value is its title without the marks."""
    for match in DOCUMENT.finditer(view.s):
        yield Finding("document", match.start(), match.end(), RULE, value=match["title"])
