"""AB角: while a stand-in holds, its account acts in the absent one's post, for the bodies and with the roles that go with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cast import AT, DAY, PASSWORD, Cast
from luoshi.bodies.models import Body, BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.journal.acting import Acting
from luoshi.journal.events import history
from luoshi.journal.sentences import who
from luoshi.people.accounts.acting import acting_for
from luoshi.people.accounts.operations import grant_role, open_account
from luoshi.people.directory.operations import appoint, found_person, found_post, revise_person, set_stand_in
from luoshi.people.models import Account, Person, Post, PostKind, Role, RoleGrant
from luoshi.workdays import office_date

SYSTEM = Acting.system(None)
FIRST, LAST = DAY, DAY + dt.timedelta(days=4)


def seated(cast: Cast, body: Body, title: str, login: str, name: str) -> tuple[Post, Account]:
    """A post of a body with its holder, who has an account."""
    post = found_post(body, by=SYSTEM, at=AT, title=title, kind=PostKind.DEPUTY)
    person = found_person(cast.city, by=SYSTEM, at=AT, values={"name": name})
    appoint(post, by=SYSTEM, at=AT, person=person, on=None)
    account = open_account(
        cast.city,
        by=SYSTEM,
        at=AT,
        login=login,
        name=name,
        password=PASSWORD,
        person=person,
        must_change_password=False,
    )
    return post, account


@pytest.fixture
def absent(cast: Cast) -> tuple[Post, Account]:
    """柳如川 leads the education bureau, is its leader in the system, answers for a school besides, and administers accounts."""
    post, account = seated(cast, cast.education, "局长", "liuruchuan", "柳如川")
    details = BodyDetails(kind=BodyKind.INSTITUTION, name="市第一中学")
    school = found_body(cast.city, by=SYSTEM, at=AT, details=details)
    grant_role(account, by=SYSTEM, at=AT, role=Role.LIAISON, body=school)
    grant_role(account, by=SYSTEM, at=AT, role=Role.HEAD)
    grant_role(account, by=SYSTEM, at=AT, role=Role.SYSTEM_ADMIN)
    return post, account


@pytest.fixture
def deputy(cast: Cast, absent: tuple[Post, Account]) -> Account:
    """温若水 of the water bureau stands in for 柳如川 for five days."""
    post, account = seated(cast, cast.water, "副局长", "wenruoshui", "温若水")
    set_stand_in(absent[0], by=SYSTEM, at=AT, deputy=post, first=FIRST, last=LAST)
    return account


@pytest.mark.parametrize("on", [FIRST, LAST])
def test_while_it_holds_the_deputy_may_act_in_the_post_of_the_absent_one(
    deputy: Account, absent: tuple[Post, Account], on: dt.date
) -> None:
    acting = acting_for(deputy, on=on, post_ref=absent[0].ref)
    assert (acting.post, acting.name, acting.for_whom) == (absent[0].ref, "温若水", "柳如川")
    assert acting.post_title == "市教育局局长"


@pytest.mark.parametrize("on", [FIRST - dt.timedelta(days=1), LAST + dt.timedelta(days=1)])
def test_before_and_after_it_the_deputy_acts_in_the_own_post_only(
    cast: Cast, deputy: Account, absent: tuple[Post, Account], on: dt.date
) -> None:
    acting = acting_for(deputy, on=on, post_ref=absent[0].ref)
    assert (acting.post_title, acting.for_whom) == ("市水务局副局长", "")
    assert (acting.bodies, acting.roles) == ({cast.water.pk}, set())


def test_the_bodies_of_the_absent_one_are_the_deputys_too_also_those_of_a_role(cast: Cast, deputy: Account) -> None:
    school = Body.objects.get(name="市第一中学")
    assert acting_for(deputy, on=DAY).bodies == {cast.water.pk, cast.education.pk, school.pk}


def test_the_roles_go_with_the_post_that_is_acted_in_and_an_administrators_never(
    deputy: Account, absent: tuple[Post, Account]
) -> None:
    assert acting_for(deputy, on=DAY).roles == frozenset()
    assert acting_for(deputy, on=DAY, post_ref=absent[0].ref).roles == {Role.LIAISON, Role.HEAD}


def test_a_vacant_post_is_acted_in_under_its_own_name(cast: Cast, deputy: Account) -> None:
    vacant = found_post(cast.education, by=SYSTEM, at=AT, title="总督学", kind=PostKind.DEPUTY)
    own = Post.objects.get(title="副局长")
    set_stand_in(vacant, by=SYSTEM, at=AT, deputy=own)
    assert acting_for(deputy, on=DAY, post_ref=vacant.ref).for_whom == "总督学"


def test_the_journal_says_for_whom_it_was_done(cast: Cast, deputy: Account, absent: tuple[Post, Account]) -> None:
    grant_role(deputy, by=SYSTEM, at=AT, role=Role.CLERK)
    acting = acting_for(deputy, on=DAY, post_ref=absent[0].ref)
    person = Person.objects.get(name="温若水")
    revise_person(person, by=acting, at=AT, values={"phone": "0000-6001002"})
    assert who(list(history(person))[-1]) == "市教育局局长 温若水（AB角，代柳如川）"


def test_the_page_says_in_whose_name_one_acts(
    cast: Cast, deputy: Account, absent: tuple[Post, Account], signed_in: Callable[[str], Client]
) -> None:
    today = office_date(timezone.now())
    set_stand_in(absent[0], by=SYSTEM, at=AT, deputy=Post.objects.get(title="副局长"), first=today, last=today)
    client = signed_in("wenruoshui")
    own = client.get("/directory/").content.decode()
    assert "名义办理" not in own
    assert "市教育局局长（代柳如川）" in own
    client.post("/post/", {"post": absent[0].ref})
    assert "您现在以市教育局局长 柳如川的名义办理（AB角）" in client.get("/directory/").content.decode()


def test_a_role_that_the_absent_one_lost_is_not_lent(deputy: Account, absent: tuple[Post, Account]) -> None:
    RoleGrant.objects.filter(account=absent[1]).update(valid_to=DAY - dt.timedelta(days=1))
    assert acting_for(deputy, on=DAY, post_ref=absent[0].ref).roles == frozenset()
