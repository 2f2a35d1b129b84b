"""How fast reading is: everything in the contract, against ``jieba.lcut`` merely cutting the same text into words.

``.venv/bin/python benchmarks/reading.py`` prints a table; goals: at most half of jieba's time, a hundredfold text about a hundredfold time.
The text is the seed where it stands beside the repository, else its twin. Each figure is the best of several runs in one process.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from jiyao import read
from jiyao.text import Text

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed.txt"
TWIN = ROOT / "tests" / "jiyao" / "cases" / "twin.txt"


def best(*jobs: Callable[[], object], runs: int) -> list[float]:
    """The shortest of several runs of each job, in milliseconds; the first, which loads word lists and dictionaries, does not count.

    The jobs take turns, so that a busy moment of the machine falls on all of them.
    """
    for job in jobs:
        job()
    shortest = [float("inf")] * len(jobs)
    for _ in range(runs):
        for place, job in enumerate(jobs):
            begun = time.perf_counter()
            job()
            shortest[place] = min(shortest[place], time.perf_counter() - begun)
    return [seconds * 1000 for seconds in shortest]


def main() -> int:
    """Print the table; exit code 1 where a goal is missed."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    path = SEED if SEED.exists() else TWIN
    raw = path.read_bytes().decode("utf-8")
    ours, theirs = best(lambda: read(Text.of(raw)), lambda: jieba.lcut(raw), runs=60)
    (hundred,) = best(lambda: read(Text.of((raw + "\n") * 100)), runs=2)
    ratio, growth = ours / theirs, hundred / ours
    print(f"text: {path.name}, {len(raw)} characters; Python {sys.version.split()[0]}")
    print(f"{'':34}{'ms':>10}{'goal':>12}")
    print(f"{'read(), everything':<34}{ours:>10.2f}")
    print(f"{'jieba.lcut(), cutting only':<34}{theirs:>10.2f}")
    print(f"{'ratio':<34}{ratio:>10.2f}{'≤ 0.50':>12}")
    print(f"{'read(), 100 times the text':<34}{hundred:>10.0f}")
    print(f"{'growth':<34}{growth:>10.0f}{'about 100':>12}")
    return int(ratio > 0.5 or growth > 150)


if __name__ == "__main__":
    raise SystemExit(main())
