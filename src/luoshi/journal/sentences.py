"""Entries as plain Chinese sentences: who, for whom, through what, and what changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from luoshi.journal.acting import Channel, Through
from luoshi.journal.events import Entry, entry
from luoshi.journal.models import Event, Subject
from luoshi.keys.subjects import PREFIX

Sentence: TypeAlias = Callable[[dict[str, Any]], str]

_sentences: dict[str, Sentence | str] = {}


def say(kinds: dict[str, Sentence | str]) -> None:
    """Register how an app's kinds of entries are told: a fixed phrase, or a function of the entry's data."""
    _sentences.update(kinds)


Finder: TypeAlias = Callable[[Collection[str]], dict[str, str]]

_called: dict[str, str] = {"office": "所属办公室"}
_finders: dict[tuple[str, str], Finder] = {}


def call(names: dict[str, str]) -> None:
    """Register what is called how: fields and other pairs of entries that have no Chinese name of their own."""
    _called.update(names)


def find(subject_type: str, field: str, finder: Finder) -> None:
    """Register who knows the names behind the values of a field that holds signs; asked once for all entries shown together."""
    _finders[subject_type, field] = finder


def known_kinds() -> set[str]:
    """The kinds that have words."""
    return set(_sentences)


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
    subject: str
    time: str
    who: str
    sentence: str
    changes: tuple[Change, ...]


def told(events: Iterable[Event]) -> list[Told]:
    """Put entries into words; rows that they name are looked up once a table, not once an entry."""
    pairs = [(event, entry(event)) for event in events]
    names = _names(pairs)
    return [
        Told(
            event=event,
            subject=names.get(event.subject_ref, event.subject_ref),
            time=timezone.localtime(item.at).strftime("%Y-%m-%d %H:%M"),
            who=who(item),
            sentence=_sentence(item),
            changes=tuple(_changes(event.subject_type, item.data, names)),
        )
        for event, item in pairs
    ]


def who(item: Entry) -> str:
    """周敏（代录：市教育局 李强 2026-03-09 电话告知）"""
    by = item.by
    name = " ".join(part for part in (by.get("post_title", ""), by.get("name", "")) if part) or "系统"
    if absent := by.get("for_whom"):
        name += f"（AB角，代{absent}）"
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


Names: TypeAlias = dict[str, str]
"""What a row is called, by its ``ref``."""


def _names(pairs: list[tuple[Event, Entry]]) -> Names:
    """The names of the rows that the entries are about, and of those that changed fields point at."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for event, item in pairs:
        if (model := _model(event.subject_type)) is not None:
            wanted[model].add(event.subject_ref)
        for name, pair in item.data.items():
            field = _field(event.subject_type, name)
            if isinstance(field, models.ForeignKey) and _is_change(pair):
                wanted[_target(field)].update(ref for ref in pair if isinstance(ref, str))
    return _signs(pairs) | {
        row.ref: str(row)
        for model, refs in wanted.items()
        if issubclass(model, Subject)
        for row in model._base_manager.filter(ref__in=refs).select_related()
    }


def _signs(pairs: list[tuple[Event, Entry]]) -> Names:
    """The names behind signs such as ``b:7``."""
    wanted: dict[Finder, set[str]] = defaultdict(set)
    for event, item in pairs:
        for name, pair in item.data.items():
            if _is_change(pair) and (finder := _finders.get((event.subject_type, name))) is not None:
                wanted[finder].update(value for value in pair if isinstance(value, str) and value)
    return {sign: words for finder, signs in wanted.items() if signs for sign, words in finder(signs).items()}


def _changes(subject_type: str, data: dict[str, Any], names: Names) -> Iterator[Change]:
    """The fields of an entry of the form ``{field: [old, new]}``."""
    for name, pair in data.items():
        if _is_change(pair):
            field = _field(subject_type, name)
            own = str(getattr(field, "verbose_name", name))
            label = _called.get(name, own) if own.isascii() else own
            yield Change(label, *(_shown(_value(field, value), names) for value in pair))


def _value(field: models.Field[Any, Any] | None, value: Any) -> Any:  # noqa: ANN401 - JSON
    """A field's value as people say it: the word of a choice, a moment on the office's clock."""
    if isinstance(field, models.DateTimeField) and isinstance(value, str) and value:
        return timezone.localtime(dt.datetime.fromisoformat(value)).strftime("%Y-%m-%d %H:%M")
    choices = dict(getattr(field, "flatchoices", None) or ())
    return choices.get(value, value) if _plain(value) else value


def _target(field: models.ForeignKey[Any, Any]) -> type[models.Model]:
    """The table a field points at; ``related_model`` of a loaded model is a class."""
    target = field.related_model
    assert not isinstance(target, str)
    return target


def _is_change(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2


def _plain(value: object) -> bool:
    return isinstance(value, str | int)


def _model(subject_type: str) -> type[models.Model] | None:
    """The table of a subject; ``None`` for one that this program no longer has."""
    try:
        return apps.get_model(subject_type)
    except LookupError:
        return None


def _field(subject_type: str, name: str) -> models.Field[Any, Any] | None:
    try:
        field = apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return field if isinstance(field, models.Field) else None


def _shown(value: Any, names: Names) -> str:  # noqa: ANN401 - JSON
    if value is None or value == "":
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict | list):
        return f"{len(value)} 项"
    if isinstance(value, str) and value.startswith(PREFIX):
        return "（已加密）"
    return names.get(value, str(value)) if isinstance(value, str) else str(value)


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of a day and of the next, in the office's zone."""
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(day, dt.time.min, tzinfo=zone)
    return start, start + dt.timedelta(days=1)
