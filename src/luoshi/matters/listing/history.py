"""What happened to a matter, in plain sentences: who did what for whom, and what changed by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luoshi.bodies.models import Body
from luoshi.journal.events import entry
from luoshi.journal.models import Event
from luoshi.journal.sentences import Told, told

_SPELT_OUT = frozenset({"议定事项", "分类", "牵头单位", "牵头领导", "完成时限", "时限原文", "办结标准", "备注", "并入"})
"""Fields whose change is told with the entry, by their names on the page."""
_LAMP = frozenset({"黄灯起", "红灯起"})
_TELLING = frozenset(
    {
        "matter.revised",
        "matter.aligned",
        "matter.difference_decided",
        "matter.merged",
        "matter.merged_here",
        "matter.relit",
    }
)
"""Kinds of entries whose sentence alone does not say what changed."""


def timeline(events: Sequence[Event]) -> list[dict[str, str]]:
    """The entries of one matter for ``ui/components/timeline.html``, given oldest first and told newest first."""
    names = _bodies(events)
    return [
        {"time": line.time, "sentence": _sentence(line, names), "kind": _kind(line.event)}
        for line in reversed(told(events))
    ]


def _sentence(line: Told, names: Mapping[str, str]) -> str:
    changes = "；".join(_changes(line, names)) if line.event.kind in _TELLING else ""
    return f"{line.sentence}{f'：{changes}' if changes else ''}（{line.who}）"


def _changes(line: Told, names: Mapping[str, str]) -> Iterator[str]:
    for change in line.changes:
        if change.label in _SPELT_OUT or (line.event.kind == "matter.relit" and change.label in _LAMP):
            yield f"{change.label} {change.old} → {change.new}"
    if pair := entry(line.event).data.get("supporting"):
        old, new = ("、".join(names.get(ref, ref) for ref in refs or ()) or "（空）" for refs in pair)
        yield f"配合单位 {old} → {new}"


def _kind(event: Event) -> str:
    return "done" if event.kind in ("matter.docketed", "matter.handed_out", "matter.completed") else ""


def _bodies(events: Sequence[Event]) -> dict[str, str]:
    """The names of the supporting bodies that the entries speak of."""
    pairs = [pair for event in events if (pair := entry(event).data.get("supporting"))]
    refs = {ref for pair in pairs for side in pair for ref in side or ()}
    return {body.ref: str(body) for body in Body.objects.filter(ref__in=refs)} if refs else {}
