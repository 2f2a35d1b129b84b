"""交办, 反馈, 办结: what they change, who may, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from build_matters import docketed, handed_out, meeting_of, proposed
from cast import AT, DAY, Cast, cast
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.events import history
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.matters.doing.steps import told_to_the_lead
from luoshi.matters.models import Matter, MatterState, Report
from luoshi.matters.operations import complete_matter, hand_out, may_report, report
from luoshi.matters.verify import verify

__all__ = ["cast"]


def test_what_is_handed_out_is_all_of_it_or_nothing(cast: Cast) -> None:
    ready, not_ready = proposed(cast, "立了项的"), proposed(cast, "没立项的")
    docketed(cast, ready)
    with pytest.raises(Refused, match="不能交办"):
        hand_out(meeting_of(cast), by=cast.acting("zhoumin"), at=AT, matters=[ready, not_ready])
    assert Matter.objects.get(pk=ready.pk).state == MatterState.DOCKETED


def test_only_the_supervision_office_hands_out_and_only_what_is_of_the_meeting(cast: Cast) -> None:
    matter = proposed(cast)
    docketed(cast, matter)
    with pytest.raises(Denied):
        hand_out(meeting_of(cast), by=cast.acting("liqiang"), at=AT, matters=[matter])
    with pytest.raises(Unseen):
        hand_out(meeting_of(cast), by=cast.acting("chenjing"), at=AT, matters=[matter])
    with pytest.raises(Unseen):
        hand_out(meeting_of(cast, 48), by=cast.acting("zhoumin"), at=AT, matters=[matter])
    with pytest.raises(Refused, match="还没有勾选"):
        hand_out(meeting_of(cast), by=cast.acting("zhoumin"), at=AT, matters=[])


def test_a_report_of_the_lead_becomes_the_progress_and_sets_the_matter_going(cast: Cast) -> None:
    matter = handed_out(cast)
    report(
        matter, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="已排查", problems="缺钱", said="behind"
    )
    matter.refresh_from_db()
    assert (matter.state, matter.progress, matter.problems, matter.reported_on) == (
        *(MatterState.UNDER_WAY, "已排查", "缺钱", DAY),
    )
    row = Report.objects.get()
    assert (row.body, row.said, row.event_seq) == (cast.education, "behind", matter.seq)


def test_what_a_supporting_body_says_stands_beside_and_changes_no_progress(cast: Cast) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    report(matter, by=cast.acting("zhoumin"), at=AT, body=cast.water, progress="已配合")
    matter.refresh_from_db()
    assert (matter.progress, matter.reported_on, Report.objects.get().body) == ("", None, cast.water)


def test_a_supporting_body_tells_the_lead_and_moves_nothing_of_the_whole(cast: Cast) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    matter = report(matter, by=cast.acting("wangfang"), at=AT, body=cast.water, progress="水源点已查 3 处。")
    assert (matter.state, matter.progress, matter.holder) == (MatterState.HANDED_OUT, "", f"b:{cast.education.pk}")
    last = list(history(matter))[-1]
    assert (last.kind, last.data["to_lead"]) == ("matter.reported", "市教育局")
    assert told_to_the_lead(matter) == [f"配合单位市水务局 {DAY}反馈：水源点已查 3 处。"]
    report(matter, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="全市已查 12 座，含水源点 3 处。")
    assert told_to_the_lead(Matter.objects.get(pk=matter.pk)) == []
    assert verify().findings == []


def test_a_supporting_body_cannot_report_for_the_whole_nor_the_lead_in_another_s_name(cast: Cast) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    for login, body in (("wangfang", cast.education), ("liqiang", cast.water)):
        with pytest.raises(Denied, match="由牵头单位统一反馈"):
            report(matter, by=cast.acting(login), at=AT, body=body, progress="已办")
    assert not may_report(matter, cast.acting("wangfang"))
    assert may_report(matter, cast.acting("liqiang"))


def test_strangers_do_not_learn_that_it_exists(cast: Cast) -> None:
    matter = handed_out(cast)
    for login in ("wangfang", "chenjing"):
        with pytest.raises(Unseen):
            report(matter, by=cast.acting(login), at=AT, body=cast.education, progress="已办")
    with pytest.raises(Unseen):
        complete_matter(matter, by=cast.acting("chenjing"), at=AT, result="好", despite="会上说明已办结")


def test_a_report_entered_for_another_keeps_who_said_it_and_how(cast: Cast) -> None:
    matter = handed_out(cast)
    told = OnBehalf(party="市教育局", channel=Channel.PHONE, said_by="李强", said_on=DAY)
    by = replace(cast.acting("zhoumin"), on_behalf=told)
    report(matter, by=by, at=AT, body=cast.education, progress="已排查")
    last = list(history(matter))[-1]
    assert last.by["on_behalf"] == told.as_dict()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"progress": " "}, "反馈没有内容"),
        ({"progress": "好", "said": "splendid"}, "请从列表中选择状态"),
        ({"progress": "好", "reported_on": DAY + dt.timedelta(days=1)}, "反馈日期不能晚于今天"),
    ],
)
def test_a_report_that_says_nothing_or_nonsense_is_refused(cast: Cast, given: dict[str, object], sentence: str) -> None:
    matter = handed_out(cast)
    with pytest.raises(Refused, match=sentence):
        report(matter, by=cast.acting("zhoumin"), at=AT, body=cast.education, **given)  # type: ignore[arg-type]
    assert not Report.objects.exists()


def test_the_day_of_a_report_is_the_office_s_day(cast: Cast) -> None:
    late = dt.datetime(2026, 3, 9, 15, 30, tzinfo=dt.UTC)  # 23:30 in the office
    matter = report(handed_out(cast), by=cast.acting("zhoumin"), at=late, body=cast.education, progress="好")
    assert matter.reported_on == DAY
    after = report(
        matter, by=cast.acting("zhoumin"), at=late + dt.timedelta(hours=1), body=cast.education, progress="好"
    )
    assert after.reported_on == DAY + dt.timedelta(days=1)


def test_a_stale_report_is_refused_and_a_repeated_one_counts_once(cast: Cast) -> None:
    matter, by = handed_out(cast), cast.acting("liqiang")
    seen = matter.seq
    for _ in range(2):
        report(matter, by=by, at=AT, body=cast.education, progress="第一次", token="t", seen_seq=seen)
    with pytest.raises(Stale):
        report(matter, by=by, at=AT, body=cast.education, progress="第二次", token="u", seen_seq=seen)
    assert Report.objects.count() == 1


def test_a_matter_is_found_done_with_a_result_and_once(cast: Cast) -> None:
    matter, by = handed_out(cast), cast.acting("zhoumin")
    with pytest.raises(Refused, match="请写明办理结果"):
        complete_matter(matter, by=by, at=AT, result=" ", despite="会上说明已办结")
    with pytest.raises(Denied):
        complete_matter(matter, by=cast.acting("liqiang"), at=AT, result="好", despite="会上说明已办结")
    done = complete_matter(matter, by=by, at=AT, result="已全部整改。", despite="会上说明已办结")
    assert (done.state, done.progress) == (MatterState.COMPLETED, "已全部整改。")
    with pytest.raises(Refused, match="不能认定办结"):
        complete_matter(matter, by=by, at=AT, result="再来", despite="会上说明已办结")
    assert not may_report(done, by)


def test_the_house_itself_may_carry_on_in_every_office(cast: Cast) -> None:
    matter = handed_out(cast)
    done = complete_matter(matter, by=Acting.system(cast.city.pk), at=AT, result="导入的结果", despite="会上说明已办结")
    assert done.state == MatterState.COMPLETED
