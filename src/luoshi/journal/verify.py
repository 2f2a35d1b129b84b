"""``luoshi journal verify``: finds changed, missing, swapped and recomputed entries.

* each chain is walked: numbers without a gap, ``prev`` is the hash before, every hash recomputed from the columns;
* each root row's ``seq`` and ``head`` are compared with the end of its chain (a lost last entry, a lost chain);
* each seal is recomputed: root, count, authentication, chaining, and its line in the file outside the database.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from django.apps import apps

from luoshi.journal.models import Event, Seal, Subject
from luoshi.journal.record import event_hash
from luoshi.journal.seals import merkle_root, seal_line, seal_mac, seal_path

_CHUNK = 10_000
Progress: TypeAlias = Callable[[int], None]
Leaves: TypeAlias = dict[int | None, list[tuple[int, str]]]
"""Entries (primary key, recomputed hash) by the seal they say they are in; ``None`` for those not sealed yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: where, and in one Chinese sentence what."""

    where: str
    sentence: str


@dataclass(slots=True)
class Report:
    """What a run of verify looked at and what it found; sound when ``findings`` is empty."""

    entries: int = 0
    chains: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.findings

    def add(self, where: str, sentence: str) -> None:
        self.findings.append(Finding(where, sentence))


def verify(*, progress: Progress = lambda _done: None) -> Report:
    """Walk the whole journal. Memory grows with the number of seals and of chains, not with the size of the entries."""
    report = Report()
    leaves: Leaves = defaultdict(list)
    ends: dict[tuple[str, str], tuple[int, str]] = {}
    for chain, events in groupby(_stream(), key=lambda event: (event.subject_type, event.subject_ref)):
        ends[chain] = _walk(chain, events, leaves, report)
        report.chains += 1
        if report.chains % 1000 == 0:
            progress(report.entries)
    _check_rows(ends, report)
    _check_seals(leaves, report)
    progress(report.entries)
    return report


def _stream() -> Iterator[Event]:
    return Event.objects.order_by("subject_type", "subject_ref", "seq").iterator(chunk_size=_CHUNK)


def _walk(chain: tuple[str, str], events: Iterator[Event], leaves: Leaves, report: Report) -> tuple[int, str]:
    where = ":".join(chain)
    seq, head = 0, ""
    for event in events:
        report.entries += 1
        if event.seq != seq + 1:
            report.add(where, f"第 {seq + 1} 条留痕缺失（下一条是第 {event.seq} 条）。")
        elif event.prev != head:
            report.add(where, f"第 {event.seq} 条留痕与前一条不衔接，前面的内容被改动或调换过。")
        actual = event_hash(event)
        if actual != event.hash:
            report.add(where, f"第 {event.seq} 条留痕的内容与校验值不符，内容被改动过。")
        leaves[event.seal].append((event.pk, actual))
        seq, head = event.seq, event.hash
    return seq, head


def _check_rows(ends: dict[tuple[str, str], tuple[int, str]], report: Report) -> None:
    """Compare the end of every chain with what its root row remembers."""
    for model in apps.get_models():
        if not issubclass(model, Subject):
            continue
        label = model._meta.label_lower
        rows = model._base_manager.values_list("ref", "seq", "head").iterator(chunk_size=_CHUNK)
        seen = set()
        for ref, seq, head in rows:
            seen.add(ref)
            if (end := ends.get((label, ref), (0, ""))) != (seq, head):
                report.add(f"{label}:{ref}", f"业务数据记着 {seq} 条留痕，留痕里是 {end[0]} 条，末尾被删或被重算过。")
        for subject_type, ref in ends:
            if subject_type == label and ref not in seen:
                report.add(f"{label}:{ref}", "留痕还在，业务数据的这一行却不在了。")


def _check_seals(leaves: Leaves, report: Report) -> None:
    lines = _file_lines(report)
    unsealed = [leaf for _, leaf in sorted(leaves.pop(None, []))]
    report.unsealed = len(unsealed)
    prev = ""
    for position, seal in enumerate(Seal.objects.order_by("number").iterator(chunk_size=_CHUNK), start=1):
        report.seals += 1
        sealed = [leaf for _, leaf in sorted(leaves.pop(seal.number, []))]
        if seal.number != position or seal.prev != prev:
            report.add(_seal(seal.number), "封存之间不衔接，有封存被删或被调换过。")
        _check_seal(seal, sealed, lines.pop(seal.number, set()), report)
        prev = seal.mac
    interrupted = lines.pop(report.seals + 1, set())
    if any(not _is_interrupted(line, unsealed) for line in interrupted):
        report.add(_seal(report.seals + 1), "库外封存文件里有这次封存，库中却没有。")
    for number in sorted({number for number in leaves if number is not None} | set(lines)):
        report.add(_seal(number), "留痕或库外封存文件提到这次封存，库中却没有。")


def _check_seal(seal: Seal, sealed: list[str], lines: set[str], report: Report) -> None:
    where = _seal(seal.number)
    if len(sealed) != seal.count:
        report.add(where, f"封存时有 {seal.count} 条留痕，现在是 {len(sealed)} 条。")
    elif merkle_root(sealed) != seal.root:
        report.add(where, "这一批留痕与封存时不同，内容被改动、调换或重算过。")
    if seal_mac(seal) != seal.mac:
        report.add(where, "封存的密钥校验不通过，封存记录被伪造，或密钥文件不是原来的那一份。")
    if seal_line(seal) not in lines:
        report.add(where, "库外封存文件中没有这一条，或与库中不同。")


def _seal(number: int) -> str:
    return f"封存第 {number} 号"


def _is_interrupted(line: str, unsealed: list[str]) -> bool:
    """Whether a line of the file is a seal that a crash undid: its entries are all still there, unsealed and unchanged."""
    kept = json.loads(line)
    count = int(kept["count"])
    return count <= len(unsealed) and merkle_root(unsealed[:count]) == str(kept["root"])


def _file_lines(report: Report) -> dict[int, set[str]]:
    """The lines of the seal file by number; an unreadable line is a finding of its own."""
    lines: dict[int, set[str]] = defaultdict(set)
    path = seal_path()
    if not path.exists():
        return lines
    with path.open(encoding="utf-8", errors="replace") as file:
        for place, line in enumerate(file, start=1):
            try:
                lines[int(json.loads(line)["number"])].add(line.rstrip("\n"))
            except (ValueError, KeyError, TypeError):
                report.add("库外封存文件", f"第 {place} 行读不出来。")
    return lines
