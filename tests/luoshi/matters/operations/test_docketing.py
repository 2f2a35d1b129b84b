"""立项: one approval, numbers without gaps or doubles, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from build_matters import meeting_of, proposed
from cast import AT, DAY, Cast, cast
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.models import Batch, Counter, Matter, MatterState, Sort
from luoshi.matters.operations import docket, numbers_to_come

__all__ = ["cast"]


def approve(cast: Cast, *matters: Matter, login: str = "zhoumin", **more: object) -> Batch:
    given = {"approved_by": "市政府秘书长", "approved_on": DAY} | more
    return docket(meeting_of(cast), by=cast.acting(login), at=AT, matters=matters, **given)  # type: ignore[arg-type]


def test_numbers_go_on_within_the_series_and_year(cast: Cast) -> None:
    first, second, third = (proposed(cast, words, position=at) for at, words in enumerate("甲乙丙"))
    approve(cast, second, first)
    approve(cast, third)
    rows = Matter.objects.order_by("number")
    assert [(row.words, row.code, row.spoken) for row in rows] == [
        ("甲", "常务会〔2026〕1号", "常务会47-01"),
        ("乙", "常务会〔2026〕2号", "常务会47-02"),
        ("丙", "常务会〔2026〕3号", "常务会47-03"),
    ]


def test_the_numbers_to_come_are_those_that_come(cast: Cast) -> None:
    approve(cast, proposed(cast, "甲"))
    coming = numbers_to_come(meeting_of(cast), 2, DAY)
    assert Counter.objects.get().last == 1
    approve(cast, proposed(cast, "乙"), proposed(cast, "丙"))
    given = Matter.objects.filter(words__in="乙丙").order_by("number").values_list("number", "code", "spoken")
    assert [(each.number, each.code, each.spoken) for each in coming] == list(given)


def test_a_row_that_somebody_docketed_in_the_meantime_is_not_docketed_again(cast: Cast) -> None:
    matter = proposed(cast)
    loaded_before = Matter.objects.get(pk=matter.pk)
    approve(cast, matter)
    with pytest.raises(Refused, match="现在是“已立项”"):
        approve(cast, loaded_before)
    assert (Batch.objects.count(), Counter.objects.get().last) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "more", "sentence"),
    [
        ({"lead": None}, {}, "还没有明确牵头单位"),
        ({"sort": Sort.GENERAL}, {}, "面上要求"),
        ({"state": MatterState.DROPPED}, {}, "不能立项"),
        ({}, {"approved_by": " "}, "请填写批准人"),
        ({}, {"approved_on": DAY + dt.timedelta(days=1)}, "批准日期不能晚于今天"),
    ],
)
def test_all_of_a_batch_or_none(cast: Cast, fields: dict[str, object], more: dict[str, object], sentence: str) -> None:
    good, other = proposed(cast, "甲"), proposed(cast, "乙", **fields)
    with pytest.raises(Refused, match=sentence):
        approve(cast, good, other, **more)
    good.refresh_from_db()
    assert good.state == MatterState.PROPOSED
    assert not Batch.objects.exists()


def test_nothing_ticked_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="还没有勾选"):
        approve(cast)


@pytest.mark.parametrize(("login", "refusal"), [("liqiang", Denied), ("chenjing", Unseen)])
def test_only_the_supervision_office_dockets(cast: Cast, login: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        approve(cast, proposed(cast), login=login)


def test_a_matter_of_another_meeting_is_none_of_this_batch(cast: Cast) -> None:
    with pytest.raises(Unseen):
        approve(cast, proposed(cast, meeting=meeting_of(cast, 48)))
