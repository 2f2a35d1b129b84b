"""A ledger that an office kept comes in as running matters, once, whole or not at all."""

from __future__ import annotations

import datetime as dt

import pytest

from build_ledgers import HEAD, ROWS, workbook
from build_matters import docketed, handed_out, meeting_of, proposed
from cast import AT, DAY, Cast, cast
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
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
    take_over(cast.city, by=cast.acting("zhoumin"), at=AT, tables=plan.taken())
    return plan


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
        take_over(cast.city, by=cast.acting("zhoumin"), at=AT, tables=[broken])
    assert (Matter.objects.count(), LedgerShape.objects.count()) == (0, 0)


def test_only_those_who_keep_the_office_take_over(cast: Cast) -> None:
    tables = planned(cast, workbook()).taken()
    with pytest.raises(Denied):
        take_over(cast.city, by=cast.acting("liqiang"), at=AT, tables=tables)
    with pytest.raises(Unseen):
        take_over(cast.city, by=cast.acting("chenjing"), at=AT, tables=tables)


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
