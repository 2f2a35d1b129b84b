"""Kinds of arguments on the command line; what is not one is refused with a sentence."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentTypeError
from collections.abc import Callable


def day(text: str) -> dt.date:
    """A day such as 2026-03-20."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-03-20 这样。") from None


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not least <= int(text[:12]) <= most:
            raise ArgumentTypeError(f"“{text}”不行，请写 {least} 到 {most} 之间的整数。")
        return int(text)

    return read
