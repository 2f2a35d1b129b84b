"""The nightly sweep."""

from __future__ import annotations

import datetime as dt
from typing import Any

from luoshi.files.models import File
from luoshi.files.operations import store
from luoshi.files.store import Swept
from luoshi.jobs.registry import Run, handler
from luoshi.jobs.timetable import Daily

GRACE = dt.timedelta(days=1)
"""Longer than any transaction lives: a younger blob may belong to a row that is not committed yet."""


def sweep_orphans(*, at: dt.datetime) -> Swept:
    """Take away content that no file names."""
    return store().sweep(lambda sha256: File.objects.filter(sha256=sha256).exists(), at=at, grace=GRACE)


@handler("files.sweep", "清理没有登记的文件内容", external=True, times=Daily(dt.time(3, 0)))
def sweep(_payload: dict[str, Any], run: Run) -> None:
    sweep_orphans(at=run.at)
