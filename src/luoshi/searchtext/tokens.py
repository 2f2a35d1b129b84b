"""From a text to what is searched, and from a user's words to what they ask for. Pure, the same on both databases.

A text is *folded*: each character by itself is brought to its compatible, case-folded form (１ is 1, Ａ is a), and what is neither
letter nor digit goes: 两不愁、三保障 is found by 两不愁三保障, and a word broken by a line end is whole again. Only between two
letters or digits of an alphabet a space stays, so that 12 and 3 never become 123.

The folded text is cut into pairs of neighbours (煤矿安全 is 煤矿, 矿安, 安全), and the last character of a run stands by itself, so
that a single character is found as the beginning of a token. Folding a part of a text gives a part of the folded text; this is why
every piece of a document finds it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LONGEST_QUERY = 200
"""Characters of a query that are looked at, after folding."""
_FIRST_IDEOGRAPH = "\u2e80"


@lru_cache(maxsize=20_000)
def _folded_character(char: str) -> str:
    """The characters that stand for one, a space for each that is not searched."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    return "".join(part if _is_searched(part) else " " for part in folded)


def _is_searched(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LNM" or category == "Co"


def folded(text: str) -> str:
    """The text as it is searched and stored; contains no control character, no quote, no upper case."""
    pieces = "".join(_folded_character(char) for char in text).split()
    if not pieces:
        return ""
    joined = [pieces[0]]
    for before, after in pairwise(pieces):
        apart = before[-1] < _FIRST_IDEOGRAPH and after[0] < _FIRST_IDEOGRAPH
        joined += [" ", after] if apart else [after]
    return "".join(joined)


def tokens(searched: str) -> Iterator[str]:
    """The tokens of a folded text, in its order."""
    for run in searched.split(" "):
        yield from (first + second for first, second in pairwise(run))
        if run:
            yield run[-1]


def bigrams(text: str) -> str:
    """The distinct tokens of a text, parted by spaces: what goes into the index of either database."""
    return " ".join(dict.fromkeys(tokens(folded(text))))


@dataclass(frozen=True, slots=True)
class Words:
    """What someone asks for: folded words, all of which must be there."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Any text is a query. White space parts words; what remains of none is empty and finds nothing."""
        found, room = [], LONGEST_QUERY
        for word in text.split():
            kept = folded(word)[:room].strip()
            room -= len(kept)
            if kept:
                found.append(kept)
        return cls(tuple(dict.fromkeys(found)))

    def __bool__(self) -> bool:
        return bool(self.words)

    def wanted(self) -> Iterator[tuple[str, bool]]:
        """Tokens that a text with these words has; ``True`` where one that begins so is enough (a single character)."""
        for word in self.words:
            for run in word.split(" "):
                if len(run) == 1:
                    yield run, True
                else:
                    yield from ((first + second, False) for first, second in pairwise(run))
