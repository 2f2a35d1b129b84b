"""回头看: which closed matters are looked at again, and planning it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from build_matters import done, handed_out
from cast import AT, DAY, Cast
from luoshi.journal.refusal import Denied, Refused
from luoshi.matters.desks.look_backs import candidates, sample
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from luoshi.matters.operations import plan_look_backs
from luoshi.workdays import office_date

CLOSE = (Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SIGN)


def closed(cast: Cast, count: int) -> list[Matter]:
    return [done(cast, handed_out(cast, f"第{number}件"), *CLOSE) for number in range(count)]


def test_the_window_follows_the_rule(cast: Cast) -> None:
    closed(cast, 1)
    found = {days: len(candidates(cast.city, on=DAY + dt.timedelta(days=days))) for days in (29, 30, 90, 91)}
    assert found == {29: 0, 30: 1, 90: 1, 91: 0}


def test_everybody_draws_the_same_on_a_day_and_another_on_the_next() -> None:
    rows = [Matter(ref=f"{number:016d}") for number in range(100)]
    drawn = sample(rows, on=DAY)
    assert len(drawn) == 10
    assert [row.ref for row in sample(list(reversed(rows)), on=DAY)] == [row.ref for row in reversed(drawn)]
    assert {row.ref for row in sample(rows, on=DAY + dt.timedelta(days=1))} != {row.ref for row in drawn}
    assert len(sample(rows[:7], on=DAY)) == 3
    assert len(sample(rows[:2], on=DAY)) == 2


def test_what_was_planned_or_looked_at_is_not_drawn_again(cast: Cast) -> None:
    one, two, _ = closed(cast, 3)
    plan_look_backs([one], by=cast.acting("zhoumin"), at=AT, on=DAY + dt.timedelta(days=40))
    done(cast, two, Act.LOOK_BACK)
    assert [row.words for row in candidates(cast.city, on=DAY + dt.timedelta(days=40))] == ["第2件"]


def test_only_what_is_closed_is_planned_by_those_who_keep(cast: Cast) -> None:
    [row] = closed(cast, 1)
    with pytest.raises(Refused, match="销号后才回头看"):
        plan_look_backs([row, handed_out(cast, "没完")], by=cast.acting("zhoumin"), at=AT, on=DAY)
    assert Matter.objects.get(pk=row.pk).look_back_on is None, "all or none"
    with pytest.raises(Denied):
        plan_look_backs([row], by=cast.acting("liqiang"), at=AT, on=DAY)


def test_the_page_draws_and_plans(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    [row] = closed(cast, 1)
    today = office_date(timezone.now())
    Matter.objects.filter(pk=row.pk).update(closed_on=today - dt.timedelta(days=40))
    client = signed_in("zhoumin")
    assert "1 件可回头看，抽出 1 件" in client.get("/desk/look-backs/").content.decode()
    client.post("/desk/look-backs/", {"m": row.ref, "on": today.isoformat()})
    assert Matter.objects.get(pk=row.pk).look_back_on == today
    assert "回头看" in client.get("/desk/").content.decode()
    assert signed_in("liqiang").get("/desk/look-backs/").status_code == 403
