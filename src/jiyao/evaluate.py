"""``python -m jiyao evaluate GOLD TEXTS``: precision, recall and F1 for each field and each label, with the misses listed.

``GOLD`` is a folder of ``NAME.json`` files, ``TEXTS`` one with ``NAME.txt``, or ``.docx`` or any other
format (they may be the same). A gold file holds the contract's object, or a
list of them for a file with several meetings; every ``F`` may be shortened to its words (or its value, where the field has one), every ``P``
to what is known of the person. A key that is left out is not judged; an empty list or ``null`` says that there is nothing to find.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any, TypeAlias

from jiyao import read
from jiyao.intake import Unreadable
from jiyao.intake.files import read_file
from jiyao.parser import ChineseParser, count, why
from jiyao.text import View

Item: TypeAlias = tuple[str, ...]
"""What is compared: the words or value of a finding, behind the words of the statement, topic or person it belongs to."""

_BY_VALUE = ("body", "kind", "term", "number", "year_number", "date", "part_of_day", "published_on", "outcome")
_PEOPLE = ("present", "in_attendance", "absent")
_WHEN = ("kind", "date", "n", "unit", "from", "period", "day", "feast", "offset")
"""The keys of the contract; a reader may add others."""
_LABELS = ("assessment", "attitude", "action", "outcome")


@dataclass
class Score:
    """How often a field was found and right; ``missed`` and ``wrong`` name the text and the words."""

    expected: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 1 where there is nothing."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, name: str, expected: Iterable[Item], found: Iterable[Item]) -> None:
        """Compare two bags of items of one text."""
        want, got = Counter(expected), Counter(found)
        self.expected += want.total()
        self.found += got.total()
        self.right += (want & got).total()
        self.missed.extend(f"{name}：{' · '.join(item)}" for item in (want - got).elements())
        self.wrong.extend(f"{name}：{' · '.join(item)}" for item in (got - want).elements())


class Scores(dict[str, Score]):
    """The scores of all fields, in the order in which they were first met."""

    def compare(self, name: str, gold: Mapping[str, Any], reading: Mapping[str, Any]) -> None:
        """Add what one reading got right and wrong of one gold object."""
        for title, expected, found in _fields(gold, reading):
            self.setdefault(title, Score()).add(name, expected, found)


def evaluate(gold: Path, texts: Path) -> Scores:
    """The scores over every ``NAME.json`` of ``gold`` that has its text in ``texts``. Raises ``Unreadable`` for what is no gold and no text."""
    scores = Scores()
    for path in sorted(gold.glob("*.json")):
        source = text_of(path, texts)
        if source is None:
            continue
        wanted = _gold(path)
        try:
            contents = read_file(source.read_bytes(), name=source.name)
        except OSError as error:
            raise Unreadable(f"{source} 打不开（{why(error)}）。请检查路径和权限。") from error
        except Unreadable as error:
            raise Unreadable(f"{source}：{error.sentence}") from error
        readings = [reading.as_dict() for text in contents.texts for reading in read(text)]
        scores.setdefault("会议次数", Score()).add(path.stem, [(str(len(wanted)),)], [(str(len(readings)),)])
        try:
            for meeting, reading in zip(wanted, readings, strict=False):
                scores.compare(path.stem, meeting, reading)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise Unreadable(
                f"{path} 的写法与约定不符（{error}）。请对照 reading.schema.json 检查各项的写法。"
            ) from error
    return scores


def text_of(gold: Path, texts: Path) -> Path | None:
    """The text that a gold object is about: the file of its name, of whatever format."""
    named = sorted(each for each in texts.glob(f"{escape(gold.stem)}.*") if each.suffix != ".json" and each.is_file())
    return next((each for each in named if each.stem == gold.stem), None)


def _gold(path: Path) -> list[Any]:
    """The meetings of a gold file. Raises ``Unreadable``."""
    try:
        wanted = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"{path} 打不开（{why(error)}）。请检查路径和权限。") from error
    except (ValueError, RecursionError) as error:
        where = f"（第 {error.lineno} 行附近）" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"{path} 不是 UTF-8 编码的 JSON{where}。请检查这个文件。") from error
    meetings = wanted if isinstance(wanted, list) else [wanted]
    if not all(isinstance(each, dict) for each in meetings):
        raise Unreadable(f"{path} 应是一个对象，或对象的列表，一次会议一个。请检查这个文件。")
    return meetings


def _fields(gold: Mapping[str, Any], reading: Mapping[str, Any]) -> Iterator[tuple[str, list[Item], list[Item]]]:
    """Each judged field with what the gold and what the reading say."""
    for key in ("genre", "is_meeting"):
        if key in gold:
            yield key, [(str(gold[key]),)], [(str(reading[key]),)]
    head, found_head = gold.get("meeting", {}), reading["meeting"]
    for key in found_head:
        if key in head and key != "chair":
            yield f"meeting.{key}", _one(head[key], key), _one(found_head[key], key)
    if "chair" in head:
        yield from _people("meeting.chair", [head["chair"]], [found_head["chair"]])
    for key in _PEOPLE:
        if key in gold:
            yield from _people(key, gold[key], reading[key])
    if "groups_in_attendance" in gold:
        yield "groups_in_attendance", _texts(gold["groups_in_attendance"]), _texts(reading["groups_in_attendance"])
        judged = {_words(group) for group in gold["groups_in_attendance"] if isinstance(group, Mapping)}
        yield (
            "groups_in_attendance.by_topic",
            [(_words(g), str(g["by_topic"])) for g in gold["groups_in_attendance"] if _words(g) in judged],
            [(_words(g), str(g["by_topic"])) for g in reading["groups_in_attendance"] if _words(g) in judged],
        )
    if "agenda" in gold:
        yield from _agenda(gold["agenda"], reading["agenda"])
    if "statements" in gold:
        yield from _statements(gold["statements"], reading["statements"])
    if "unread" in gold:
        yield "unread", _texts(gold["unread"]), _texts(reading["unread"])


def _people(title: str, gold: list[Any], found: list[Any]) -> Iterator[tuple[str, list[Item], list[Item]]]:
    several = ([person for person in people if person] for people in (gold, found))
    want, got = (
        [person if isinstance(person, Mapping) else {"name": person} for person in people] for people in several
    )
    yield title, [(_words(p["name"]),) for p in want], [(_words(p["name"]),) for p in got]
    for key in ("posts", "unit", "reason", "for_topics"):
        judged = {_words(p["name"]) for p in want if key in p}
        yield (
            f"{title}.{key}",
            [(_words(p["name"]), words) for p in want if key in p for words in _several(p[key])],
            [(_words(p["name"]), words) for p in got if _words(p["name"]) in judged for words in _several(p[key])],
        )


def _agenda(gold: list[Any], found: list[Any]) -> Iterator[tuple[str, list[Item], list[Item]]]:
    yield "agenda", [(_words(item["title"]),) for item in gold], [(_words(item["title"]),) for item in found]
    yield from _inside("agenda", "title", gold, found, ("kind", "documents", "reporting_body", "outcome"))


def _statements(gold: list[Any], found: list[Any]) -> Iterator[tuple[str, list[Item], list[Item]]]:
    yield "statements", [(_words(s["text"]),) for s in gold], [(_words(s["text"]),) for s in found]
    found = _aligned(gold, found)
    for label in _LABELS:
        judged = {_words(s["text"]) for s in gold if "label" in s}
        yield (
            f"label.{label}",
            [(_words(s["text"]),) for s in gold if s.get("label") == label],
            [(_words(s["text"]),) for s in found if s["label"] == label and _words(s["text"]) in judged],
        )
    yield from _inside(
        "statements", "text", gold, found, ("heading", "ordinal", "agenda", "run_in", "owners", "urgency", "documents")
    )
    yield from _detail("statements.owners.role", gold, found, "owners", lambda o: (_words(o), o["role"]))
    for key, detail in (("deadline", _deadline), ("targets", _target)):
        yield from _detail(f"statements.{key}", gold, found, key, detail)


def _aligned(gold: list[Any], found: list[Any]) -> list[Any]:
    """The statements found, each under the gold's words where one holds the other: a clause cut elsewhere is wrong once, not in every field."""
    wanted = {_words(s["text"]) for s in gold}
    free = wanted - {_words(s["text"]) for s in found}
    aligned = []
    for statement in found:
        words = _words(statement["text"])
        nearest = next((w for w in sorted(free) if w in words or words in w), None) if words not in wanted else None
        free.discard(nearest or "")
        aligned.append({**statement, "text": nearest or words})
    return aligned


def _inside(
    title: str, name: str, gold: list[Any], found: list[Any], keys: tuple[str, ...]
) -> Iterator[tuple[str, list[Item], list[Item]]]:
    """Fields of parts that are told apart by their words; a part that was not found counts as missed in each."""
    for key in keys:
        judged = {_words(part[name]) for part in gold if key in part}
        yield (
            f"{title}.{key}",
            [(_words(part[name]), words) for part in gold if key in part for words in _several(part[key], key)],
            [
                (_words(part[name]), words)
                for part in found
                if _words(part[name]) in judged
                for words in _several(part[key], key)
            ],
        )


def _detail(
    title: str, gold: list[Any], found: list[Any], key: str, detail: Callable[[Mapping[str, Any]], Item]
) -> Iterator[tuple[str, list[Item], list[Item]]]:
    judged = {_words(s["text"]) for s in gold if key in s and all(isinstance(part, Mapping) for part in _list(s[key]))}
    yield (
        title,
        [(_words(s["text"]), *detail(part)) for s in gold if _words(s["text"]) in judged for part in _list(s[key])],
        [(_words(s["text"]), *detail(part)) for s in found if _words(s["text"]) in judged for part in _list(s[key])],
    )


def _deadline(deadline: Mapping[str, Any]) -> Item:
    when = {key: deadline["when"][key] for key in _WHEN if key in deadline["when"]}
    if when["kind"] == "end_of":
        when.pop("n", None)
    return (_words(deadline), json.dumps(when, ensure_ascii=False))


def _target(target: Mapping[str, Any]) -> Item:
    return (f"{float(target['quantity']):g}", str(target["unit"]), str(target.get("comparator")))


def _list(thing: Any) -> list[Any]:  # noqa: ANN401  (JSON)
    return thing if isinstance(thing, list) else [] if thing is None else [thing]


def _one(thing: Any, key: str) -> list[Item]:  # noqa: ANN401  (JSON)
    return [(words,) for words in _several(thing, key)]


def _texts(things: list[Any]) -> list[Item]:
    return [(_words(thing),) for thing in things]


def _several(thing: Any, key: str = "") -> list[str]:  # noqa: ANN401  (JSON)
    """The words of a finding or of a list of findings; the value where the field is compared by value."""
    return [_words(part, by_value=key in _BY_VALUE) for part in _list(thing)]


def _words(thing: Any, *, by_value: bool = False) -> str:  # noqa: ANN401  (JSON)
    """One spelling of the same words: without gaps, in one width."""
    if isinstance(thing, Mapping):
        value = thing.get("value") if by_value else None
        thing = thing["text"] if value is None else value
    return View(str(thing)).s.replace("\n", "")


def report(scores: Scores, *, misses: int = 20) -> Iterator[str]:
    """The table and, field by field, the first ``misses`` that are missing or wrong, as lines for people."""
    yield f"{'项目':<28}{'应有':>6}{'读出':>6}{'正确':>6}{'准确率':>8}{'召回率':>8}{'F1':>8}"
    for title, score in scores.items():
        told = score.expected or score.found  # of nothing there is no share
        rates = "".join(
            f"{rate * 100:>9.1f}%" if told else f"{'—':>10}" for rate in (score.precision, score.recall, score.f1)
        )
        yield f"{title:<30}{score.expected:>8}{score.found:>8}{score.right:>8}{rates}"
    for title, score in scores.items():
        for words, several in (("漏读", score.missed), ("误读", score.wrong)):
            for line in several[:misses]:
                yield f"{words}　{title}　{line}"
            if len(several) > misses:
                yield f"{words}　{title}　另有 {len(several) - misses} 处"


def parser() -> ChineseParser:
    """What the command takes."""
    made = ChineseParser(
        prog="python -m jiyao evaluate", description="按人工标注的标准答案，逐项计算准确率、召回率和 F1。"
    )
    made.add_argument("gold", type=Path, metavar="标准答案文件夹")
    made.add_argument("texts", type=Path, metavar="文本文件夹")
    made.add_argument("--misses", type=count, default=20, metavar="数目", help="每项最多列出的错漏数，默认 20")
    return made


def main(argv: list[str]) -> int:
    """Print the report. Exit code 2 where there is nothing to compare or a text cannot be read."""
    args = parser().parse_args(argv)
    try:
        scores = evaluate(args.gold, args.texts)
    except Unreadable as error:
        sys.stderr.write(error.sentence + "\n")
        return 2
    for path in sorted(args.gold.glob("*.json")):
        if text_of(path, args.texts) is None:
            sys.stderr.write(f"{path.name} 没有计分：{args.texts} 里没有同名的文本。\n")
    if not scores:
        sys.stderr.write(
            f"{args.gold} 里没有与 {args.texts} 同名的标准答案（NAME.json 对 NAME.txt、NAME.docx 等）。请检查两个文件夹。\n"
        )
        return 2
    sys.stdout.writelines(f"{line}\n" for line in report(scores, misses=args.misses))
    return 0
