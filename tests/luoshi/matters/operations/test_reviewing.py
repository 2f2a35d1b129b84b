"""Completing, adopting, merging and splitting proposals by their operations."""

from __future__ import annotations

from typing import Any

import pytest

from build_matters import meeting_of, proposed
from cast import AT, DAY, Cast, cast
from luoshi.documents.models import RememberedChoice
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.matters.models import Matter, MatterState, Sort
from luoshi.matters.operations import adopt, complete, drop, merge, restore, revise_matter, split

__all__ = ["cast"]


def offer(cast: Cast) -> dict[str, Any]:
    lead, supporting = (
        {"body": body.ref, "name": str(body), "how": "duty", "because": ["水库"], "sentence": "按职责建议"}
        for body in (cast.water, cast.education)
    )
    return {"lead": [lead], "supporting": [supporting]}


def test_an_adopted_suggestion_brings_its_supporting_bodies_and_its_reason(cast: Cast) -> None:
    matter = proposed(cast, lead=None, suggested=offer(cast))
    done = adopt(matter, by=cast.acting("zhoumin"), at=AT)
    assert (done.lead, list(done.supporting.all())) == (cast.water, [cast.education])
    assert done.origins["lead"]["because"] == ["水库"]
    assert {(row.body, row.role) for row in RememberedChoice.objects.all()} == {
        (cast.water, "lead"),
        (cast.education, "support"),
    }


def test_a_lead_that_somebody_named_is_not_replaced_by_a_suggestion(cast: Cast) -> None:
    matter = proposed(cast, suggested=offer(cast))
    assert adopt(matter, by=cast.acting("zhoumin"), at=AT).lead == cast.education


def test_filling_in_looks_at_the_row_as_it_is_now(cast: Cast) -> None:
    matter = proposed(cast)
    loaded_before = Matter.objects.get(pk=matter.pk)
    by = cast.acting("zhoumin")
    revise_matter(matter, by=by, at=AT, values={"standard": "先到的人"})
    complete(meeting_of(cast), by=by, at=AT, matters=[loaded_before], values={"standard": "后到的人"})
    matter.refresh_from_db()
    assert matter.standard == "先到的人"


def test_the_new_lead_is_no_supporting_body_any_more(cast: Cast) -> None:
    matter = proposed(cast, supporting=[cast.water])
    done = revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"lead": cast.water})
    assert (done.lead, list(done.supporting.all())) == (cast.water, [])


def test_saving_what_is_there_already_writes_nothing(cast: Cast) -> None:
    matter = proposed(cast)
    events = Event.objects.count()
    revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"lead": cast.education, "words": matter.words})
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"words": " "}, "议定事项不能空着"), ({"sort": "other"}, "请选择分类")],
)
def test_wrong_values_are_refused(cast: Cast, values: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        revise_matter(proposed(cast), by=cast.acting("zhoumin"), at=AT, values=values)


def test_a_field_that_nobody_sets_by_hand_is_an_error_of_the_program(cast: Cast) -> None:
    with pytest.raises(ValueError, match="not fields a person sets"):
        revise_matter(proposed(cast), by=cast.acting("zhoumin"), at=AT, values={"state": "closed"})


def test_a_stale_form_is_refused(cast: Cast) -> None:
    matter = proposed(cast)
    with pytest.raises(Stale):
        revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"remark": "晚了"}, seen_seq=matter.seq - 1)


def test_merging_gathers_words_bodies_and_what_is_still_empty(cast: Cast) -> None:
    first = proposed(cast, "甲。", lead=cast.education, due_on=None)
    second = proposed(cast, "乙。", lead=cast.water, standard="逐座销号")
    done = merge(first, by=cast.acting("zhoumin"), at=AT, others=[second])
    second.refresh_from_db()
    assert (done.words, done.lead, done.standard, done.due_on) == (
        "甲。乙。",
        cast.education,
        "逐座销号",
        second.due_on,
    )
    assert list(done.supporting.all()) == [cast.water]
    assert (second.state, second.into) == (MatterState.MERGED, first)


def test_a_matter_that_was_merged_in_the_meantime_is_not_merged_again(cast: Cast) -> None:
    first, second, third = (proposed(cast, words) for words in "甲乙丙")
    loaded_before = Matter.objects.get(pk=second.pk)
    by = cast.acting("zhoumin")
    merge(first, by=by, at=AT, others=[second])
    with pytest.raises(Refused, match="现在是“已并入”"):
        merge(third, by=by, at=AT, others=[loaded_before])


def test_matters_of_two_meetings_stay_apart(cast: Cast) -> None:
    other = proposed(cast, "乙", meeting=meeting_of(cast, 48))
    with pytest.raises(Refused, match="同一次会议"):
        merge(proposed(cast), by=cast.acting("zhoumin"), at=AT, others=[other])


def test_the_parts_of_a_split_matter_have_its_fields(cast: Cast) -> None:
    matter = proposed(cast, "甲乙", supporting=[cast.water], sort=Sort.STANDING)
    rows = split(matter, by=cast.acting("zhoumin"), at=AT, parts=["甲", " ", "乙"])
    assert [(row.words, row.lead, row.due_on, row.sort) for row in rows] == [
        (words, cast.education, matter.due_on, Sort.STANDING) for words in "甲乙"
    ]
    assert [list(row.supporting.all()) for row in rows] == [[cast.water], [cast.water]]


def test_dropped_is_dropped_with_a_reason_and_comes_back_clean(cast: Cast) -> None:
    by = cast.acting("zhoumin")
    with pytest.raises(Refused, match="请写明不立项的理由"):
        drop(proposed(cast), by=by, at=AT, reason=" ")
    matter = drop(proposed(cast), by=by, at=AT, reason="重复")
    with pytest.raises(Refused, match="不能再改"):
        revise_matter(matter, by=by, at=AT, values={"remark": "改"})
    assert restore(matter, by=by, at=AT).drop_reason == ""


@pytest.mark.parametrize(("login", "refusal"), [("liqiang", Denied), ("wangfang", Denied), ("chenjing", Unseen)])
def test_only_the_supervision_office_completes(cast: Cast, login: str, refusal: type[Refused]) -> None:
    matter, by = proposed(cast), cast.acting(login)
    for act in (
        lambda: revise_matter(matter, by=by, at=AT, values={"due_on": DAY}),
        lambda: adopt(matter, by=by, at=AT),
        lambda: drop(matter, by=by, at=AT, reason="重复"),
        lambda: split(matter, by=by, at=AT, parts=["甲", "乙"]),
        lambda: merge(matter, by=by, at=AT, others=[]),
        lambda: complete(meeting_of(cast), by=by, at=AT, matters=[matter], values={"due_on": DAY}),
    ):
        with pytest.raises(refusal):
            act()
