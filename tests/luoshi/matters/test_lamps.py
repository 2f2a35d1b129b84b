"""The days on which lamps change follow from the due date and the reminding rule, also when that rule changes."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from build_matters import docketed, handed_out, proposed
from cast import AT, DAY, Cast, cast
from luoshi.bodies.operations import found_office
from luoshi.jobs.models import Job
from luoshi.jobs.registry import Run, handlers
from luoshi.journal.acting import Acting
from luoshi.journal.events import history
from luoshi.matters import relighting
from luoshi.matters.lamps import REMIND, THRESHOLDS, Lamp, boundaries, lamp
from luoshi.matters.models import Audience, Matter, MatterState
from luoshi.matters.operations import complete_matter
from luoshi.matters.verify import verify
from luoshi.rulebook.operations import RuleDetails, end_rule, make_rule

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)
DUE = DAY + 20 * ONE_DAY


def reminding(cast: Cast, days: int, first: dt.date = DAY, **more: object) -> object:
    details = RuleDetails(key=REMIND, value=days, valid_from=first, **more)  # type: ignore[arg-type]
    return make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)


def run_due(at: dt.datetime) -> int:
    """Run the jobs that are due, as the worker would; how many."""
    due = list(Job.objects.filter(kind=relighting.JOB, run_after__lte=at).order_by("pk"))
    for job in due:
        run = Run(at=at, key=job.key, attempt=1, office=job.office)
        handlers()[relighting.JOB].function(json.loads(job.payload), run)
        Job.objects.filter(pk=job.pk).delete()
    return len(due)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-30, Lamp.GREEN), (-4, Lamp.GREEN), (-3, Lamp.YELLOW), (0, Lamp.YELLOW), (1, Lamp.RED), (300, Lamp.RED)],
)
def test_a_lamp_is_yellow_from_the_reminding_on_and_red_after_the_due_date(
    cast: Cast, days: int, expected: Lamp
) -> None:
    assert lamp(handed_out(cast, due_on=DUE), on=DUE + days * ONE_DAY) == expected


def test_without_a_due_date_there_is_no_colour(cast: Cast) -> None:
    assert lamp(handed_out(cast, due_on=None), on=DAY) == Lamp.NONE
    assert boundaries(cast.city, None, on=DAY).cited is None


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MatterState.COMPLETED, Lamp.DONE),
        (MatterState.CLOSED, Lamp.DONE),
        (MatterState.PROPOSED, Lamp.OFF),
        (MatterState.MERGED, Lamp.OFF),
        (MatterState.SUSPENDED, Lamp.OFF),
        (MatterState.STANDING, Lamp.OFF),
    ],
)
def test_what_is_done_or_does_not_run_is_never_late(cast: Cast, state: MatterState, expected: Lamp) -> None:
    matter = Matter(state=state, due_on=DAY, yellow_from=DAY, red_from=DAY)
    assert lamp(matter, on=DAY + ONE_DAY) == expected


def test_the_entry_keeps_the_rule_that_set_the_days(cast: Cast) -> None:
    matter = proposed(cast, due_on=DUE)
    [entry] = history(matter)
    assert entry.data["lamp_rule"]["key"] == REMIND
    assert entry.data["lamp_rule"]["value"] == 3
    assert entry.data["yellow_from"] == [None, (DUE - 3 * ONE_DAY).isoformat()]


def test_another_reminding_moves_the_days_of_what_runs_and_of_proposals(cast: Cast) -> None:
    running, waiting = handed_out(cast, due_on=DUE), proposed(cast, due_on=DUE)
    undated = handed_out(cast, due_on=None)
    done = complete_matter(
        handed_out(cast, due_on=DUE), by=cast.acting("zhoumin"), at=AT, result="办完了", despite="会上说明已办结"
    )
    reminding(cast, 10)
    assert run_due(AT) == 1
    for matter in (running, waiting):
        matter.refresh_from_db()
        assert matter.yellow_from == DUE - 10 * ONE_DAY
        last = list(history(matter))[-1]
        assert (last.kind, last.data["lamp_rule"]["value"]) == ("matter.relit", 10)
    assert {row.yellow_from for row in Audience.objects.filter(matter=running)} == {DUE - 10 * ONE_DAY}
    for matter in (undated, done):
        seq = matter.seq
        matter.refresh_from_db()
        assert matter.seq == seq
    assert verify().sound


def test_a_rule_to_come_moves_the_days_in_the_morning_on_which_it_begins_and_again_when_it_ends(cast: Cast) -> None:
    matter = handed_out(cast, due_on=DUE)
    reminding(cast, 10, DAY + 2 * ONE_DAY, valid_to=DAY + 4 * ONE_DAY)
    assert run_due(AT) == 0
    begins = dt.datetime(2026, 3, 10, 16, 0, tzinfo=dt.UTC)  # midnight in the offices
    assert run_due(begins - dt.timedelta(seconds=1)) == 0
    assert run_due(begins) == 1
    matter.refresh_from_db()
    assert matter.yellow_from == DUE - 10 * ONE_DAY
    assert run_due(begins + 3 * ONE_DAY) == 1
    matter.refresh_from_db()
    assert matter.yellow_from == DUE - 3 * ONE_DAY


def test_a_rule_that_is_ended_again_leaves_no_entry_behind(cast: Cast) -> None:
    matter = handed_out(cast, due_on=DUE)
    row = reminding(cast, 10, DAY + 2 * ONE_DAY)
    end_rule(row, by=cast.acting("zhoumin"), at=AT, last=DAY + 2 * ONE_DAY)  # type: ignore[arg-type]
    assert run_due(AT + 30 * ONE_DAY) == 2
    seq = matter.seq
    matter.refresh_from_db()
    assert matter.seq == seq


def test_other_rules_move_nothing(cast: Cast) -> None:
    details = RuleDetails(key="docket.split_days", value=1, valid_from=DAY)
    make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)
    assert not Job.objects.filter(kind=relighting.JOB).exists()


def test_offices_below_inherit_the_change_and_others_are_left_alone(cast: Cast) -> None:
    town = found_office(cast.city, by=Acting.system(None), at=AT, name="东川镇人民政府")
    matters = {}
    for office in (town, cast.county):
        row = Matter(office=office, words="清理河道", due_on=DUE)
        from luoshi.matters.operations.changing import begin

        matters[office.pk] = begin(row, "matter.proposed", supporting=(), by=Acting.system(office.pk), at=AT, more={})
    reminding(cast, 10)
    run_due(AT)
    days = {pk: Matter.objects.get(pk=row.pk).yellow_from for pk, row in matters.items()}
    assert days == {town.pk: DUE - 10 * ONE_DAY, cast.county.pk: DUE - 3 * ONE_DAY}


def test_many_matters_are_done_in_several_runs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relighting, "AT_A_TIME", 2)
    matters = [proposed(cast, f"第{number}件", due_on=DUE) for number in range(5)]
    docketed(cast, *matters)
    reminding(cast, 10)
    assert [run_due(AT) for _ in range(4)] == [1, 1, 1, 0]
    assert set(Matter.objects.values_list("yellow_from", flat=True)) == {DUE - 10 * ONE_DAY}


def lighting(cast: Cast, rows: list[dict[str, object]]) -> object:
    """The office's own table of lamps, from the cast's day on."""
    details = RuleDetails(key=THRESHOLDS, value=rows, valid_from=DAY)  # type: ignore[arg-type]
    return make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)


def test_the_table_of_lamps_says_how_many_days_before_and_after(cast: Cast) -> None:
    running = handed_out(cast, due_on=DUE)
    lighting(
        cast,
        [
            {"lamp": "red", "measure": "judged", "words": "被点名"},
            {"lamp": "red", "measure": "overdue_days", "low": 4},
            {"lamp": "yellow", "measure": "days_to_due", "low": 0, "high": 7},
        ],
    )
    assert run_due(AT) == 1
    running.refresh_from_db()
    assert (running.yellow_from, running.red_from) == (DUE - 7 * ONE_DAY, DUE + 4 * ONE_DAY)
    assert [lamp(running, on=DUE + days * ONE_DAY) for days in (-8, -7, 3, 4)] == [
        Lamp.GREEN,
        Lamp.YELLOW,
        Lamp.YELLOW,
        Lamp.RED,
    ]
    assert list(history(running))[-1].data["lamp_rule"]["key"] == THRESHOLDS
    assert verify().findings == []


def test_a_table_of_lamps_that_names_no_days_leaves_them_to_the_reminding(cast: Cast) -> None:
    lighting(cast, [{"lamp": "blue", "measure": "days_to_due"}, {"lamp": "red", "measure": "judged"}])
    reminding(cast, 5)
    found = boundaries(cast.city, DUE, on=DAY)
    assert (found.yellow_from, found.red_from) == (DUE - 5 * ONE_DAY, DUE + ONE_DAY)
    assert found.cited is not None
    assert found.cited["key"] == REMIND
