"""Names of people against THULAC, dates and deadlines against JioNLP, on the gold texts and, where it stands beside the repository, the seed.

Both peers are only for this: ``pip install thulac jionlp`` into any environment that has jiyao (THULAC brings its model, 490 MB), then
``python benchmarks/peers.py``. Truth are the gold files (``tests/jiyao/cases``). Peers are general tools, so they are judged leniently:

* a name that THULAC finds counts as false only where it cuts through a name of the gold file, or is part of no longer stretch that the
  text uses as a name (two to four characters, no organ, no place); what it finds beyond the gold file is counted apart, not as false;
* a time that JioNLP finds counts as false only where it lies inside the name of a document, a set phrase or a meeting's number, which no
  reader takes for a date of this meeting; those beside the gold file are counted apart.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from jiyao import read
from jiyao.reading import Reading
from jiyao.text import Text

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "jiyao" / "cases"
SEED = ROOT.parent / "shared" / "seed.txt"
Finder: TypeAlias = Callable[[str], list[tuple[int, int]]]
"""From a text to the stretches found in it."""

NO_DATE = re.compile(
    r"中央一号文件|两个一百年|“?第?[一二三四五六七八九十百]+百年|《[^》]*》|第[\d一二三四五六七八九十百]+次|[〔\[(（]20\d\d[〕\])）]\s?\d+\s?号|前期|一期|二期|长期以来"
)
"""Stretches in which no date of the meeting stands: names of documents, set phrases, numbers of meetings and papers, stages of a project."""


@dataclass
class Tally:
    """What one tool did over all texts; ``seconds`` is its best of three rounds."""

    expected: int = 0
    right: int = 0
    false: list[str] = field(default_factory=list)
    beside: int = 0
    seconds: float = 0.0

    def line(self, name: str) -> str:
        share = f"{self.right}/{self.expected}"
        return f"{name:<14}{share:>12}{len(self.false):>8}{self.beside:>8}{self.seconds * 1000:>12.1f}"


@dataclass(frozen=True)
class Case:
    """A text and what its gold file says; ``gold`` is empty for the seed's row, which is only printed."""

    name: str
    raw: str
    gold: list[dict[str, Any]]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield Case(path.stem, path.read_bytes().decode("utf-8"), gold if isinstance(gold, list) else [gold])


def names_in(gold: Iterable[dict[str, Any]]) -> set[str]:
    """The people that gold files name, where these say anything about people at all."""
    found: set[str] = set()
    for each in gold:
        people = [person for key in ("present", "in_attendance", "absent") for person in each.get(key) or []]
        chair = (each.get("meeting") or {}).get("chair")
        for person in [*people, *([chair] if chair else [])]:
            name = person["name"] if isinstance(person, dict) else person
            found.add(_bare(name["text"] if isinstance(name, dict) else name))
    return found


def times_in(gold: Iterable[dict[str, Any]]) -> list[str]:
    """The words of dates and deadlines that gold files name; standing ones (长期) are no time."""
    found: list[str] = []
    for each in gold:
        for statement in each.get("statements") or []:
            deadline = statement.get("deadline")
            if isinstance(deadline, dict) and (deadline.get("when") or {}).get("kind") != "standing":
                found.append(_bare(deadline["text"]))
    return found


def _bare(words: str) -> str:
    return "".join(words.split())


def our_names(raw: str) -> list[str]:
    return [_bare(name) for reading in read(Text.of(raw)) for name in _people(reading)]


def _people(reading: Reading) -> Iterator[str]:
    if reading.meeting.chair is not None:
        yield reading.meeting.chair.name.text
    for person in (*reading.present, *reading.in_attendance, *reading.absent):
        yield person.name.text


def our_times(raw: str) -> list[tuple[int, int]]:
    readings = read(Text.of(raw))
    found = [each.deadline.span for reading in readings for each in reading.statements if each.deadline is not None]
    dates = [reading.meeting.date.span for reading in readings if reading.meeting.date is not None]
    return [(span.start, span.end) for span in (*found, *dates)]


def people(texts: list[Case]) -> None:
    """Print the table of names."""
    import thulac

    with contextlib.redirect_stdout(io.StringIO()):
        tagger = thulac.thulac(seg_only=False)

    def their_names(raw: str) -> list[str]:
        return [word for word, tag in tagger.cut(raw) if tag == "np"]

    ours, theirs = Tally(), Tally()
    for case in texts:
        wanted = names_in(case.gold)
        if not wanted:
            continue
        _judge_names(ours, wanted, set(our_names(case.raw)), strict=True)
        _judge_names(theirs, wanted, set(their_names(case.raw)), strict=False)
    raws = [case.raw for case in texts if names_in(case.gold)]
    ours.seconds = _best(lambda: [our_names(raw) for raw in raws])
    theirs.seconds = _best(lambda: [their_names(raw) for raw in raws])
    _print("people named as chair, present, in attendance, on leave", ours, theirs, "THULAC 0.2")
    if SEED.exists():
        raw = SEED.read_bytes().decode("utf-8")
        head, tagged = set(our_names(raw)), set(their_names(raw))
        print(f"  the seed: jiyao {len(head)} people of the meeting, of them THULAC {len(head & tagged)}")
        print(f"  (THULAC also tags {len(tagged - head)} names in prose, which are nobody's attendance)\n")


def _judge_names(tally: Tally, wanted: set[str], found: set[str], *, strict: bool) -> None:
    tally.expected += len(wanted)
    tally.right += len(wanted & found)
    for name in found - wanted:
        cuts = any(name in known or known in name for known in wanted)
        if strict or cuts or not re.fullmatch(r"[\u3400-\u9fff·]{2,8}", name):
            tally.false.append(name)
        else:
            tally.beside += 1


def times(texts: list[Case]) -> None:
    """Print the table of dates and deadlines."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    logging.disable(logging.ERROR)  # it logs a traceback for every 每月28日前

    base = time.mktime((2026, 3, 9, 0, 0, 0, 0, 0, 0))

    def their_times(raw: str) -> list[tuple[int, int]]:
        return [tuple(each["offset"]) for each in jionlp.ner.extract_time(raw, time_base=base)]

    ours, theirs = Tally(), Tally()
    for case in texts:
        _judge_times(ours, case, our_times(case.raw))
        _judge_times(theirs, case, their_times(case.raw))
    ours.seconds = _best(lambda: [our_times(case.raw) for case in texts])
    theirs.seconds = _best(lambda: [their_times(case.raw) for case in texts])
    _print("deadlines of statements", ours, theirs, "JioNLP 1.5")
    if SEED.exists():
        seed = Case("seed", SEED.read_bytes().decode("utf-8"), [])
        for name, finder in (("jiyao", our_times), ("JioNLP", their_times)):
            tally = Tally()
            _judge_times(tally, seed, finder(seed.raw))
            print(
                f"  the seed: {name} {len(finder(seed.raw))} times, of them false: {'、'.join(tally.false) or 'none'}"
            )


def _judge_times(tally: Tally, case: Case, found: list[tuple[int, int]]) -> None:
    """A deadline counts as found where a stretch covers at least half of its words."""
    wanted = times_in(case.gold)
    tally.expected += len(wanted)
    words = [_bare(case.raw[start:end]) for start, end in found]
    left = list(words)
    for each in wanted:
        near = next(
            (word for word in left if word and (word in each or each in word) and len(word) * 2 >= len(each)), None
        )
        if near is not None:
            tally.right += 1
            left.remove(near)
    for start, end in found:
        traps = (match.span() for match in NO_DATE.finditer(case.raw))
        if any(start < stop and begin < end for begin, stop in traps):
            tally.false.append(case.raw[start:end])
    tally.beside += max(0, len(left) - len(tally.false))


def _best(job: Callable[[], object]) -> float:
    """The shortest of three rounds, in seconds."""
    shortest = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        job()
        shortest = min(shortest, time.perf_counter() - begun)
    return shortest


def _print(title: str, ours: Tally, theirs: Tally, peer: str) -> None:
    print(f"{title}\n{'':<14}{'found':>12}{'false':>8}{'beside':>8}{'ms':>12}")
    print(ours.line("jiyao"))
    print(theirs.line(peer))
    print(f"  {peer} takes {theirs.seconds / ours.seconds:.0f} times as long")
    for name, tally in (("jiyao", ours), (peer, theirs)):
        if tally.false:
            print(f"  false ({name}): {'、'.join(tally.false[:12])}")
    print()


def main() -> int:
    texts = list(cases())
    print(f"{len(texts)} gold texts; Python {sys.version.split()[0]}\n")
    people(texts)
    times(texts)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
