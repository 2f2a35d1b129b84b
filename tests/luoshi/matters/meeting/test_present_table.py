"""The 责任分解表 of a meeting as it stands today."""

from __future__ import annotations

from cast import AT, DAY, Cast
from luoshi.matters.meeting.present_table import present_table
from luoshi.matters.models import Matter, SaidState
from luoshi.matters.operations import report
from luoshi.meetings.models import Meeting


def test_rows_say_where_the_matters_stand(cast: Cast, under_way: Meeting) -> None:
    row = Matter.objects.get(words__contains="校舍")
    report(row, by=cast.acting("zhoumin"), at=AT, body=cast.education, progress="查了20所", said=SaidState.ON_TRACK)
    table = present_table(under_way, cast.acting("zhoumin"), on=DAY)
    first = table.rows[0]
    assert first.origin.startswith("常务会47-01 · ")
    assert (first.lead_body, first.supporting) == ("市教育局", "市水务局")
    assert (first.progress, first.state, first.remark) == ("查了20所", "进展滞后", "常务会〔2026〕1号")
    assert [each.number for each in table.rows] == [1, 2, 3, 4]


def test_what_was_stressed_and_what_goes_into_the_notice_stand_before_the_table(cast: Cast, under_way: Meeting) -> None:
    stressed, general = present_table(under_way, cast.acting("zhoumin"), on=DAY).emphases
    assert stressed.heading == "会议强调："
    assert general.paragraphs == ("全市各级各部门要严格执行校园安全值班制度。",)


def test_before_docketing_the_table_holds_the_proposals(cast: Cast, waiting: Meeting) -> None:
    assert len(present_table(waiting, cast.acting("zhoumin"), on=DAY).rows) == 4
    assert present_table(waiting, cast.acting("wangfang"), on=DAY).rows == ()


def test_a_liaison_gets_the_rows_of_her_own_body(cast: Cast, under_way: Meeting) -> None:
    rows = present_table(under_way, cast.acting("wangfang"), on=DAY).rows
    assert [row.origin.partition(" ")[0] for row in rows] == ["常务会47-01", "常务会47-03", "常务会47-04"]
