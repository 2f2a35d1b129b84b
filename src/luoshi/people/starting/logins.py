"""Logins that can be said on the telephone: the initials of a body's short name (市教育局: jyj), with a number where they are taken.

Basis: GB/T 2312-1980 orders its first 3,755 characters by their sound, so the place of a character tells its initial. A character
beyond them has none and is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection

_FIRST = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"), (0xB9FE, "h"),
    (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"),
    (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST = 0xD7F9
_PLACES = [place for place, _ in _FIRST]
_LEVEL = re.compile(r"^[市县区旗州](?=.{2,}$)")
SHORTEST, LONGEST = 2, 12


def initials(name: str) -> str:
    """The initials of a name, the level before it (市教育局) left out; letters and digits stay, in lower case."""
    return "".join(_initial(char) for char in _LEVEL.sub("", name))[:LONGEST]


def _initial(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    return _FIRST[bisect_right(_PLACES, code) - 1][1] if _PLACES[0] <= code <= _LAST else ""


def login_for(name: str, taken: Collection[str]) -> str:
    """A login for a body that is not among ``taken`` (in lower case): its initials, then with 2, 3 …"""
    base = initials(name)
    if len(base) < SHORTEST:
        base = "dw"
    number, login = 1, base
    while login in taken:
        number += 1
        login = f"{base}{number}"
    return login
