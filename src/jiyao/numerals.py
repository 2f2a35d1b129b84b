"""Numbers as such texts write them: Arabic, Chinese, or mixed (``47``, ``四十七``, ``二〇二五``)."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(DIGITS)} | {
    "零": 0,
    "○": 0,
    "两": 2,
    "十": 10,
    "百": 100,
    "千": 1000,
}

NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百零〇两]{1,7})"
"""A pattern for a number below 10,000 in either script."""


def number(text: str) -> int | None:
    """The value of ``47``, ``四十七``, ``一百零三`` or ``二〇二五``; ``None`` for anything else."""
    if (value := _VALUES.get(text)) is not None:
        return value
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(char not in _VALUES for char in text):
        return None
    if all(_VALUES[char] < 10 for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    total, current = 0, 0
    for char in text:
        value = _VALUES[char]
        if value >= 10:
            total += (current or 1) * value
            current = 0
        else:
            current = value
    return total + current
