"""``@operation``: access, rules, change and journal entry in one transaction, or nothing.

An operation is ``verb(subject, *, by: Acting, at, token, seen_seq, …)`` and lives in an app's ``operations.py``. The decorator

* opens the transaction (an operation called by another one joins the transaction that is open),
* locks the root row and hands the body the row as it is now,
* returns the first result when the token was seen before in that office,
* refuses a stale form (``seen_seq`` behind the row's ``seq``) with ``Stale``,
* writes a refusal to the access log after the transaction is undone.

The body checks access, applies the rules and calls ``record``; it returns a row, a list of rows, or plain JSON.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, models, transaction

from luoshi.journal.accesslog import log_refusal
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import canonical
from luoshi.journal.inserting import insert
from luoshi.journal.models import Subject, Token
from luoshi.journal.refusal import Refused, Stale, Unseen

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_inside: ContextVar[bool] = ContextVar("inside an operation", default=False)


def operation(name: str) -> Callable[[Callable[Concatenate[T, P], R]], Callable[Concatenate[T, P], R]]:
    """Make a function an operation; ``name`` stands in the token table and the access log."""

    def wrap(body: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
        @functools.wraps(body)
        def run(subject: T, *args: P.args, **kwargs: P.kwargs) -> R:
            if _inside.get():
                return body(_lock(subject), *args, **kwargs)
            return cast("R", _Call(name, subject, kwargs).run(lambda row: body(row, *args, **kwargs)))

        return cast("Callable[Concatenate[T, P], R]", run)

    return wrap


class _Call:
    """One call of an operation from outside: transaction, lock, token, refusal."""

    def __init__(self, name: str, subject: object, kwargs: dict[str, Any]) -> None:
        self.name = name
        self.subject = subject
        self.by: Acting = kwargs["by"]
        self.at: dt.datetime = kwargs["at"]
        self.token: str = kwargs.get("token") or ""
        self.seen_seq: int | None = kwargs.get("seen_seq")
        self.office = self.by.office or 0

    def run(self, body: Callable[[Any], object]) -> object:
        """The first time: do it and keep the result. A repeat shows only when the token is written, or when the form is stale."""
        inside = _inside.set(True)
        try:
            with transaction.atomic():
                row = _lock(self.subject)
                _refuse_stale(row, self.seen_seq)
                return self._remembered(body(row))
        except (IntegrityError, Refused) as obstacle:
            earlier = self._earlier()
            if earlier is not None:
                return _decode(earlier)
            if isinstance(obstacle, Refused):
                log_refusal(obstacle, by=self.by, at=self.at, operation=self.name, subject=self.subject)
            raise
        finally:
            _inside.reset(inside)

    def _earlier(self) -> str | None:
        """The kept result of the first time, or ``None``."""
        if not self.token:
            return None
        row = Token.objects.filter(office=self.office, token=self.token).first()
        if row is not None and row.operation != self.name:
            raise Refused("这次提交的编号已用于另一项操作。请刷新页面后重新提交。")
        return row.result if row is not None else None

    def _remembered(self, result: object) -> object:
        if self.token:
            insert(Token(office=self.office, token=self.token, operation=self.name, result=_encode(result), at=self.at))
        return result


def _lock(subject: T) -> T:
    """The row as it is now, locked until the transaction ends; anything that is not a stored row comes back as it is."""
    if not isinstance(subject, Subject) or subject.pk is None:
        return subject
    try:
        return cast("T", type(subject)._base_manager.select_for_update().get(pk=subject.pk))
    except ObjectDoesNotExist as gone:
        raise Unseen from gone


def _refuse_stale(row: object, seen_seq: int | None) -> None:
    if seen_seq is not None and isinstance(row, Subject) and row.seq != seen_seq:
        raise Stale


def _encode(result: object) -> str:
    if isinstance(result, models.Model):
        return canonical({"row": [result._meta.label_lower, result.pk]})
    if isinstance(result, list) and result and all(isinstance(item, models.Model) for item in result):
        return canonical({"rows": [[item._meta.label_lower, item.pk] for item in result]})
    return canonical({"value": result})


def _decode(text: str) -> object:
    kept = json.loads(text)
    if "row" in kept:
        return _load(*kept["row"])
    if "rows" in kept:
        return [_load(label, pk) for label, pk in kept["rows"]]
    return kept["value"]


def _load(label: str, pk: int) -> models.Model:
    row = apps.get_model(label)._base_manager.filter(pk=pk).first()
    if row is None:
        raise Unseen
    return cast("models.Model", row)
