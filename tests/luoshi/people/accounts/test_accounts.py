"""Opening accounts, granting roles, and what level 3 asks for."""

from __future__ import annotations

import datetime as dt

import pytest

from cast import AT, DAY, PASSWORD, Cast
from luoshi.journal.acting import Acting
from luoshi.journal.events import history
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.people.accounts.acting import acting_for
from luoshi.people.accounts.operations import (
    change_password,
    choose_profile,
    grant_role,
    open_account,
    reset_password,
    revoke_role,
    set_active,
)
from luoshi.people.models import Account, Installation, Profile, Role, RoleGrant


def _level_3(cast: Cast) -> Installation:
    return choose_profile(None, by=cast.acting("secadmin"), at=AT, profile=Profile.LEVEL_3)


def test_an_account_is_opened_with_a_password_that_stays_out_of_the_journal(cast: Cast) -> None:
    account = open_account(
        cast.city, by=cast.acting("sysadmin"), at=AT, login="new", name="新人", password="Words-1234"
    )
    assert account.check_password("Words-1234")
    assert [entry.data for entry in history(account)] == [{"login": [None, "new"], "name": [None, "新人"]}]
    assert not Event.objects.filter(payload__contains=account.password).exists()


def test_two_accounts_never_share_a_login(cast: Cast) -> None:
    with pytest.raises(Refused, match="已有人使用"):
        open_account(
            cast.city, by=cast.acting("sysadmin"), at=AT, login="ZhouMin", name="另一人", password="Words-1234"
        )


@pytest.mark.parametrize(
    ("password", "sentence"), [("short1", "至少 8 位"), ("onlyletters", "至少 2 种"), ("new-12345", "不能包含登录名")]
)
def test_a_weak_password_is_refused_with_what_is_missing(cast: Cast, password: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        open_account(cast.city, by=cast.acting("sysadmin"), at=AT, login="new", name="新人", password=password)


@pytest.mark.parametrize("login", ["zhoumin", "liqiang", "auditor"])
def test_who_is_no_administrator_opens_no_account(cast: Cast, login: str) -> None:
    with pytest.raises(Denied):
        open_account(cast.city, by=cast.acting(login), at=AT, login="new", name="新人", password="Words-1234")


def test_an_administrator_of_the_next_county_does_not_see_the_account(cast: Cast) -> None:
    stranger = Acting(office=cast.county.pk, account="x", name="外人", roles=frozenset({"system_admin"}))
    with pytest.raises(Unseen):
        reset_password(cast.accounts["liqiang"], by=stranger, at=AT, password="Words-1234")


def test_a_role_holds_from_its_first_to_its_last_day(cast: Cast) -> None:
    account = cast.accounts["liqiang"]
    last = DAY + dt.timedelta(days=5)
    grant_role(account, by=cast.acting("sysadmin"), at=AT, role=Role.CLERK, valid_from=DAY, valid_to=last)
    held = [
        Role.CLERK in acting_for(account, on=day).roles
        for day in (DAY - dt.timedelta(1), DAY, last, last + dt.timedelta(1))
    ]
    assert held == [False, True, True, False]


def test_a_revoked_role_is_gone_that_very_day(cast: Cast) -> None:
    account = cast.accounts["liqiang"]
    grant = RoleGrant.objects.get(account=account)
    revoke_role(grant, by=cast.acting("sysadmin"), at=AT, on=DAY)
    assert acting_for(account, on=DAY).roles == frozenset()
    assert Role.LIAISON in acting_for(account, on=DAY - dt.timedelta(days=1)).roles


def test_a_role_given_and_taken_on_one_day_held_on_none(cast: Cast) -> None:
    account = cast.accounts["liqiang"]
    grant = grant_role(account, by=cast.acting("sysadmin"), at=AT, role=Role.CLERK, valid_from=DAY)
    revoke_role(grant, by=cast.acting("sysadmin"), at=AT, on=DAY)
    assert Role.CLERK not in acting_for(account, on=DAY).roles


def test_the_same_role_is_not_given_twice_for_one_time(cast: Cast) -> None:
    with pytest.raises(Refused, match="已有这个角色"):
        grant_role(cast.accounts["zhoumin"], by=cast.acting("sysadmin"), at=AT, role=Role.SUPERVISOR)


def test_a_liaison_acts_for_the_body_of_the_role(cast: Cast) -> None:
    assert cast.acting("liqiang").bodies == {cast.education.pk}


def test_one_clerk_may_hold_every_role(cast: Cast) -> None:
    for role in (Role.SYSTEM_ADMIN, Role.AUDITOR):
        grant_role(cast.accounts["zhoumin"], by=cast.acting("sysadmin"), at=AT, role=role)
    assert {Role.SYSTEM_ADMIN, Role.AUDITOR} <= cast.acting("zhoumin").roles


def test_level_3_keeps_the_three_administrators_apart(cast: Cast) -> None:
    _level_3(cast)
    with pytest.raises(Refused, match="不同的人"):
        grant_role(cast.accounts["auditor"], by=cast.acting("sysadmin"), at=AT, role=Role.SYSTEM_ADMIN)


def test_level_3_is_refused_while_one_hand_holds_two_of_them(cast: Cast) -> None:
    grant_role(cast.accounts["auditor"], by=cast.acting("sysadmin"), at=AT, role=Role.SYSTEM_ADMIN)
    with pytest.raises(Refused, match="吴审兼任"):
        _level_3(cast)


def test_a_role_that_ends_later_still_stands_in_the_way_of_level_3(cast: Cast) -> None:
    until = DAY + dt.timedelta(days=30)
    by = cast.acting("sysadmin")
    grant_role(cast.accounts["auditor"], by=by, at=AT, role=Role.SYSTEM_ADMIN, valid_from=DAY, valid_to=until)
    with pytest.raises(Refused, match="吴审兼任"):
        _level_3(cast)


def test_nobody_makes_himself_an_administrator_at_level_3(cast: Cast) -> None:
    _level_3(cast)
    revoke_role(RoleGrant.objects.get(account=cast.accounts["sysadmin"]), by=cast.acting("secadmin"), at=AT, on=DAY)
    by = Acting(office=cast.city.pk, account="sysadmin", name="钱多", roles=frozenset({"security_admin"}))
    with pytest.raises(Refused, match="给自己"):
        grant_role(cast.accounts["sysadmin"], by=by, at=AT, role=Role.SYSTEM_ADMIN, valid_from=DAY)


def test_level_3_remembers_the_last_passwords(cast: Cast) -> None:
    _level_3(cast)
    account, by = cast.accounts["zhoumin"], cast.acting("zhoumin")
    change_password(account, by=by, at=AT, old=PASSWORD, new="Other-45678")
    with pytest.raises(Refused, match="最近 5 次"):
        change_password(account, by=by, at=AT, old="Other-45678", new=PASSWORD)


def test_the_old_password_is_asked_for(cast: Cast) -> None:
    with pytest.raises(Refused, match="原密码不对"):
        change_password(cast.accounts["zhoumin"], by=cast.acting("zhoumin"), at=AT, old="wrong", new="Other-45678")


def test_nobody_changes_another_ones_password(cast: Cast) -> None:
    with pytest.raises(Unseen):
        change_password(cast.accounts["zhoumin"], by=cast.acting("sysadmin"), at=AT, old=PASSWORD, new="Other-45678")


def test_an_administrator_does_not_shut_himself_out(cast: Cast) -> None:
    with pytest.raises(Refused, match="自己正在使用"):
        set_active(cast.accounts["sysadmin"], by=cast.acting("sysadmin"), at=AT, active=False)


def test_an_account_is_no_person(cast: Cast) -> None:
    assert Account.objects.get(login="auditor").person is None
