"""What the journal has done by the clock: it is sealed every few minutes, old tokens and old lines of the access log go."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.jobs.registry import Run, handler
from luoshi.jobs.timetable import Daily, Every
from luoshi.journal.accesslog import purge_before
from luoshi.journal.models import Token
from luoshi.journal.seals import seal_entries

TOKENS_KEPT = dt.timedelta(days=30)
"""How long a repeated request still finds its first result; no browser keeps a form open for longer."""
ACCESS_KEPT = dt.timedelta(days=366)
"""网络安全法第二十一条 asks for six months at least; a year also covers the yearly inspection."""


@handler("journal.seal", "封存留痕", external=True, times=Every(dt.timedelta(minutes=5)))
def seal(_payload: dict[str, Any], run: Run) -> None:
    """Writes a file, which no database can undo: so it has a transaction of its own."""
    seal_entries(at=run.at)


@handler("journal.purge", "清除过期的提交编号和访问记录", times=Daily(dt.time(3, 40)))
def purge(_payload: dict[str, Any], run: Run) -> None:
    Token.objects.filter(at__lt=run.at - TOKENS_KEPT).delete()
    purge_before(run.at - ACCESS_KEPT)
