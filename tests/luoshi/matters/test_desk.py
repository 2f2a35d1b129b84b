"""Who finds a matter in the lists, and under which words."""

from __future__ import annotations

import datetime as dt

from build_matters import docketed, handed_out, meeting_of, proposed
from cast import AT, Cast, cast
from luoshi.journal.acting import Acting
from luoshi.matters.models import Audience, Matter
from luoshi.matters.models.audience import NO_DUE
from luoshi.matters.operations import complete_matter, hand_out, revise_matter
from luoshi.searchtext.index import matching

__all__ = ["cast"]


def who_sees(matter: Matter) -> set[str]:
    return set(Audience.objects.filter(matter=matter).values_list("who", flat=True))


def found(cast: Cast, words: str) -> list[str]:
    refs = matching(words, office=cast.city.pk, subject_type="matters.matter").values_list("subject_ref", flat=True)
    return list(Matter.objects.filter(ref__in=refs).order_by("pk").values_list("words", flat=True))


def test_only_the_office_sees_a_matter_before_it_is_handed_out(cast: Cast) -> None:
    matter = proposed(cast, supporting=[cast.water])
    assert who_sees(matter) == {f"o:{cast.city.pk}"}
    docketed(cast, matter)
    assert who_sees(matter) == {f"o:{cast.city.pk}"}
    hand_out(meeting_of(cast), by=cast.acting("zhoumin"), at=AT, matters=[matter])
    assert who_sees(matter) == {f"o:{cast.city.pk}", f"b:{cast.education.pk}", f"b:{cast.water.pk}"}


def test_a_body_that_is_taken_out_sees_it_no_more(cast: Cast) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    revise_matter(matter, by=cast.acting("zhoumin"), at=AT, values={"supporting": []})
    assert f"b:{cast.water.pk}" not in who_sees(matter)
    assert not Matter.objects.visible_to(cast.acting("wangfang")).exists()


def test_the_rows_of_the_audience_repeat_the_dates_and_whether_the_lamp_is_lit(cast: Cast) -> None:
    matter = handed_out(cast, due_on=None)
    [row, _] = Audience.objects.filter(matter=matter)
    assert (row.due_on, row.yellow_from, row.red_from, row.open) == (NO_DUE, NO_DUE, NO_DUE, True)
    by, due = cast.acting("zhoumin"), dt.date(2026, 4, 30)
    revise_matter(matter, by=by, at=AT, values={"due_on": due})
    row.refresh_from_db()
    assert (row.due_on, row.yellow_from, row.red_from) == (due, dt.date(2026, 4, 27), dt.date(2026, 5, 1))
    complete_matter(matter, by=by, at=AT, result="办完了", despite="会上说明已办结")
    assert set(Audience.objects.values_list("open", flat=True)) == {False}


def test_a_proposal_is_visible_to_keepers_and_to_no_other_reader(cast: Cast) -> None:
    matter = proposed(cast)

    def sees(login: str) -> bool:
        return Matter.objects.visible_to(cast.acting(login)).filter(pk=matter.pk).exists()

    assert [sees(login) for login in ("zhoumin", "auditor", "liqiang", "chenjing")] == [True, False, False, False]
    docketed(cast, matter)
    assert [sees(login) for login in ("zhoumin", "auditor", "liqiang", "chenjing")] == [True, True, False, False]
    assert Matter.objects.visible_to(Acting.system(None)).count() == 1


def test_a_matter_is_found_by_words_numbers_bodies_and_meeting(cast: Cast) -> None:
    handed_out(cast, "排查校舍", supporting=[cast.water], standard="全部销号", topic="校园安全方案")
    proposed(cast, "清理河道")
    for words in ("校舍", "47-01", "常务会〔2026〕1号", "水务局", "全部销号", "校园安全"):
        assert found(cast, words) == ["排查校舍"], words
    assert found(cast, "第47次常务会议") == ["排查校舍", "清理河道"]
    assert found(cast, "森林") == []
