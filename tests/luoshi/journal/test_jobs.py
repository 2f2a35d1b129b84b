"""What the journal has done by the clock."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pytest_django import Settings

from cast import AT, Cast
from luoshi.jobs.registry import Run, rounds
from luoshi.journal.jobs import purge, seal
from luoshi.journal.models import AccessAct, AccessEntry, Event, Token
from luoshi.journal.verify import verify

RUN = Run(at=AT, key="k", attempt=1, office=None)


def test_the_journal_is_sealed_every_five_minutes(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.LUOSHI_SEALS = tmp_path / "seals.jsonl"
    assert str(rounds()["journal.seal"].times) == "每 5 分钟"
    seal({}, RUN)
    assert not Event.objects.filter(seal=None).exists()
    assert verify().sound


def test_old_tokens_and_old_lines_go_and_young_ones_stay(db: None) -> None:
    for days in (1, 29, 31, 180, 365, 367):
        at = AT - dt.timedelta(days=days)
        Token.objects.create(token=f"t{days}", operation="x", result="{}", at=at)
        AccessEntry.objects.create(at=at, act=AccessAct.SIGNED_IN, detail=str(days))
    purge({}, RUN)
    assert set(Token.objects.values_list("token", flat=True)) == {"t1", "t29"}
    assert "367" not in AccessEntry.objects.values_list("detail", flat=True)
    assert AccessEntry.objects.count() == 5
