"""A table as it is pasted into a page: from a spreadsheet, from Word, or typed by hand."""

from __future__ import annotations

import re

NAME = "粘贴的文字.txt"
"""What a pasted table is called on the preview and in the journal."""

_GAPS = re.compile(r"[ 　]{2,}")
_RULE = re.compile(r"^[\s|:：-]*-{2,}[\s|:：-]*$")


def pasted(words: str) -> bytes:
    """The bytes of a file with the same words, its columns parted by tabs.

    Cells from a spreadsheet or from Word are parted by tabs already; a table typed with ``|`` or with gaps of two and more
    spaces is brought into that shape. Anything else stays as it is.
    """
    if "\t" not in words:
        lines = words.splitlines()
        if sum("|" in line for line in lines) >= 2:
            lines = [line.strip().strip("|") for line in lines if not _RULE.match(line)]
            words = "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in lines)
        elif sum(bool(_GAPS.search(line.strip())) for line in lines) >= 2:
            words = "\n".join(_GAPS.sub("\t", line.strip()) for line in lines)
    return words.encode()
