"""What can be done later, by name, and what comes round by the clock. Each app registers its own in ``jobs.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from luoshi.jobs.timetable import Times


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One attempt at a job, as its handler sees it. ``key`` is the same in every attempt: hand it on to outside services."""

    at: dt.datetime
    key: str
    attempt: int
    office: int | None


HandlerFunction: TypeAlias = Callable[[dict[str, Any], Run], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """How a kind of job is done.

    A handler within the database runs in the transaction that also marks the job done: its changes happen exactly once. An
    ``external`` one runs outside any transaction, for what cannot be undone (sending, writing files): it happens at least once,
    and with ``Run.key`` the other side can tell a repetition. ``limit`` is how long one attempt may take at most.
    """

    kind: str
    title: str
    function: HandlerFunction
    external: bool
    attempts: int
    limit: dt.timedelta


@dataclass(frozen=True, slots=True)
class Round:
    """Work that comes round by the clock: a kind of job and its times."""

    kind: str
    times: Times


_handlers: dict[str, Handler] = {}
_rounds: dict[str, Round] = {}


def handler(
    kind: str,
    title: str,
    *,
    external: bool = False,
    attempts: int = 6,
    limit: dt.timedelta = dt.timedelta(minutes=30),
    times: Times | None = None,
) -> Callable[[HandlerFunction], HandlerFunction]:
    """Register how ``kind`` is done; ``title`` is what a page calls it. With ``times`` it also comes round by the clock."""

    def register(function: HandlerFunction) -> HandlerFunction:
        if kind in _handlers:
            msg = f"two handlers for {kind}"
            raise ValueError(msg)
        _handlers[kind] = Handler(kind, title, function, external, attempts, limit)
        if times is not None:
            _rounds[kind] = Round(kind, times)
        return function

    return register


def forget(kind: str) -> None:
    """Take a kind out again; for tests, which register kinds of their own."""
    _handlers.pop(kind, None)
    _rounds.pop(kind, None)


def handlers() -> dict[str, Handler]:
    """All handlers by kind."""
    return _handlers


def rounds() -> dict[str, Round]:
    """What comes round by the clock, by kind."""
    return _rounds


def title_of(kind: str) -> str:
    """What a page calls a kind of job; the kind itself where this program does not know it."""
    found = _handlers.get(kind)
    return found.title if found else kind
