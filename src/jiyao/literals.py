"""Where the literal words stand that rules start from.

A search for a literal runs at memory speed; a pattern led by a class or by many branches looks at every character.
"""

from __future__ import annotations

from collections.abc import Iterator


def places(text: str, *words: str) -> Iterator[tuple[int, str]]:
    """Each place of each word, word by word; a word inside another is found for both."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, word
            at = text.find(word, at + len(word))


def in_title(text: str, at: int) -> bool:
    """Whether a position stands inside 《…》, where words name a document and tell nobody anything."""
    opened = text.rfind("《", max(0, at - 120), at)
    return opened >= 0 and text.find("》", opened, at) < 0 <= text.find("》", at, at + 160)
