"""The townships' duty list: read from tables, flagged where a township leads what was taken back, asked about before handing out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import docketed, handed_out, proposed
from cast import AT, DAY, Cast
from luoshi.bodies.models import Body, BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.desks.duty_list_reading import read_duties
from luoshi.matters.models import DutyListItem, DutyListKind, Matter
from luoshi.matters.operations import (
    ListedDuty,
    Part,
    break_down,
    hand_out,
    keep_with_township,
    take_over_duty_list,
)
from luoshi.matters.upward import flags_of, shared_words
from luoshi.matters.verify import verify

ITEM = "开展餐饮场所燃气安全执法检查"
TASK = "由青山镇牵头，12月底前完成辖区餐饮场所燃气安全执法检查。"
TABLE = (
    "青山镇履职事项清单\n"
    "序号\t事项名称\t承接部门\n"
    "一、基本履职事项\n1\t做好村庄保洁\t\n"
    "三、上级收回事项\n2\t开展餐饮场所燃气安全执法检查\t市住建局、市市场监管局\n"
)


@pytest.fixture
def township(cast: Cast) -> Body:
    details = BodyDetails(kind=BodyKind.TOWNSHIP, name="青山镇", protocol_order=90)
    return found_body(cast.city, by=Acting.system(None), at=AT, details=details)


def listed(cast: Cast, township: Body | None = None, kind: DutyListKind = DutyListKind.TAKEN_BACK) -> None:
    duty = ListedDuty(words=ITEM, kind=kind, township=township, taken_by="市住建局")
    take_over_duty_list(cast.city, by=cast.acting("zhoumin"), at=AT, duties=[duty], on=DAY)


def test_a_section_line_says_the_kind_of_the_rows_below_it(cast: Cast) -> None:
    read = read_duties(cast.city, TABLE.encode(), "清单.txt", on=DAY)
    assert [(row.duty.words, row.duty.kind) for row in read.rows] == [
        ("做好村庄保洁", DutyListKind.BASIC),
        (ITEM, DutyListKind.TAKEN_BACK),
    ]
    assert read.rows[1].duty.taken_by == "市住建局、市市场监管局"


def test_a_row_without_a_kind_is_told_and_not_guessed(cast: Cast) -> None:
    read = read_duties(cast.city, "序号\t事项名称\n1\t村庄保洁\n".encode(), "a.txt", on=DAY)
    assert read.rows == ()
    assert "没有写类别" in read.doubts[0]


def test_a_table_of_something_else_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有找到清单的表头"):
        read_duties(cast.city, "姓名\t电话\n王芳\t1\n".encode(), "a.txt", on=DAY)


def test_the_same_table_twice_changes_nothing(cast: Cast) -> None:
    listed(cast)
    listed(cast)
    assert DutyListItem.objects.count() == 1
    assert DutyListItem.objects.get().seq == 1


def test_a_complete_list_ends_what_it_does_not_name_any_more(cast: Cast) -> None:
    listed(cast)
    other = ListedDuty(words="另一项", kind=DutyListKind.BASIC)
    later = DAY.replace(day=20)
    take_over_duty_list(cast.city, by=cast.acting("zhoumin"), at=AT, duties=[other], on=later, replaces=True)
    assert [row.words for row in DutyListItem.objects.on(later)] == ["另一项"]
    assert [row.words for row in DutyListItem.objects.on(DAY)] == [ITEM]


def test_only_those_who_keep_the_matters_take_a_list_over(cast: Cast) -> None:
    duty = ListedDuty(words=ITEM, kind=DutyListKind.BASIC)
    with pytest.raises(Denied):
        take_over_duty_list(cast.city, by=cast.acting("liqiang"), at=AT, duties=[duty], on=DAY)
    with pytest.raises(Unseen):
        take_over_duty_list(cast.city, by=cast.acting("chenjing"), at=AT, duties=[duty], on=DAY)


def test_the_match_is_explained_by_the_words_that_both_share() -> None:
    assert shared_words(ITEM, TASK) == ("餐饮场所燃气安全执法检查",)
    assert shared_words(ITEM, "完成全市校舍安全隐患排查") == ()
    assert shared_words("负责消防安全检查", "开展农村道路安全隐患检查") == ()


def test_only_a_township_that_leads_is_flagged(cast: Cast, township: Body) -> None:
    listed(cast, township)
    led, bureau = proposed(cast, TASK, lead=township), proposed(cast, TASK)
    assert [flag.matter for flag in flags_of([led, bureau], on=DAY)] == [led]
    DutyListItem.objects.update(kind=DutyListKind.SUPPORT)
    assert flags_of([led], on=DAY) == []


def test_an_item_for_all_townships_holds_for_each(cast: Cast, township: Body) -> None:
    listed(cast)
    [flag] = flags_of([proposed(cast, TASK, lead=township)], on=DAY)
    assert "在青山镇的履职事项清单里是上级收回，由市住建局承接" in flag.sentence


def test_handing_out_asks_for_a_reason_first(cast: Cast, township: Body) -> None:
    listed(cast, township)
    row = proposed(cast, TASK, lead=township)
    docketed(cast, row)
    by = cast.acting("zhoumin")
    assert row.meeting is not None
    with pytest.raises(Refused, match="上级收回"):
        hand_out(row.meeting, by=by, at=AT, matters=[row])
    with pytest.raises(Refused, match="请写明为什么"):
        keep_with_township(row, by=by, at=AT, reason=" ")
    keep_with_township(row, by=by, at=AT, reason="市长批示由镇牵头试点")
    [done] = hand_out(row.meeting, by=by, at=AT, matters=[row])
    assert done.state == "handed_out"
    assert verify().findings == []


def test_a_part_for_a_township_asks_for_a_reason_too(cast: Cast, township: Body) -> None:
    listed(cast, township)
    row = handed_out(cast, "全市燃气安全整治")
    by, parts = cast.acting("liqiang"), [Part(words=TASK, body=township)]
    with pytest.raises(Refused, match="上级收回"):
        break_down(row, by=by, at=AT, parts=parts)
    [part] = break_down(row, by=by, at=AT, parts=parts, despite="镇里已有执法委托")
    assert part.lead == township


def test_the_desk_and_the_review_show_the_flag(cast: Cast, township: Body, signed_in: Callable[[str], Client]) -> None:
    listed(cast, township)
    row = proposed(cast, TASK, lead=township)
    client = signed_in("zhoumin")
    assert "履职清单提醒 1 件" in client.get("/desk/").content.decode()
    client.post("/desk/keep/", {"matter": row.ref, "reason": "试点"})
    assert "履职清单提醒" not in client.get("/desk/").content.decode()
    assert Matter.objects.get(pk=row.pk).slips.get().words == "试点"


def test_a_list_is_previewed_then_written(cast: Cast, township: Body, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("zhoumin")
    typed = {"words": TABLE, "on": "2026-03-09", "township": township.ref, "kind": ""}
    answer = client.post("/desk/duty-list/import/", typed)
    assert "读到 2 项" in answer.content.decode()
    assert not DutyListItem.objects.exists(), "a preview writes nothing"
    form = answer.context["form"]
    client.post("/desk/duty-list/confirm/", {name: form[name].value() or "" for name in form.fields})
    assert set(DutyListItem.objects.values_list("township__name", "words")) == {
        ("青山镇", "做好村庄保洁"),
        ("青山镇", ITEM),
    }
    assert ITEM in client.get("/desk/duty-list/").content.decode()
    assert ITEM not in signed_in("chenjing").get("/desk/duty-list/").content.decode()
    item = DutyListItem.objects.get(words=ITEM)
    assert signed_in("liqiang").post(f"/desk/duty-list/{item.ref}/end/").status_code == 403
    assert signed_in("chenjing").post(f"/desk/duty-list/{item.ref}/end/").status_code == 404
