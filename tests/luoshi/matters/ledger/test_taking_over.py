"""A ledger that an office kept comes in as running matters, once, whole or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from build_ledgers import HEAD, ROWS, workbook
from build_matters import docketed, handed_out, meeting_of, proposed
from cast import AT, DAY, Cast, cast
from luoshi.files.models import File
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.ledger.file import kept_ledger
from luoshi.matters.ledger.planning import Plan, Verdict, plan_ledger
from luoshi.matters.ledger.reading import read_ledger
from luoshi.matters.models import LedgerRow, LedgerShape, Matter, MatterState, Report, Source
from luoshi.matters.operations import take_over
from luoshi.matters.verify import verify

__all__ = ["cast"]


def planned(cast: Cast, data: bytes, **more: object) -> Plan:
    read = read_ledger(data, "台账.xlsx", meanings={})
    return plan_ledger(cast.city, read, on=DAY, year=2026, **more)  # type: ignore[arg-type]


def taken(cast: Cast, data: bytes, **more: object) -> Plan:
    plan = planned(cast, data, **more)
    take_over(cast.city, by=cast.acting("zhoumin"), at=AT, tables=plan.taken(), file=kept(cast, data))
    return plan


def kept(cast: Cast, data: bytes) -> File:
    return kept_ledger(cast.city, by=cast.acting("zhoumin"), at=AT, name="台账.xlsx", data=data)


def changed(place: int, column: str, words: str) -> bytes:
    rows = [list(row) for row in ROWS]
    rows[place][HEAD.index(column)] = words
    return workbook(rows)


def states() -> dict[str, str]:
    return dict(Matter.objects.values_list("words", "state"))


def test_rows_come_in_the_state_that_their_words_say(cast: Cast) -> None:
    taken(cast, workbook())
    assert states() == {
        "排查全市小型水库隐患": MatterState.UNDER_WAY,
        "修订防汛应急预案": MatterState.COMPLETED,
        "落实校园周边整治": MatterState.STANDING,
    }


def test_a_row_brings_body_day_source_and_number(cast: Cast) -> None:
    meeting = meeting_of(cast)
    taken(cast, workbook())
    first, second, third = Matter.objects.order_by("position")
    assert (first.lead, first.due_on, first.code, first.meeting) == (
        cast.water, dt.date(2026, 6, 30), "台账2026-01", meeting,
    )  # fmt: skip
    assert (second.source, second.due_on, second.due_words) == (Source.UPPER, dt.date(2026, 12, 31), "年底前")
    assert [row.body for row in second.supports.all()] == [cast.education]
    assert (third.lead, third.unresolved, third.due_on, third.due_words) == (None, "市城管大队", None, "长期")
    assert first.origins["due_on"] == {"how": "ledger", "sentence": "台账.xlsx · 督办台账第 3 行“完成时限”"}


def test_the_history_is_the_first_report(cast: Cast) -> None:
    taken(cast, workbook())
    said = Report.objects.get(matter__code="台账2026-01")
    assert (said.progress, said.problems, said.said, said.body) == (
        "已排查 12 座。",
        "资金不足",
        "on_track",
        cast.water,
    )


def test_every_cell_of_a_row_is_kept(cast: Cast) -> None:
    taken(cast, workbook())
    kept = LedgerRow.objects.get(matter__code="台账2026-01")
    assert kept.cells["责任人"] == "何山"
    assert (kept.place, kept.shape.titles) == (3, list(HEAD))


def test_a_life_entered_in_the_middle_replays_to_its_rows(cast: Cast) -> None:
    taken(cast, workbook())
    assert verify().findings == []
    assert set(Event.objects.filter(subject_type="matters.matter").values_list("kind", flat=True)) == {
        "matter.taken_over"
    }


def test_a_report_of_a_ledger_that_is_deleted_is_found(cast: Cast) -> None:
    taken(cast, workbook())
    Report.objects.filter(matter__code="台账2026-01").delete()
    assert len(verify().findings) == 1


def test_the_same_ledger_again_changes_nothing(cast: Cast) -> None:
    taken(cast, workbook())
    before = Event.objects.filter(subject_type="matters.matter").count()
    again = taken(cast, workbook())
    assert [row.verdict for row in again.rows] == [Verdict.SAME] * 3
    assert (Matter.objects.count(), Event.objects.filter(subject_type="matters.matter").count()) == (3, before)
    assert (LedgerShape.objects.count(), LedgerRow.objects.count()) == (1, 3)


def test_a_later_ledger_reports_what_is_new(cast: Cast) -> None:
    taken(cast, workbook())
    again = taken(cast, changed(0, "目前进展情况", "已排查 40 座。"))
    assert [row.verdict for row in again.rows] == [Verdict.UPDATED, Verdict.SAME, Verdict.SAME]
    matter = Matter.objects.get(code="台账2026-01")
    assert (matter.progress, matter.reports.count(), Matter.objects.count()) == ("已排查 40 座。", 2, 3)
    assert verify().findings == []


def test_a_later_ledger_may_close_a_matter_and_move_its_day(cast: Cast) -> None:
    taken(cast, workbook())
    taken(cast, changed(0, "是否办结", "已办结"))
    taken(cast, changed(1, "完成时限", "2026-11-30"))
    first, second, _ = Matter.objects.order_by("position")
    assert (first.state, second.due_on) == (MatterState.COMPLETED, dt.date(2026, 11, 30))


def test_what_changed_in_the_system_is_not_set_back_by_an_old_ledger(cast: Cast) -> None:
    taken(cast, workbook())
    Matter.objects.filter(code="台账2026-01").update(due_on=dt.date(2026, 9, 30))
    again = planned(cast, workbook())
    assert again.rows[0].verdict is Verdict.SAME


def test_a_matter_from_a_meeting_is_known_by_its_words(cast: Cast) -> None:
    known = handed_out(cast, "排查全市小型水库隐患", lead=cast.water)
    plan = taken(cast, workbook())
    assert plan.rows[0].matter == known
    known.refresh_from_db()
    assert (known.code, known.progress, Matter.objects.count()) == ("常务会〔2026〕1号", "已排查 12 座。", 3)


def test_a_proposal_that_the_ledger_has_turns_into_a_running_matter(cast: Cast) -> None:
    known = proposed(cast, "排查全市小型水库隐患", lead=cast.water)
    plan = taken(cast, workbook())
    known.refresh_from_db()
    assert (plan.rows[0].verdict, known.state, Matter.objects.count()) == (Verdict.TURNED, MatterState.UNDER_WAY, 3)
    assert verify().findings == []


def test_a_number_of_the_ledger_is_kept(cast: Cast) -> None:
    head = ("编号", "事项", "责任单位", "进展")
    taken(cast, workbook([("督〔2026〕7号", "清理河道", "市水务局", "正在清理")], head=head))
    again = planned(cast, workbook([("督〔2026〕07号", "清理河道（含支流）", "市水务局", "清理完毕")], head=head))
    assert Matter.objects.get().code == "督〔2026〕7号"
    assert again.rows[0].verdict is Verdict.UPDATED


def test_numbers_given_to_a_second_ledger_go_on(cast: Cast) -> None:
    taken(cast, workbook())
    taken(cast, workbook([(1, None, "清理河道", None, "市水务局", None, None, None, None, None)]))
    assert Matter.objects.get(words="清理河道").code == "台账2026-04"


def test_a_clerk_says_who_is_meant_and_in_which_state(cast: Cast) -> None:
    data = changed(2, "是否办结", "说不清")
    plan = planned(cast, data)
    assert (plan.unknown, plan.states["说不清"]) == ({"市城管大队": 1}, (None, 1))
    taken(cast, data, bodies={"市城管大队": "市教育局"}, states={"说不清": MatterState.SUSPENDED})
    matter = Matter.objects.get(words="落实校园周边整治")
    assert (matter.lead, matter.unresolved, matter.state) == (cast.education, "", MatterState.SUSPENDED)


def test_a_refusal_takes_over_nothing(cast: Cast) -> None:
    tables = planned(cast, workbook()).taken()
    broken = type(tables[0])(
        name="台账", title="", columns=tables[0].columns,
        new=[*tables[0].new, type(tables[0].new[0])(place=9, cells={}, titles={}, words="x", state=MatterState.ENDED)],
    )  # fmt: skip
    with pytest.raises(Refused, match="第 9 行"):
        take_over(cast.city, by=cast.acting("zhoumin"), at=AT, tables=[broken], file=kept(cast, workbook()))
    assert (Matter.objects.count(), LedgerShape.objects.count()) == (0, 0)


def test_only_those_who_keep_the_office_take_over(cast: Cast) -> None:
    tables, file = planned(cast, workbook()).taken(), kept(cast, workbook())
    with pytest.raises(Denied):
        take_over(cast.city, by=cast.acting("liqiang"), at=AT, tables=tables, file=file)
    with pytest.raises(Unseen):
        take_over(cast.city, by=cast.acting("chenjing"), at=AT, tables=tables, file=file)


def test_bodies_see_what_was_taken_over_for_them_alone(cast: Cast) -> None:
    taken(cast, workbook([ROWS[0]]))
    seen = {
        login: Matter.objects.visible_to(cast.acting(login)).count() for login in ("wangfang", "liqiang", "chenjing")
    }
    assert seen == {"wangfang": 1, "liqiang": 0, "chenjing": 0}


def test_two_matters_with_the_same_words_stay_two(cast: Cast) -> None:
    one, other = proposed(cast, "开展督导"), proposed(cast, "开展督导", lead=cast.water)
    docketed(cast, one, other)
    head = ("序号", "事项", "责任单位")
    plan = planned(cast, workbook([(1, "开展督导", "市水务局"), (2, "开展督导", "市教育局")], head=head))
    assert [row.matter for row in plan.rows] == [other, one]


def test_a_number_that_stands_for_something_else_is_another_matter(cast: Cast) -> None:
    head = ("编号", "事项", "责任单位")
    taken(cast, workbook([("1", "清理全市河道垃圾", "市水务局")], head=head))
    plan = taken(cast, workbook([("1", "落实校园食品安全责任制", "市教育局")], head=head))
    assert plan.rows[0].verdict is Verdict.NEW
    assert plan.rows[0].notes == ("编号“1”在系统里是另一件事，两件都保留这个编号",)
    assert Matter.objects.count() == 2


def test_two_rows_never_mean_one_matter(cast: Cast) -> None:
    head = ("序号", "事项", "责任单位")
    known = handed_out(cast, "开展督导", lead=cast.water)
    plan = planned(cast, workbook([(1, "开展督导", "市水务局"), (2, "开展督导", "市水务局")], head=head))
    assert [row.matter for row in plan.rows] == [known, None]


def test_what_is_standing_is_listed_as_standing(cast: Cast) -> None:
    taken(cast, workbook())
    assert Matter.objects.get(words="落实校园周边整治").sort == "standing"


HEAD6 = ("序号", "工作事项", "牵头部门", "完成期限", "落实情况", "备注")


def test_an_unknown_body_that_stands_first_is_not_replaced_by_the_second(cast: Cast) -> None:
    taken(cast, workbook([(1, "整治占道", "市城管大队、市水务局", None, None, None)], head=HEAD6))
    matter = Matter.objects.get()
    assert (matter.lead, matter.unresolved, [row.body for row in matter.supports.all()]) == (
        None, "市城管大队", [cast.water],
    )  # fmt: skip


def test_bodies_parted_by_a_space_are_two_and_a_name_set_wide_is_one(cast: Cast) -> None:
    plan = planned(
        cast,
        workbook(
            [(1, "甲", "市水务局 市教育局", None, None, None), (2, "乙", "水 务 局", None, None, None)], head=HEAD6
        ),
    )
    first, second = (row.running for row in plan.rows)
    assert ((first.lead, first.supporting), second.lead) == ((cast.water, (cast.education,)), cast.water)


def test_the_source_is_told_by_the_title_where_no_row_tells_it(cast: Cast) -> None:
    data = workbook([(1, "新建幼儿园", "市教育局", None, None, None)], head=HEAD6, title="2026年民生实事台账")
    assert planned(cast, data).rows[0].running.source == Source.LIVELIHOOD


def test_the_last_day_of_a_history_is_the_day_of_the_report(cast: Cast) -> None:
    taken(cast, workbook([(1, "清淤", "市水务局", None, "1月5日：进场\n2月10日：完成一半", None)], head=HEAD6))
    matter = Matter.objects.get()
    assert (matter.reported_on, matter.reports.get().reported_on) == (dt.date(2026, 2, 10), dt.date(2026, 2, 10))
    assert verify().findings == []


def test_what_is_written_on_below_a_history_alone_is_reported(cast: Cast) -> None:
    def rows(words: str) -> bytes:
        return workbook([(1, "清淤", "市水务局", None, words, None)], head=HEAD6)

    taken(cast, rows("1月5日：进场"))
    taken(cast, rows("1月5日：进场\n3月1日：完成一半"))
    assert Matter.objects.get().progress == "3月1日：完成一半"
    assert [row.verdict for row in planned(cast, rows("1月5日：进场\n3月1日：完成一半")).rows] == [Verdict.SAME]


def test_words_touched_up_in_the_ledger_change_the_matter_and_do_not_double_it(cast: Cast) -> None:
    taken(cast, workbook([(1, "清理全市河道垃圾", "市水务局", None, None, None)], head=HEAD6))
    plan = taken(cast, workbook([(1, "清理全市河道沟渠垃圾", "市水务局", None, None, None)], head=HEAD6))
    assert (plan.rows[0].verdict, plan.rows[0].changes) == (Verdict.UPDATED, ("工作事项",))
    assert Matter.objects.get().words == "清理全市河道沟渠垃圾"


def test_a_matter_much_like_a_known_one_is_told(cast: Cast) -> None:
    handed_out(cast, "由市水务局牵头，尽快清理全市河道沟渠的生活垃圾", lead=cast.water)
    plan = planned(
        cast,
        workbook([(1, "市水务局牵头，尽快清理全市河道沟渠的生活垃圾。", "市水务局", None, None, None)], head=HEAD6),
    )
    assert plan.rows[0].notes == ("与“常务会〔2026〕1号”很像，作为另一件接管；是同一件的，接管后在事项页合并",)


def test_what_the_ledger_no_longer_has_is_told_and_stays(cast: Cast) -> None:
    taken(cast, workbook())
    plan = planned(cast, workbook(ROWS[:2]))
    assert plan.notes == ["上次接管时有、这次文件里没有的：“台账2026-03”。不改动，仍在督办事项里。"]


def test_two_sheets_with_the_same_columns_stay_two_ledgers(cast: Cast) -> None:
    head = ["序号", "事项", "责任单位"]
    data = workbook([(1, "办学", "市教育局")], head=head, more={"二季度": [head, [1, "清淤", "市水务局"]]})
    taken(cast, data)
    taken(cast, data)
    assert sorted(LedgerShape.objects.values_list("sheet", "rows__matter__words")) == [
        ("二季度", "清淤"),
        ("督办台账", "办学"),
    ]


def test_several_measures_under_one_number_are_numbered_below_it(cast: Cast) -> None:
    head = ("序号", "任务内容", "具体举措", "责任单位")
    rows = [(1, "扩大就业", "培训", "市教育局"), (None, None, "招聘", "市教育局"), (2, "清淤", "挖泥", "市水务局")]
    plan = planned(cast, workbook(rows, head=head, merged=["A3:A4", "B3:B4"]))
    assert [row.running.code for row in plan.rows] == ["台账2026-01", "台账2026-01-2", "台账2026-02"]


def test_a_file_of_another_office_takes_over_nothing(cast: Cast) -> None:
    tables, file = planned(cast, workbook()).taken(), kept(cast, workbook())
    File.objects.filter(pk=file.pk).update(office=cast.county)
    file.refresh_from_db()
    with pytest.raises(Unseen):
        take_over(cast.city, by=cast.acting("zhoumin"), at=AT, tables=tables, file=file)


def test_rules_are_looked_up_once_however_many_rows_come(cast: Cast) -> None:
    def asked(rows: int) -> int:
        lines = [
            (at, f"第{at}件：清理{at}处", "市水务局", "2026-12-31", "进展", None)
            for at in range(rows * 100, rows * 101)
        ]
        plan, file = planned(cast, workbook(lines, head=HEAD6)), kept(cast, workbook())
        with CaptureQueriesContext(connection) as seen:
            take_over(cast.city, by=cast.acting("zhoumin"), at=AT, tables=plan.taken(), file=file)
        return sum("rulebook" in each["sql"] for each in seen.captured_queries)

    assert asked(1) == asked(20)
