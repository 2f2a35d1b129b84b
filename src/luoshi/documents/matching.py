"""Which row of the ledger a returned row belongs to: by its number, else by its words; never by a guess."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from luoshi.documents.ledger import LedgerRow, SheetRow, code_key, plain

ALIKE = 0.75
"""Words this similar (share of characters in common order) are the same matter, where no other row comes near."""
CLEAR = 0.1
"""By so much the best row must lead the second."""
_FOREIGN = 0.5
"""Below this the words under a number are not those of its row."""
_COMPARED = 300
_SEVERAL = re.compile(r"[\s、，,;；]+")
_BUDGET = 500
"""Rows of one heap that are compared word by word with every row of the ledger; more are shown as not matched."""


@dataclass(frozen=True, slots=True)
class Match:
    """``at``: the row of the ledger, ``None`` where none fits; ``rivals``: rows that fit equally well; ``by_words``: not by number."""

    at: int | None = None
    rivals: tuple[int, ...] = ()
    by_words: bool = False
    sentence: str = ""


class Matcher:
    """The rows of one ledger, ready to be found; rows that bodies added are found by exactly their words."""

    def __init__(self, rows: Sequence[LedgerRow]) -> None:
        self._rows = list(rows)
        self._own = len(self._rows)
        self._plain = [plain(row["matter"]) for row in self._rows]
        self._by_code: defaultdict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(self._rows):
            for code in (row.code, *row.aliases):
                self._by_code[code_key(code)].add(at)
        self._by_words: defaultdict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(self._plain):
            self._by_words[words].append(at)
        self._left = _BUDGET

    def add(self, row: LedgerRow) -> None:
        """Take in a row that a body added."""
        self._by_words[plain(row["matter"])].append(len(self._rows))
        self._rows.append(row)

    def by_code(self, row: SheetRow) -> int | None:
        """The row with the number that stands in the returned row; a cell may hold the numbers by which one row goes."""
        for codes in ([row["code"]], _SEVERAL.split(row["code"])):
            keys = (code_key(code) for code in codes)
            found = set().union(*(self._by_code.get(key, ()) for key in keys if key))
            if len(found) == 1:
                return next(iter(found))
        return None

    def find(self, row: SheetRow, body: str) -> Match:
        """The row of the ledger that a returned row of ``body``'s file belongs to."""
        words, at = plain(row["matter"]), self.by_code(row)
        exact = self._exactly(words, row, body)
        if at is not None:
            elsewhere = [each for each in exact if each != at]
            if words and elsewhere and at not in exact and _ratio(words, self._plain[at]) < _FOREIGN:
                return Match(rivals=(at, *elsewhere), sentence="编号是一件事，文字是另一件事，没有替您选")
            return Match(at)
        if not words:
            return Match(sentence="没有编号，也没有议定事项的文字，不知道说的是哪一件")
        if len(exact) == 1:
            return Match(exact[0], by_words=True)
        if exact:
            return Match(rivals=tuple(exact), sentence="有几件事文字相同，没有替您选")
        return self._alike(words)

    def _exactly(self, words: str, row: SheetRow, body: str) -> list[int]:
        """The rows of exactly these words; where there are several, those of the same body, source or due date."""
        found = [at for at in self._by_words.get(words, []) if at < self._own or body in self._rows[at].bodies]
        for key in ("lead_body", "origin", "due"):
            same = [at for at in found if row[key] and plain(self._rows[at][key]) == plain(row[key])]
            found = same if len(found) > 1 and same else found
        own = [at for at in found if body in self._rows[at].bodies]
        return own if len(found) > 1 and own else found

    def _alike(self, words: str) -> Match:
        if self._left == 0:
            return Match(sentence="没有编号的行太多，没有逐字比对")
        self._left -= 1
        ranked = sorted(((_ratio(words, self._plain[at]), -at) for at in range(self._own)), reverse=True)
        if not ranked or ranked[0][0] < ALIKE:
            return Match()
        near = tuple(-at for ratio, at in ranked if ranked[0][0] - ratio < CLEAR and ratio >= ALIKE - CLEAR)
        if len(near) > 1:
            return Match(rivals=near[:5], sentence="有几件事文字相近，没有替您选")
        return Match(near[0], by_words=True)


def _ratio(one: str, other: str) -> float:
    """How much of two texts is in common, 0 to 1; cheap bounds come first."""
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < _FOREIGN or matcher.quick_ratio() < _FOREIGN:
        return 0.0
    return matcher.ratio()
