"""Bodies enter the directory, change their names, and end; the past stays true."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.bodies.models import Body, BodyKind, BodyName, NameKind, Office
from luoshi.bodies.operations import (
    BodyDetails,
    DutyText,
    Share,
    close_body,
    correct_name,
    found_body,
    found_office,
    merge,
    rename,
    revise_body,
    set_aliases,
    set_duties,
    split,
)
from luoshi.bodies.resolve import Directory, resolve
from luoshi.journal.acting import Acting
from luoshi.journal.events import folded, history
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.verify import verify

from .conftest import AT, SYSTEM, bureau

DAY = dt.date(2026, 3, 9)
LATER = dt.date(2026, 6, 1)


def duties(body: Body, on: dt.date) -> list[str]:
    return list(body.duties.on(on).values_list("text", flat=True))


def test_a_body_enters_with_its_names_and_duties(education: Body) -> None:
    assert set(education.names.values_list("name", "kind")) == {
        ("安澜市教育局", "full"),
        ("市教育局", "short"),
        ("教育局机关", "alias"),
    }
    assert duties(education, DAY) == ["统筹管理全市各级各类教育", "负责校园安全的指导监督"]
    assert education.duties.get(position=2).words == ["校园安全", "校车"]


def test_the_journal_alone_tells_what_a_body_is(education: Body, zhoumin: Acting) -> None:
    rename(education, by=zhoumin, at=AT, name="安澜市教育体育局", short_name="市教体局", on=LATER)
    set_duties(education, by=zhoumin, at=AT, duties=[DutyText("统筹管理全市各级各类教育", ("教育", "学校"))], on=LATER)
    state = folded(history(education))
    assert state["name"] == "安澜市教育体育局"
    assert {"name": "安澜市教育局", "kind": "full", "from": "2019-03-01", "to": "2026-05-31"} in state["names"]
    assert [duty["text"] for duty in state["duties"] if "to" not in duty] == ["统筹管理全市各级各类教育"]


@pytest.mark.parametrize("name", ["安澜市教育局", "市教育局", "教育局", "教育局机关"])
def test_a_name_that_another_body_bears_is_refused(education: Body, office: Office, zhoumin: Acting, name: str) -> None:
    with pytest.raises(Refused, match="安澜市教育局"):
        bureau(office, zhoumin, name)


def test_the_same_name_in_another_office_is_another_body(
    education: Body, next_office: Office, chenjing: Acting
) -> None:
    assert bureau(next_office, chenjing, "教育局").pk != education.pk


def test_a_body_without_a_name_is_refused(office: Office, zhoumin: Acting) -> None:
    with pytest.raises(Refused) as refusal:
        bureau(office, zhoumin, "  ")
    assert refusal.value.field == "name"


def test_who_only_reads_the_directory_may_not_change_it(education: Body, liqiang: Acting) -> None:
    with pytest.raises(Denied, match="督查室"):
        revise_body(education, by=liqiang, at=AT, values={"phone": "0000-0000001"})


def test_the_next_county_does_not_know_that_the_body_exists(education: Body, chenjing: Acting) -> None:
    with pytest.raises(Unseen):
        revise_body(education, by=chenjing, at=AT, values={"phone": "0000-0000001"})
    assert not Body.objects.visible_to(chenjing).filter(pk=education.pk).exists()


def test_only_the_system_administrator_opens_an_office(db: None, zhoumin: Acting) -> None:
    with pytest.raises(Denied):
        found_office(None, by=zhoumin, at=AT, name="某县人民政府办公室")


def test_particulars_change_and_the_journal_has_old_and_new(education: Body, zhoumin: Acting) -> None:
    revise_body(education, by=zhoumin, at=AT, values={"phone": "0000-0000001"}, seen_seq=1)
    assert list(history(education))[-1].data == {"phone": ["", "0000-0000001"]}


def test_a_stale_form_is_refused(education: Body, zhoumin: Acting) -> None:
    revise_body(education, by=zhoumin, at=AT, values={"phone": "0000-0000001"}, seen_seq=1)
    with pytest.raises(Stale):
        revise_body(education, by=zhoumin, at=AT, values={"phone": "0000-0000002"}, seen_seq=1)


def test_a_name_is_not_a_particular(education: Body, zhoumin: Acting) -> None:
    with pytest.raises(ValueError, match="name"):
        revise_body(education, by=zhoumin, at=AT, values={"name": "别的局"})


def test_a_body_cannot_stand_below_itself(education: Body, office: Office, zhoumin: Acting) -> None:
    below = bureau(office, zhoumin, "市教研室")
    revise_body(below, by=zhoumin, at=AT, values={"parent": education})
    with pytest.raises(Refused, match="下属"):
        revise_body(education, by=zhoumin, at=AT, values={"parent": Body.objects.get(pk=below.pk)})


def test_a_superior_of_another_office_is_refused(
    education: Body, next_office: Office, chenjing: Acting, zhoumin: Acting
) -> None:
    foreign = bureau(next_office, chenjing, "县教育局")
    with pytest.raises(Refused, match="名录"):
        revise_body(education, by=zhoumin, at=AT, values={"parent": foreign})


def test_after_a_renaming_both_names_mean_the_body_each_in_its_time(
    education: Body, office: Office, zhoumin: Acting
) -> None:
    renamed = rename(education, by=zhoumin, at=AT, name="安澜市教育体育局", short_name="市教体局", on=LATER)
    assert (renamed.name, renamed.short_name) == ("安澜市教育体育局", "市教体局")
    before = resolve("市教育局", on=DAY, office=office)
    after = resolve("市教育局", on=LATER, office=office)
    new = resolve("市教体局", on=LATER, office=office)
    assert before is not None
    assert after is not None
    assert new is not None
    assert (before.body, before.then) == (education, True)
    assert (after.body, after.then) == (education, False)
    assert (new.body, new.then, new.successor) == (education, True, education)


def test_a_renaming_before_the_present_name_began_is_refused(education: Body, zhoumin: Acting) -> None:
    with pytest.raises(Refused, match="更正名称"):
        rename(education, by=zhoumin, at=AT, name="安澜市教体局", short_name="", on=dt.date(2019, 3, 1))


def test_a_former_name_is_free_for_another_body_from_the_day_it_ended(
    education: Body, office: Office, zhoumin: Acting
) -> None:
    rename(education, by=zhoumin, at=AT, name="安澜市教育体育局", short_name="市教体局", on=LATER)
    details = BodyDetails(kind=BodyKind.DEPARTMENT, name="安澜市教育局", opened_on=LATER)
    new = found_body(office, by=zhoumin, at=AT, details=details)
    directory = Directory(office)
    then, now = directory.resolve("教育局", on=DAY), directory.resolve("教育局", on=LATER)
    assert then is not None
    assert now is not None
    assert (then.body, now.body) == (education, new)


def test_a_name_entered_wrongly_is_put_right_and_leaves_no_former_name(
    education: Body, office: Office, zhoumin: Acting
) -> None:
    correct_name(education, by=zhoumin, at=AT, name="安澜市教育和体育局", short_name="市教体局")
    assert resolve("市教育局", on=DAY, office=office) is None
    assert education.names.get(kind=NameKind.FULL).valid_from == dt.date(2019, 3, 1)


def test_an_alias_left_out_without_a_day_was_wrong_with_a_day_it_is_former(
    education: Body, office: Office, zhoumin: Acting
) -> None:
    set_aliases(education, by=zhoumin, at=AT, aliases=["教育局机关", "教工委办"])
    set_aliases(education, by=zhoumin, at=AT, aliases=["教工委办"])
    assert resolve("教育局机关", on=DAY, office=office) is None
    set_aliases(education, by=zhoumin, at=AT, aliases=[], on=LATER)
    former = resolve("教工委办", on=LATER, office=office)
    assert former is not None
    assert not former.then


def test_duties_are_dated_and_those_unchanged_keep_their_beginning(education: Body, zhoumin: Acting) -> None:
    new = [DutyText("统筹管理全市各级各类教育", ("教育", "学校")), DutyText("指导全市体育工作", ("体育",))]
    set_duties(education, by=zhoumin, at=AT, duties=new, on=LATER)
    assert duties(education, DAY) == ["统筹管理全市各级各类教育", "负责校园安全的指导监督"]
    assert duties(education, LATER) == ["统筹管理全市各级各类教育", "指导全市体育工作"]
    assert education.duties.get(position=1, valid_to=None).valid_from == dt.date(2019, 3, 1)


def test_the_same_duties_again_leave_no_entry(education: Body, zhoumin: Acting) -> None:
    same = [DutyText(row.text, tuple(row.words)) for row in education.duties.all()]
    set_duties(education, by=zhoumin, at=AT, duties=same, on=LATER)
    assert len(list(history(education))) == 1


def test_after_a_merger_the_work_and_the_names_lead_to_the_successor(
    education: Body, office: Office, zhoumin: Acting
) -> None:
    sports = bureau(office, zhoumin, "安澜市体育局", duties=("指导全市体育工作",))
    merge(education, by=zhoumin, at=AT, others=[sports], on=LATER)
    assert "指导全市体育工作" in duties(education, LATER)
    assert "指导全市体育工作" not in duties(education, DAY)
    assert duties(sports, DAY) == ["指导全市体育工作"]
    meant = resolve("市体育局", on=DAY, office=office)
    assert meant is not None
    assert (meant.body, meant.then, meant.present) == (sports, True, (education,))
    assert not Body.objects.existing(LATER).filter(pk=sports.pk).exists()
    assert Body.objects.existing(DAY).filter(pk=sports.pk).exists()


def test_through_two_mergers_the_first_name_leads_to_the_last_body(
    education: Body, office: Office, zhoumin: Acting
) -> None:
    first, second = bureau(office, zhoumin, "市体委"), bureau(office, zhoumin, "市文体局")
    merge(second, by=zhoumin, at=AT, others=[first], on=dt.date(2026, 4, 1))
    merge(education, by=zhoumin, at=AT, others=[Body.objects.get(pk=second.pk)], on=LATER)
    meant = Directory(office).resolve("市体委", on=DAY)
    assert meant is not None
    assert meant.present == (education,)


def test_after_a_division_a_name_leads_to_all_who_took_over(education: Body, office: Office, zhoumin: Acting) -> None:
    schools = bureau(office, zhoumin, "市学校管理局", order=30)
    safety = bureau(office, zhoumin, "市校园安全中心", order=10)
    shares = [Share(schools, frozenset({1})), Share(safety, frozenset({2}))]
    split(education, by=zhoumin, at=AT, shares=shares, on=LATER, closes=True)
    meant = resolve("市教育局", on=DAY, office=office)
    assert meant is not None
    assert meant.present == (safety, schools)
    assert meant.successor is None
    assert duties(safety, LATER) == ["负责校园安全的指导监督"]


def test_a_body_that_ends_leaves_no_duty_without_a_taker(education: Body, office: Office, zhoumin: Acting) -> None:
    schools = bureau(office, zhoumin, "市学校管理局")
    with pytest.raises(Refused, match="还有1项职责"):
        split(education, by=zhoumin, at=AT, shares=[Share(schools, frozenset({1}))], on=LATER, closes=True)


def test_a_body_that_gives_away_a_duty_goes_on_with_the_rest(education: Body, office: Office, zhoumin: Acting) -> None:
    safety = bureau(office, zhoumin, "市校园安全中心")
    split(education, by=zhoumin, at=AT, shares=[Share(safety, frozenset({2}))], on=LATER, closes=False)
    assert duties(education, LATER) == ["统筹管理全市各级各类教育"]
    meant = resolve("市教育局", on=LATER, office=office)
    assert meant is not None
    assert meant.present == (education,)


def test_a_closed_body_is_not_changed_any_more(education: Body, zhoumin: Acting) -> None:
    closed = close_body(education, by=zhoumin, at=AT, on=LATER, reason="安机改发〔2026〕1号")
    assert closed.closed_on == LATER
    with pytest.raises(Refused, match="撤销"):
        rename(education, by=zhoumin, at=AT, name="教体局", short_name="", on=LATER)


def test_a_body_with_others_below_it_is_not_closed(education: Body, office: Office, zhoumin: Acting) -> None:
    below = bureau(office, zhoumin, "市教研室")
    revise_body(below, by=zhoumin, at=AT, values={"parent": education})
    with pytest.raises(Refused, match="市教研室"):
        close_body(education, by=zhoumin, at=AT, on=LATER, reason="改革方案")


def test_in_a_merger_those_below_come_along(education: Body, office: Office, zhoumin: Acting) -> None:
    sports, school = bureau(office, zhoumin, "市体育局"), bureau(office, zhoumin, "市少体校")
    revise_body(school, by=zhoumin, at=AT, values={"parent": sports})
    merge(education, by=zhoumin, at=AT, others=[sports], on=LATER)
    assert Body.objects.get(pk=school.pk).parent == education


def test_all_this_leaves_a_sound_journal_that_can_be_folded(education: Body, office: Office, zhoumin: Acting) -> None:
    revise_body(education, by=zhoumin, at=AT, values={"phone": "0000-0000001"})
    one, two = (
        bureau(office, zhoumin, "市体育局", duties=("体育",)),
        bureau(office, zhoumin, "市少年宫", duties=("校外",)),
    )
    merge(education, by=zhoumin, at=AT, others=[one], on=dt.date(2026, 4, 1))
    merge(education, by=zhoumin, at=AT, others=[two], on=LATER)
    split(one := bureau(office, zhoumin, "市文旅局", duties=("文化", "旅游")), by=zhoumin, at=AT,
          shares=[Share(education, frozenset({1}))], on=LATER, closes=False)  # fmt: skip
    split(Body.objects.get(pk=one.pk), by=zhoumin, at=AT, shares=[Share(bureau(office, zhoumin, "市旅游局"), frozenset({2}))],
          on=LATER, closes=False)  # fmt: skip
    for body in Body.objects.all():
        assert folded(history(body))["name"] == body.name
    assert verify().sound


@pytest.mark.parametrize("count", [1, 20])
def test_a_name_is_resolved_in_as_many_queries_among_many_as_among_few(
    office: Office, zhoumin: Acting, django_assert_num_queries: object, count: int
) -> None:
    for number in range(count):
        bureau(office, zhoumin, f"市第{number}局")
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django gives no type
        assert resolve("市第0局", on=DAY, office=office) is not None
    with django_assert_num_queries(3):  # type: ignore[operator]  # the same
        assert Directory(office).resolve("市第0局", on=DAY) is not None


def test_a_name_that_nobody_bore_means_nothing(education: Body, office: Office) -> None:
    assert resolve("市气象局", on=DAY, office=office) is None
    assert BodyName.objects.count() == 3


def test_the_house_itself_may_keep_every_directory(education: Body) -> None:
    assert revise_body(education, by=SYSTEM, at=AT, values={"protocol_order": 5}).protocol_order == 5
