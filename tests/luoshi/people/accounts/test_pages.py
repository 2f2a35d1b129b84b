"""The administrators' pages do what their operations do, and give back what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from cast import Cast
from luoshi.people.models import Account, Installation, Profile, Role, RoleGrant


def test_an_account_opened_on_the_page_gets_a_slip_that_signs_in(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("sysadmin")
    answer = client.post("/accounts/open/", {"login": "xinren", "name": "新人", "role": "clerk", "token": "t"})
    slip = re.search(r"<code>(.+?)</code>", answer.content.decode())
    assert slip is not None
    fresh = Client()
    assert fresh.post("/sign-in/", {"login": "xinren", "password": slip[1]}).status_code == 302
    assert RoleGrant.objects.get(account__login="xinren").role == Role.CLERK


def test_a_login_that_is_taken_is_said_beside_the_field_and_nothing_is_lost(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    answer = signed_in("sysadmin").post("/accounts/open/", {"login": "liqiang", "name": "另一人", "role": "clerk"})
    assert answer.status_code == 422
    assert "已有人使用" in answer.content.decode()
    assert 'value="另一人"' in answer.content.decode()


def test_pressing_twice_opens_one_account(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client, typed = signed_in("sysadmin"), {"login": "xinren", "name": "新人", "role": "clerk", "token": "same"}
    slips = [client.post("/accounts/open/", typed).content.decode() for _ in range(2)]
    password = re.findall(r"<code>(.+?)</code>", slips[1])[0]
    assert Client().post("/sign-in/", {"login": "xinren", "password": password}).status_code == 302
    assert Account.objects.visible_to(cast.acting("sysadmin")).filter(login="xinren").count() == 1
    assert RoleGrant.objects.filter(account__login="xinren").count() == 1


def test_roles_are_given_and_taken_on_the_page(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client, account = signed_in("sysadmin"), cast.accounts["liqiang"]
    client.post(f"/accounts/{account.ref}/", {"role": "section", "valid_from": "2026-03-01", "valid_to": ""})
    grant = RoleGrant.objects.get(account=account, role=Role.SECTION)
    assert "收回" in client.get(f"/accounts/{account.ref}/").content.decode()
    client.post(f"/roles/{grant.ref}/revoke/")
    grant.refresh_from_db()
    assert grant.valid_to is not None


def test_dates_the_wrong_way_round_are_said_beside_the_field(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    typed = {"role": "section", "valid_from": "2026-03-09", "valid_to": "2026-03-01"}
    answer = signed_in("sysadmin").post(f"/accounts/{cast.accounts['liqiang'].ref}/", typed)
    assert answer.status_code == 422
    assert "截止日期早于起始日期" in answer.content.decode()


def test_a_closed_account_is_out_at_once(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    shut, admin = signed_in("zhoumin"), signed_in("sysadmin")
    assert shut.get("/password/").status_code == 200
    admin.post(f"/accounts/{cast.accounts['zhoumin'].ref}/active/", {"active": "0"})
    assert shut.get("/password/").status_code == 302


def test_the_profile_is_changed_on_the_page_and_says_what_it_lacks(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("secadmin")
    assert "没有第二重验证" in client.get("/profile/").content.decode()
    assert client.post("/profile/", {"profile": "level_3"}).status_code == 302
    assert Installation.objects.get().profile == Profile.LEVEL_3


def test_a_post_one_does_not_hold_is_not_acted_in(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("zhoumin")
    assert client.post("/post/", {"post": "2222222222222222", "next": "/password/"})["Location"] == "/password/"
    assert client.get("/password/").status_code == 200
