"""How often the proposed lead is right: against the most frequent body and against BM25. ``python benchmarks/routing.py [FILE …]``.

The directory is the sample city's with all its duties. Three sets of actions, all in our own words: ``dev``, on which the weights were set;
``held_out``, which was not looked at meanwhile; and the statements of ``tests/jiyao/cases`` whose owner is explicit and has a counterpart in
the sample city, with the owners cut out of the words. A FILE is a set of one's own in the form of ``dev.toml``.

BM25 searches the names and duties of the bodies, cut by jieba, as documents. The most frequent body is that of ``dev``. An action counts
as right at 3 where the body is among the first three. Actions without a body must stay without a proposal.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import random
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.bodies.models import Office
    from luoshi.documents.routing import Router

ROOT = Path(__file__).resolve().parents[1]
ACTIONS = ROOT / "tests" / "luoshi" / "documents" / "routing" / "actions"
CASES = ROOT / "tests" / "jiyao" / "cases"
DAY = dt.date(2026, 3, 9)
AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
LEFT_OVER = re.compile(r"由?(?:牵头|负责|配合|会同|参与)[，、]?|^[，、]+|由(?=[，、])")
Ranker = Callable[["Action"], Sequence[str]]


@dataclass(frozen=True)
class Action:
    """Words without owner, and the short name of the body that leads; empty where nobody in particular does."""

    lead: str
    words: str
    topic: str = ""
    reported_by: str = ""


def main(files: Sequence[str]) -> None:
    """Load the sample city into an empty database and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LUOSHI_DATA": folder, "LUOSHI_DATABASE": "", "DJANGO_SETTINGS_MODULE": "luoshi.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from luoshi.people.sample import load

        call_command("migrate", verbosity=0)
        office, _ = load(at=AT)
        measure(office, [Path(name) for name in files])


def measure(office: Office, files: Sequence[Path]) -> None:
    """Every set with every ranker, then what earlier choices add, then the time."""
    from luoshi.documents.routing import Router as Loaded

    router = Loaded.of(office, DAY)
    dev = from_file(ACTIONS / "dev.toml")
    sets = {"dev": dev, "held_out": from_file(ACTIONS / "held_out.toml"), "cases": from_cases(router)}
    sets |= {path.stem: from_file(path) for path in files}
    counts = Counter(action.lead for action in dev if action.lead)
    often = [body for body, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
    rankers: dict[str, Ranker] = {"most frequent": lambda _: often, "BM25": bm25(router), "routing": by(router)}
    print(f"{len(router.known.bodies)} bodies; of each set: right at 1, right at 3 (of the actions that have a body)\n")
    print(
        f"{'':16}"
        + "".join(f"{f'{name} ({sum(bool(each.lead) for each in rows)})':>20}" for name, rows in sets.items())
    )
    for name, ranker in rankers.items():
        print(f"{name:16}" + "".join(f"{shown(rows, ranker):>20}" for rows in sets.values()))
    print(
        "\nwhere routing proposes anything: share of the actions, and right at 1 among these; proposals where nobody in particular does it"
    )
    for name, rows in sets.items():
        print(f"{name:16}{answered(rows, by(router)):>40}")
    learning(office, sets["held_out"])
    speed(office, router, [action.words for rows in sets.values() for action in rows])


def shown(actions: Iterable[Action], ranker: Ranker) -> str:
    """The two shares of one ranker."""
    rows = [(action.lead, ranker(action)) for action in actions if action.lead]
    first, third = (sum(lead in found[:n] for lead, found in rows) / max(len(rows), 1) for n in (1, 3))
    return f"{first:.1%} {third:.1%}"


def answered(actions: Iterable[Action], ranker: Ranker) -> str:
    rows = [(action.lead, ranker(action)) for action in actions]
    told = [(lead, found) for lead, found in rows if lead and found]
    right = sum(found[0] == lead for lead, found in told) / max(len(told), 1)
    nobody = [found for lead, found in rows if not lead]
    share = len(told) / max(sum(bool(lead) for lead, _ in rows), 1)
    return f"{share:.1%} {right:.1%} {sum(map(bool, nobody))}/{len(nobody)}"


def by(router: Router) -> Ranker:
    """The proposed leads of an action, best first."""

    def rank(each: Action) -> Sequence[str]:
        routed = router.propose(each.words, topic=each.topic, reported_by=each.reported_by)
        return [str(found.body) for found in routed.lead]

    return rank


def bm25(router: Router) -> Ranker:
    """Names and duties of a body are its document."""
    import bm25s
    import jieba

    jieba.setLogLevel(logging.WARNING)
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    bodies = router.known.bodies
    names = {body.pk: [] for body in router.names.directory.bodies.values()}
    for row in router.names.directory.names:
        names[row.body_id].append(row.name)
    documents = [
        jieba.lcut("，".join([*names[body.pk], *router.known.duties[slot]])) for slot, body in enumerate(bodies)
    ]
    index = bm25s.BM25()
    index.index(documents, show_progress=False)

    def rank(action: Action) -> Sequence[str]:
        known = [
            word
            for word in jieba.lcut(f"{action.reported_by}，{action.topic}，{action.words}")
            if word in index.vocab_dict
        ]
        if not known:
            return []
        scores = index.get_scores(known)
        best = sorted(range(len(bodies)), key=lambda slot: (-scores[slot], slot))[:3]
        return [str(bodies[slot]) for slot in best if scores[slot] > 0]

    return rank


def from_file(path: Path) -> list[Action]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["actions"]
    return [Action(lead, words) for lead, _, words in rows]


def from_cases(router: Router) -> list[Action]:
    """Actions of the gold set whose first lead, or first listed owner, the sample city has under its own level's name; owners cut out."""
    found = []
    for path in sorted(CASES.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for reading in data if isinstance(data, list) else [data]:
            for statement in reading.get("statements", ()):
                owners = statement.get("owners") or ()
                if statement.get("label") != "action" or not owners:
                    continue
                first = next((each for each in owners if each["role"] == "lead"), owners[0])
                named = router.names.find(at_level(first["text"]))
                if named is None or len(named.bodies) != 1:
                    continue
                words, item = statement["text"], item_of(reading, statement)
                for owner in owners:
                    words = words.replace(owner["text"], "")
                found.append(
                    Action(
                        str(named.bodies[0]), LEFT_OVER.sub("", words), item["title"], at_level(item["reporting_body"])
                    )
                )
    return found


def item_of(reading: dict[str, Any], statement: dict[str, Any]) -> dict[str, Any]:
    """The agenda item a statement belongs to, an empty one where it belongs to none."""
    at, items = statement.get("agenda"), reading.get("agenda", ())
    return {"title": "", "reporting_body": ""} if at is None or at >= len(items) else dict(items[at])


def at_level(name: str | None) -> str:
    """The name a body of this kind has in the sample city: 县水务局 is 市水务局 there."""
    return re.sub(r"^[县区旗镇省]", "市", name or "")


def learning(office: Office, held_out: Sequence[Action]) -> None:
    """What remembered choices add: a part of the first wordings is remembered, accuracy is taken on all later ones; mean of ten draws."""
    from luoshi.documents.routing import Choice, Router

    matters = tomllib.loads((ACTIONS / "recurring.toml").read_text(encoding="utf-8"))["matters"]
    ids = {str(body): body.pk for body in Router.of(office, DAY).known.bodies}
    later = [Action(lead, words) for lead, _, words in matters]
    print(
        f"\nearlier choices remembered: right at 1, right at 3 on {len(later)} matters that come back in other words; on held_out"
    )
    for many in (0, 9, 18, 27, 36):
        totals = [0.0, 0.0]
        for seed in range(10):
            drawn = random.Random(seed).sample(matters, many)
            ranker = by(Router.of(office, DAY, [Choice(first, ids[lead], "lead", DAY) for lead, first, _ in drawn]))
            told = [(each.lead, ranker(each)) for each in later]
            for at, n in enumerate((1, 3)):
                totals[at] += sum(lead in found[:n] for lead, found in told) / len(told) / 10
        print(f"{many:>4} choices {totals[0]:>8.1%} {totals[1]:.1%} {shown(held_out, ranker):>16}")


def speed(office: Office, router: Router, words: Sequence[str]) -> None:
    """Time of a proposal and of loading, and how time grows with the length of the words."""
    from luoshi.documents.routing import Router

    begun = time.perf_counter()
    for each in words:
        router.propose(each)
    took = (time.perf_counter() - begun) / len(words)
    begun = time.perf_counter()
    Router.of(office, DAY)
    loaded = time.perf_counter() - begun
    text = "".join(words)[:2000]
    times = []
    for factor in (1, 10):
        begun = time.perf_counter()
        router.propose(text * factor)
        times.append(time.perf_counter() - begun)
    print(
        f"\na proposal {took * 1000:.2f} ms (mean of {len(words)}); ten times the words {times[1] / times[0]:.1f} times the time"
    )
    print(f"loading directory and duties {loaded * 1000:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
