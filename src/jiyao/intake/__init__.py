"""From bytes to ``Text``: one module a format. A file that cannot be read is refused with a sentence."""

from __future__ import annotations


class Unreadable(Exception):
    """The file cannot be read; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


LIMIT = 10 * 1024 * 1024
"""The largest file that is read, in bytes."""
