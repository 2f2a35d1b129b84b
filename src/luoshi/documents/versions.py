"""One cell of the ledger with what several files say about it: one text where they agree, all of them, marked, where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.documents.tables import NOT_STARTED, printed

MARK = "【不一致，请核对】"
_FROM = "▼"


@dataclass(frozen=True, slots=True)
class Version:
    """What one file says."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The cell after merging: its words; the versions where they differ; the words it had where one report replaced them."""

    words: str
    versions: tuple[Version, ...] = ()
    replaced: str = ""


def same(one: str, other: str) -> bool:
    """Whether two cells say the same; gaps do not count."""
    return "".join(one.split()) == "".join(other.split())


def settle(base: str, reported: Iterable[Version], *, is_state: bool = False) -> Settled:
    """The cell ``base`` after the reports. Blank and unchanged reports change nothing; a cell that is marked keeps all it holds."""
    versions = list(_parsed(base))
    untouched = is_state and base in ("", NOT_STARTED)
    said = [version for version in reported if version.words and not (untouched and version.words == NOT_STARTED)]
    if not versions and all(same(version.words, base) for version in said):
        return Settled(base)
    for version in said:
        _add(versions, version)
    if len(versions) > 1:
        return Settled(_marked(versions), tuple(versions))
    return Settled(versions[0].words, replaced=base)


def _add(versions: list[Version], version: Version) -> None:
    """A text that is there already is not told twice; a cell that came back marked brings each of its texts."""
    for each in _parsed(version.words) or (version,):
        words = "\n".join(f"▽{line[1:]}" if line.startswith(_FROM) else line for line in each.words.split("\n"))
        if not any(same(words, other.words) for other in versions):
            versions.append(Version(printed(each.source), words))


def _marked(versions: Iterable[Version]) -> str:
    return "\n".join([MARK, *(f"{_FROM}{each.source}\n{each.words}" for each in versions)])


def _parsed(words: str) -> tuple[Version, ...]:
    """The versions in a marked cell; none where it is not marked."""
    if not words.startswith(f"{MARK}\n{_FROM}"):
        return ()
    parts = words[len(MARK) + 2 :].split(f"\n{_FROM}")
    return tuple(Version(source, said) for source, _, said in (part.partition("\n") for part in parts) if said)
