"""Two people, or two presses, on one matter at the same moment: one act, one sentence for the other, no count lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from build_matters import done, handed_out
from cast import AT, Cast, cast
from luoshi.journal.events import history
from luoshi.journal.refusal import Refused, Stale
from luoshi.matters.acts import Given
from luoshi.matters.life import Act, Check
from luoshi.matters.models import Matter, MatterState, Slip
from luoshi.matters.operations import Part, act_on, break_down
from luoshi.matters.verify import verify

__all__ = ["cast"]
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do them in threads that start together; what each handed back, or the refusal it got."""
    outcomes: list[object] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(number: int, work: Callable[[], object]) -> None:
        try:
            gate.wait()
            outcomes[number] = work()
        except Refused as refused:
            outcomes[number] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def kinds(matter: Matter) -> Sequence[str]:
    return [entry.kind for entry in history(matter)]


def test_of_two_people_with_the_same_form_one_acts_and_the_other_is_told(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
    by, seen = cast.acting("zhoumin"), matter.seq
    given = Given(words="属实。", checks=tuple(Check))
    outcomes = at_once(
        lambda: act_on(matter, by=by, at=AT, act=Act.FIND_DONE, given=given, token="a", seen_seq=seen),
        lambda: act_on(matter, by=by, at=AT, act=Act.RETURN_REDO, given=given, token="b", seen_seq=seen),
    )
    assert [isinstance(each, Matter) for each in outcomes].count(True) == 1
    [told] = [each for each in outcomes if isinstance(each, Stale)]
    assert "已被他人更新" in told.sentence
    assert len([kind for kind in kinds(matter) if kind in ("matter.completed", "matter.returned_for_redo")]) == 1
    assert verify().findings == []


def test_a_double_click_at_the_same_moment_asks_once(cast: Cast) -> None:
    matter, by = done(cast, handed_out(cast), Act.ACKNOWLEDGE), cast.acting("liqiang")
    given, seen = Given(words="办完了。"), matter.seq

    def press() -> Matter:
        return act_on(matter, by=by, at=AT, act=Act.ASK_COMPLETION, given=given, token="once", seen_seq=seen)

    first, second = at_once(press, press)
    assert isinstance(first, Matter)
    assert first == second
    assert kinds(matter).count("matter.completion_asked") == 1
    assert Slip.objects.waiting().count() == 1


def test_parts_that_close_at_the_same_moment_are_both_counted(cast: Cast) -> None:
    matter = handed_out(cast)
    parts = break_down(
        matter,
        by=cast.acting("liqiang"),
        at=AT,
        parts=[Part(words="前一段", body=cast.water), Part(words="后一段", body=cast.water)],
    )
    by, given = cast.acting("zhoumin"), Given(words="属实。")
    at_once(*[lambda part=part: act_on(part, by=by, at=AT, act=Act.FIND_DONE, given=given) for part in parts])
    assert {part.state for part in Matter.objects.filter(parent=matter)} <= {
        MatterState.COMPLETED,
        MatterState.HANDED_OUT,
    }
    left = Matter.objects.filter(parent=matter).exclude(state=MatterState.COMPLETED).count()
    assert Matter.objects.get(pk=matter.pk).open_parts == left
    assert verify().findings == []
