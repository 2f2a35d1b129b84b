"""Entries as plain Chinese sentences: who, for whom, through what, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone

from luoshi.journal.acting import Channel, Through
from luoshi.journal.events import Entry, entry
from luoshi.journal.models import Event

Sentence: TypeAlias = Callable[[dict[str, Any]], str]

_sentences: dict[str, Sentence | str] = {}


def say(kinds: dict[str, Sentence | str]) -> None:
    """Register how an app's kinds of entries are told: a fixed phrase, or a function of the entry's data."""
    _sentences.update(kinds)


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its label, what it held and what it holds."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a page shows it."""

    event: Event
    time: str
    who: str
    sentence: str
    changes: tuple[Change, ...]
    kind: str = ""


def told(event: Event) -> Told:
    """Put an entry into words."""
    item = entry(event)
    return Told(
        event=event,
        time=timezone.localtime(item.at).strftime("%Y-%m-%d %H:%M"),
        who=who(item),
        sentence=_sentence(item),
        changes=tuple(_changes(event.subject_type, item.data)),
    )


def who(item: Entry) -> str:
    """周敏（代录：市教育局 李强 2026-03-09 电话告知）"""
    by = item.by
    name = " ".join(part for part in (by.get("post_title", ""), by.get("name", "")) if part) or "系统"
    through = by.get("through", Through.PAGE)
    if through not in {Through.PAGE, Through.SYSTEM}:
        name += f"（{Through(through).label}）"
    if told_by := by.get("on_behalf"):
        channel = Channel(told_by["channel"]).label
        name += f"（代录：{told_by['party']} {told_by['said_by']} {told_by['said_on']} {channel}告知）"
    return name


def _sentence(item: Entry) -> str:
    sentence = _sentences.get(item.kind, item.kind)
    return sentence(item.data) if callable(sentence) else sentence


def _changes(subject_type: str, data: dict[str, Any]) -> list[Change]:
    """The fields of an entry of the form ``{field: [old, new]}``."""
    found = []
    for name, pair in data.items():
        if isinstance(pair, list) and len(pair) == 2:
            found.append(Change(_label(subject_type, name), _shown(pair[0]), _shown(pair[1])))
    return found


def _label(subject_type: str, name: str) -> str:
    try:
        return str(apps.get_model(subject_type)._meta.get_field(name).verbose_name)
    except (LookupError, FieldDoesNotExist, AttributeError):
        return name


def _shown(value: Any) -> str:  # noqa: ANN401  (JSON)
    if value is None or value == "":
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict | list):
        return f"{len(value)} 项"
    return str(value)


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of a day and of the next, in the office's zone."""
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(day, dt.time.min, tzinfo=zone)
    return start, start + dt.timedelta(days=1)
