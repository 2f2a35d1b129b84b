"""Duties belong to posts, posts to bodies, and people hold posts for a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from luoshi.bodies.models import Body, Office
from luoshi.bodies.operations import merge, rename
from luoshi.journal.acting import Acting
from luoshi.journal.events import folded, history
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.verify import verify
from luoshi.people.directory.operations import (
    Line,
    appoint,
    close_post,
    end_stand_in,
    end_tenure,
    found_person,
    found_post,
    revise_person,
    revise_post,
    set_portfolio,
    set_stand_in,
    void_tenure,
)
from luoshi.people.directory.who import LineUp, holder, liaisons, portfolio_of, posts_of, stand_ins, stands_in_for
from luoshi.people.models import Manner, Person, Portfolio, Post, PostKind, Relation, Tenure

from .conftest import AT, DAY, LATER

MakePerson = Callable[[str], Person]
BEFORE = dt.date(2026, 5, 31)


def name_of_leader(body: Body, on: dt.date) -> str | None:
    leader = portfolio_of(body, on)
    return leader.person.name if leader is not None and leader.person is not None else None


def test_who_holds_a_post_depends_on_the_day(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=dt.date(2024, 1, 10))
    appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=LATER, relieve=True)
    then, now = holder(mayor, DAY), holder(mayor, LATER)
    assert then is not None
    assert now is not None
    assert (then.person.name, then.valid_to) == ("江一帆", BEFORE)
    assert now.person.name == "柳如川"
    assert holder(mayor, dt.date(2024, 1, 9)) is None


def test_a_successor_in_the_post_takes_its_portfolio_over_without_anything_being_written(
    mayor: Post, education: Body, person: MakePerson, zhoumin: Acting
) -> None:
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=None)
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=dt.date(2024, 1, 10))
    lines = Portfolio.objects.count()
    appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=LATER, relieve=True)
    assert (name_of_leader(education, BEFORE), name_of_leader(education, LATER)) == ("江一帆", "柳如川")
    assert Portfolio.objects.count() == lines


def test_a_renamed_body_keeps_its_leader(
    deputy_mayor: Post, education: Body, person: MakePerson, zhoumin: Acting
) -> None:
    set_portfolio(deputy_mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=None)
    appoint(deputy_mayor, by=zhoumin, at=AT, person=person("江一帆"), on=None)
    renamed = rename(education, by=zhoumin, at=AT, name="市教育体育局", short_name="市教体局", on=LATER)
    assert name_of_leader(renamed, LATER) == "江一帆"


def test_a_body_that_took_over_another_one_without_a_line_of_its_own_has_that_ones_leader(
    deputy_mayor: Post, body: Callable[..., Body], education: Body, person: MakePerson, zhoumin: Acting
) -> None:
    sports = body("市体育局")
    set_portfolio(deputy_mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, sports)], on=None)
    appoint(deputy_mayor, by=zhoumin, at=AT, person=person("江一帆"), on=None)
    merge(education, by=zhoumin, at=AT, others=[sports], on=LATER)
    assert name_of_leader(education, BEFORE) is None
    leader = portfolio_of(education, LATER)
    assert leader is not None
    assert leader.through == sports


def test_a_body_below_another_one_has_its_leader(
    deputy_mayor: Post, body: Callable[..., Body], education: Body, zhoumin: Acting
) -> None:
    school = body("市教研室", parent=education)
    set_portfolio(deputy_mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=None)
    leader = portfolio_of(school, DAY)
    assert leader is not None
    assert (leader.post, leader.person, leader.through) == (deputy_mayor, None, education)


def test_keeping_contact_with_a_body_is_not_answering_for_it(
    mayor: Post, education: Body, zhoumin: Acting, office: Office
) -> None:
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.CONTACTS, education)], on=None)
    assert portfolio_of(education, DAY) is None
    assert [leader.post for leader in LineUp(office, DAY).contacts(education)] == [mayor]


def test_who_manages_a_body_comes_before_who_assists(
    mayor: Post, deputy_mayor: Post, education: Body, zhoumin: Acting
) -> None:
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.ASSISTS, education)], on=None)
    set_portfolio(deputy_mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=None)
    leader = portfolio_of(education, DAY)
    assert leader is not None
    assert leader.post == deputy_mayor


def test_a_new_portfolio_holds_from_its_day_and_the_old_one_until_the_day_before(
    mayor: Post, deputy_mayor: Post, education: Body, zhoumin: Acting
) -> None:
    line, field = Line(Relation.MANAGES, education), Line(Relation.LEADS, field="财政税收")
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[line, field], on=None)
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[field], on=LATER, basis="安政发〔2026〕6号")
    set_portfolio(deputy_mayor, by=zhoumin, at=AT, lines=[line], on=LATER)
    before, after = portfolio_of(education, BEFORE), portfolio_of(education, LATER)
    assert before is not None
    assert after is not None
    assert (before.post, after.post) == (mayor, deputy_mayor)
    assert mayor.portfolio.on(LATER).get().valid_from is None


def test_a_portfolio_put_right_without_a_day_never_had_the_wrong_line(
    mayor: Post, education: Body, zhoumin: Acting
) -> None:
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=DAY)
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.LEADS, field="审计")], on=None)
    assert portfolio_of(education, DAY) is None
    assert [str(row) for row in mayor.portfolio.on(DAY)] == ["市长 负责 审计"]


def test_a_line_without_body_and_field_is_refused(mayor: Post, zhoumin: Acting) -> None:
    with pytest.raises(Refused, match="单位或领域"):
        set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, field="  ")], on=None)


def test_a_post_that_is_held_is_not_filled_twice(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=DAY)
    with pytest.raises(Refused, match="接替现任") as refusal:
        appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=LATER)
    assert refusal.value.field == "relieve"


def test_nobody_is_relieved_before_having_begun(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=DAY)
    with pytest.raises(Refused, match="第一天"):
        appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=DAY, relieve=True)


def test_a_post_is_not_filled_before_a_holder_who_comes_later(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=LATER)
    with pytest.raises(Refused, match="江一帆"):
        appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=DAY)


def test_someone_may_act_beside_the_holder_who_stays_the_holder(
    mayor: Post, person: MakePerson, zhoumin: Acting
) -> None:
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=None)
    appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=DAY, manner=Manner.ACTING)
    found = holder(mayor, DAY)
    assert found is not None
    assert found.person.name == "江一帆"
    end_tenure(mayor.tenures.get(person__name="江一帆"), by=zhoumin, at=AT, last=BEFORE)
    found = holder(mayor, LATER)
    assert found is not None
    assert found.person.name == "柳如川"


def test_a_post_for_many_is_held_by_many(government: Body, person: MakePerson, zhoumin: Acting) -> None:
    post = found_post(government, by=zhoumin, at=AT, title="党组成员", kind=PostKind.LEADER, exclusive=False)
    for name in ("江一帆", "柳如川"):
        appoint(post, by=zhoumin, at=AT, person=person(name), on=DAY)
    assert post.tenures.on(DAY).count() == 2


def test_the_same_person_is_not_appointed_twice(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    one = person("江一帆")
    appoint(mayor, by=zhoumin, at=AT, person=one, on=DAY)
    with pytest.raises(Refused, match="不必重复"):
        appoint(mayor, by=zhoumin, at=AT, person=one, on=LATER)


def test_a_tenure_entered_by_mistake_never_was(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    wrong = appoint(mayor, by=zhoumin, at=AT, person=person("江一凡"), on=DAY)
    void_tenure(wrong, by=zhoumin, at=AT)
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=DAY)
    found = holder(mayor, DAY)
    assert found is not None
    assert found.person.name == "江一帆"


def test_a_tenure_does_not_end_before_it_begins(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    tenure = appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=LATER)
    with pytest.raises(Refused, match="早于"):
        end_tenure(tenure, by=zhoumin, at=AT, last=DAY)


def test_a_person_with_two_posts_has_them_in_protocol_order(
    mayor: Post, education: Body, person: MakePerson, zhoumin: Acting
) -> None:
    head = found_post(education, by=zhoumin, at=AT, title="局长", kind=PostKind.HEAD)
    one = person("江一帆")
    for post in (head, mayor):
        appoint(post, by=zhoumin, at=AT, person=one, on=DAY)
    assert posts_of(one, DAY) == [mayor, head]
    assert posts_of(one, dt.date(2026, 3, 8)) == []


def test_while_a_stand_in_holds_another_acts(
    mayor: Post, deputy_mayor: Post, person: MakePerson, zhoumin: Acting
) -> None:
    other = person("柳如川")
    appoint(deputy_mayor, by=zhoumin, at=AT, person=other, on=None)
    row = set_stand_in(mayor, by=zhoumin, at=AT, deputy=deputy_mayor, first=DAY, last=LATER, reason="出差")
    assert [tenure.person for tenure in stand_ins(mayor, DAY)] == [other]
    assert stands_in_for(other, DAY) == [mayor]
    end_stand_in(row, by=zhoumin, at=AT, last=BEFORE)
    assert stand_ins(mayor, LATER) == []
    assert stands_in_for(other, LATER) == []


def test_nobody_stands_in_for_oneself(mayor: Post, zhoumin: Acting) -> None:
    with pytest.raises(Refused, match="同一个岗位"):
        set_stand_in(mayor, by=zhoumin, at=AT, deputy=mayor)


def test_the_same_stand_in_twice_is_refused(mayor: Post, deputy_mayor: Post, zhoumin: Acting) -> None:
    set_stand_in(mayor, by=zhoumin, at=AT, deputy=deputy_mayor)
    with pytest.raises(Refused, match="不必重复"):
        set_stand_in(mayor, by=zhoumin, at=AT, deputy=deputy_mayor, first=DAY)


def test_a_post_with_a_holder_or_a_portfolio_is_not_abolished(
    mayor: Post, education: Body, person: MakePerson, zhoumin: Acting
) -> None:
    tenure = appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=None)
    with pytest.raises(Refused, match="江一帆"):
        close_post(mayor, by=zhoumin, at=AT, on=LATER)
    end_tenure(tenure, by=zhoumin, at=AT, last=BEFORE)
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=None)
    with pytest.raises(Refused, match="分工"):
        close_post(mayor, by=zhoumin, at=AT, on=LATER)
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[], on=LATER)
    assert not close_post(mayor, by=zhoumin, at=AT, on=LATER).exists(LATER)


def test_liaisons_are_found_by_their_post(education: Body, person: MakePerson, zhoumin: Acting) -> None:
    post = found_post(education, by=zhoumin, at=AT, title="联络员", kind=PostKind.LIAISON)
    appoint(post, by=zhoumin, at=AT, person=person("李强"), on=None)
    assert [tenure.person.name for tenure in liaisons(education, DAY)] == ["李强"]


def test_a_person_and_a_post_are_revised_with_old_and_new(mayor: Post, person: MakePerson, zhoumin: Acting) -> None:
    one = revise_person(person("江一凡"), by=zhoumin, at=AT, values={"name": "江一帆"}, seen_seq=1)
    assert folded(history(one))["name"] == "江一帆"
    with pytest.raises(Stale):
        revise_person(one, by=zhoumin, at=AT, values={"name": "江逸帆"}, seen_seq=1)
    assert folded(history(revise_post(mayor, by=zhoumin, at=AT, values={"protocol_order": 9})))["protocol_order"] == 9


def test_a_mobile_number_is_kept_encrypted_and_can_be_compared(office: Office, zhoumin: Acting) -> None:
    one, other = (
        found_person(office, by=zhoumin, at=AT, values={"name": "江一帆", "mobile": "10000000001"}) for _ in "ab"
    )
    stored = Person.objects.get(pk=one.pk)
    assert stored.mobile is not None
    assert (str(stored.mobile), stored.mobile.reveal()) == ("••••", "10000000001")
    assert stored.mobile_digest == other.mobile_digest != ""
    assert not Event.objects.filter(payload__contains="10000000001").exists()
    revise_person(stored, by=zhoumin, at=AT, values={"mobile": ""})
    stored.refresh_from_db()
    assert (stored.mobile, stored.mobile_digest) == (None, "")
    assert verify().sound


@pytest.mark.parametrize("name", ["", "   "])
def test_a_person_without_a_name_is_refused(office: Office, zhoumin: Acting, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        found_person(office, by=zhoumin, at=AT, values={"name": name})
    assert refusal.value.field == "name"


def test_who_only_reads_may_not_appoint_and_a_stranger_sees_nothing(
    mayor: Post, person: MakePerson, liqiang: Acting, chenjing: Acting
) -> None:
    one = person("江一帆")
    with pytest.raises(Denied):
        appoint(mayor, by=liqiang, at=AT, person=one, on=None)
    with pytest.raises(Unseen):
        appoint(mayor, by=chenjing, at=AT, person=one, on=None)
    assert not Person.objects.visible_to(chenjing).exists()
    assert not Post.objects.visible_to(chenjing).exists()
    assert Person.objects.visible_to(liqiang).exists()


def test_a_person_of_another_office_is_not_appointed(
    mayor: Post, next_office: Office, chenjing: Acting, zhoumin: Acting
) -> None:
    stranger = found_person(next_office, by=chenjing, at=AT, values={"name": "陈静"})
    with pytest.raises(Refused, match="名录"):
        appoint(mayor, by=zhoumin, at=AT, person=stranger, on=None)


@pytest.mark.parametrize("count", [1, 20])
def test_a_line_up_takes_four_queries_for_any_number_of_bodies(
    mayor: Post,
    body: Callable[..., Body],
    zhoumin: Acting,
    django_assert_num_queries: Callable[..., object],
    count: int,
) -> None:
    bodies = [body(f"市第{number}局") for number in range(count)]
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, each) for each in bodies], on=None)
    office = mayor.office
    with django_assert_num_queries(4):  # type: ignore[attr-defined]  # pytest-django gives no type
        line_up = LineUp(office, DAY)
        assert all(line_up.leader(each) for each in bodies)


def test_all_this_leaves_a_sound_journal_that_can_be_folded(
    mayor: Post, deputy_mayor: Post, education: Body, person: MakePerson, zhoumin: Acting
) -> None:
    appoint(mayor, by=zhoumin, at=AT, person=person("江一帆"), on=DAY)
    void_tenure(appoint(mayor, by=zhoumin, at=AT, person=person("柳如川"), on=LATER, relieve=True), by=zhoumin, at=AT)
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[Line(Relation.MANAGES, education)], on=DAY)
    set_portfolio(mayor, by=zhoumin, at=AT, lines=[], on=None)
    assert verify().sound
    states = [folded(history(row)) for row in (*Tenure.objects.all(), *Portfolio.objects.all())]
    assert [state["void"] for state in states] == [False, True, True]
