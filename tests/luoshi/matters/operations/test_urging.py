"""A call is noted on the matter and changes nothing of it; a paper that came in is a tick with a date."""

from __future__ import annotations

import datetime as dt

import pytest

from build_matters import done, handed_out, proposed
from cast import AT, DAY, Cast, cast
from luoshi.journal.acting import Channel
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, Slip
from luoshi.matters.operations import receive_paper, urge, urge_all
from luoshi.matters.verify import verify

__all__ = ["cast"]


def said(matter: Matter) -> str:
    return told(Event.objects.filter(subject_ref=matter.ref).order_by("-seq")[:1])[0].sentence


def call(cast: Cast, matter: Matter, login: str = "zhoumin", **more: object) -> Matter:
    given = {"channel": Channel.PHONE, "who": "李强", "words": "明天报"} | more
    return urge(matter, by=cast.acting(login), at=AT, **given)  # type: ignore[arg-type]


def test_a_call_is_told_with_channel_person_day_and_words(cast: Cast) -> None:
    before = handed_out(cast)
    after = call(cast, before)
    assert said(after) == "催办（电话，李强，2026-03-09）：明天报"
    assert (after.state, after.holder, after.seq) == (before.state, before.holder, before.seq + 1)
    assert verify().findings == []


def test_nobody_answering_is_a_call_too(cast: Cast) -> None:
    assert said(call(cast, handed_out(cast), who="无人接听", words="")) == "催办（电话，无人接听，2026-03-09）"


@pytest.mark.parametrize(
    ("more", "field"), [({"who": " "}, "who"), ({"urged_on": DAY + dt.timedelta(days=1)}, "urged_on")]
)
def test_a_call_without_a_person_or_in_the_future_is_refused(cast: Cast, more: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        call(cast, handed_out(cast), **more)
    assert refused.value.field == field


def test_what_is_over_or_not_begun_is_not_urged(cast: Cast) -> None:
    for matter in (proposed(cast), done(cast, handed_out(cast), Act.FIND_DONE, Act.SIGN)):
        with pytest.raises(Refused, match="不用再催"):
            call(cast, matter)


def test_only_the_supervision_office_notes_calls_and_the_next_county_sees_none(cast: Cast) -> None:
    matter = handed_out(cast)
    with pytest.raises(Denied):
        call(cast, matter, "liqiang")
    with pytest.raises(Unseen):
        call(cast, matter, "chenjing")


def test_one_call_about_several_matters_is_noted_on_each_or_on_none(cast: Cast) -> None:
    first, second, dropped = handed_out(cast), handed_out(cast, "第二件"), proposed(cast)
    by = cast.acting("zhoumin")
    urge_all([first, second], by=by, at=AT, channel=Channel.CHAT, who="李强")
    assert [said(row) for row in (first, second)] == ["催办（工作群，李强，2026-03-09）"] * 2
    before = Event.objects.count()
    with pytest.raises(Refused):
        urge_all([first, dropped], by=by, at=AT, channel=Channel.CHAT, who="李强")
    assert Event.objects.count() == before
    with pytest.raises(Refused, match="还没有勾选"):
        urge_all([], by=by, at=AT, channel=Channel.CHAT, who="李强")


def test_a_double_press_notes_one_call(cast: Cast) -> None:
    matter = handed_out(cast)
    for _ in range(2):
        call(cast, matter, token="一次")
    assert Event.objects.filter(kind="matter.urged").count() == 1


def asked(cast: Cast) -> tuple[Matter, Slip]:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    return matter, matter.slips.get(kind="extension")


def test_a_paper_that_came_in_is_ticked_with_its_day_and_the_tick_can_be_taken_back(cast: Cast) -> None:
    matter, slip = asked(cast)
    by = cast.acting("zhoumin")
    matter = receive_paper(matter, by=by, at=AT, slip=slip.pk, on=DAY, paper="教育局函5号")
    slip.refresh_from_db()
    assert (slip.paper_on, slip.paper) == (DAY, "教育局函5号")
    assert said(matter) == "延期申请纸质件（教育局函5号）于2026-03-09收到"
    seq = matter.seq
    assert receive_paper(matter, by=by, at=AT, slip=slip.pk, on=DAY).seq == seq, "nothing new"
    matter = receive_paper(matter, by=by, at=AT, slip=slip.pk, on=None)
    slip.refresh_from_db()
    assert slip.paper_on is None
    assert said(matter) == "延期申请纸质件尚未收到，取消标记"
    assert verify().findings == []


def test_a_paper_of_another_matter_or_of_tomorrow_is_refused(cast: Cast) -> None:
    matter, slip = asked(cast)
    by = cast.acting("zhoumin")
    with pytest.raises(Unseen):
        receive_paper(handed_out(cast, "另一件"), by=by, at=AT, slip=slip.pk, on=DAY)
    with pytest.raises(Refused) as refused:
        receive_paper(matter, by=by, at=AT, slip=slip.pk, on=DAY + dt.timedelta(days=1))
    assert refused.value.field == "paper_on"
    with pytest.raises(Denied):
        receive_paper(matter, by=cast.acting("liqiang"), at=AT, slip=slip.pk, on=DAY)
