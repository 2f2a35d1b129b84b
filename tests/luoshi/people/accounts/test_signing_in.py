"""Signing in, what bars it, and how a session ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from cast import AT, PASSWORD, Cast
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.journal.refusal import Refused
from luoshi.keys.api import decrypt_for
from luoshi.people.accounts import second_factor, signing_in
from luoshi.people.accounts.operations import choose_profile, reset_password, set_active, set_second_factor
from luoshi.people.accounts.profiles import current_policy
from luoshi.people.accounts.signing_in import Attempt, check
from luoshi.people.models import Account, Profile, SignedInSession

HERE = "10.0.0.8"


def _try(login: str, password: str = PASSWORD, *, code: str = "", at: dt.datetime = AT, address: str = HERE) -> str:
    return check(Attempt(login, password, code, address), policy=current_policy(), at=at).login


def test_the_right_password_signs_in_whatever_the_case_of_the_login(cast: Cast) -> None:
    assert _try("ZhouMin") == "zhoumin"


def test_a_wrong_password_and_an_unknown_login_get_the_same_sentence(cast: Cast) -> None:
    sentences = set()
    for login in ("zhoumin", "nobody"):
        with pytest.raises(Refused) as refused:
            _try(login, "wrong")
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_failures_enter_the_access_log(cast: Cast) -> None:
    with pytest.raises(Refused):
        _try("zhoumin", "wrong")
    line = AccessEntry.objects.get(act=AccessAct.SIGN_IN_FAILED)
    assert (line.account, line.name, line.address) == ("zhoumin", "周敏", HERE)


def test_too_many_failures_lock_the_account_for_a_while(cast: Cast) -> None:
    for number in range(10):
        with pytest.raises(Refused):
            _try("zhoumin", "wrong", address=f"10.0.1.{number}")
    with pytest.raises(Refused, match="锁定"):
        _try("zhoumin", address="10.0.2.1")
    assert _try("zhoumin", at=AT + dt.timedelta(minutes=11), address="10.0.2.1") == "zhoumin"
    assert AccessEntry.objects.filter(act=AccessAct.LOCKED).count() == 1


def test_too_many_failures_from_one_address_bar_the_address(cast: Cast) -> None:
    for number in range(30):
        with pytest.raises(Refused):
            _try(f"guess{number}", "wrong")
    with pytest.raises(Refused, match="这台电脑"):
        _try("zhoumin")
    assert _try("zhoumin", at=AT + dt.timedelta(minutes=11)) == "zhoumin"


def test_a_reset_unlocks(cast: Cast) -> None:
    for _ in range(10):
        with pytest.raises(Refused):
            _try("zhoumin", "wrong")
    reset_password(cast.accounts["zhoumin"], by=cast.acting("sysadmin"), at=AT, password="Words-1234")
    assert _try("zhoumin", "Words-1234") == "zhoumin"


def test_a_closed_account_does_not_sign_in(cast: Cast) -> None:
    set_active(cast.accounts["zhoumin"], by=cast.acting("sysadmin"), at=AT, active=False)
    with pytest.raises(Refused):
        _try("zhoumin")


def test_a_second_factor_once_set_is_asked_for(cast: Cast) -> None:
    account, by = cast.accounts["zhoumin"], cast.acting("zhoumin")
    secret = second_factor.new_secret(account)
    assert decrypt_for(account.ref, secret) not in secret
    right = pyotp.TOTP(decrypt_for(account.ref, secret)).at(AT)
    with pytest.raises(Refused, match="不对"):
        set_second_factor(account, by=by, at=AT, secret=secret, code="000000")
    set_second_factor(account, by=by, at=AT, secret=secret, code=right)
    later = AT + dt.timedelta(seconds=30)
    fresh = pyotp.TOTP(decrypt_for(account.ref, secret)).at(later)
    with pytest.raises(Refused, match="动态口令"):
        _try("zhoumin", at=later)
    assert _try("zhoumin", code=fresh, at=later) == "zhoumin"


def test_a_code_counts_once(cast: Cast) -> None:
    account, by = cast.accounts["zhoumin"], cast.acting("zhoumin")
    secret = second_factor.new_secret(account)
    codes = pyotp.TOTP(decrypt_for(account.ref, secret))
    set_second_factor(account, by=by, at=AT, secret=secret, code=codes.at(AT))
    with pytest.raises(Refused, match="已用过"):
        _try("zhoumin", code=codes.at(AT))
    later = AT + dt.timedelta(seconds=60)
    assert _try("zhoumin", code=codes.at(later), at=later) == "zhoumin"
    with pytest.raises(Refused, match="已用过"):
        _try("zhoumin", code=codes.at(later), at=later + dt.timedelta(seconds=5))


def test_a_session_ends_when_idle_and_when_open_for_too_long(cast: Cast) -> None:
    account, policy = cast.accounts["zhoumin"], current_policy()
    signing_in.begin(account, "a" * 32, policy=policy, address=HERE, at=AT)
    assert signing_in.goes_on(account, "a" * 32, policy=policy, at=AT + dt.timedelta(hours=7))
    assert not signing_in.goes_on(account, "a" * 32, policy=policy, at=AT + dt.timedelta(hours=16))
    signing_in.begin(account, "b" * 32, policy=policy, address=HERE, at=AT)
    for hours in (6, 12, 18, 23):
        assert signing_in.goes_on(account, "b" * 32, policy=policy, at=AT + dt.timedelta(hours=hours))
    assert not signing_in.goes_on(account, "b" * 32, policy=policy, at=AT + dt.timedelta(hours=25))


def test_level_3_allows_one_session_at_a_time(cast: Cast) -> None:
    choose_profile(None, by=cast.acting("secadmin"), at=AT, profile=Profile.LEVEL_3)
    account, policy = cast.accounts["zhoumin"], current_policy()
    for key in ("a" * 32, "b" * 32):
        signing_in.begin(account, key, policy=policy, address=HERE, at=AT)
    assert not signing_in.goes_on(account, "a" * 32, policy=policy, at=AT)
    assert signing_in.goes_on(account, "b" * 32, policy=policy, at=AT)


def test_signing_out_ends_the_session(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("sysadmin")
    assert client.get("/accounts/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/accounts/").status_code == 302
    assert not SignedInSession.objects.exists()


def test_after_signing_in_one_never_lands_outside(cast: Cast) -> None:
    typed = {"login": "zhoumin", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post("/sign-in/", typed)["Location"] == "/desk/"


def test_a_first_password_must_be_changed_before_anything_else(cast: Cast) -> None:
    reset_password(cast.accounts["sysadmin"], by=cast.acting("secadmin"), at=AT, password="Words-1234")
    client = Client()
    client.post("/sign-in/", {"login": "sysadmin", "password": "Words-1234"})
    assert client.get("/accounts/")["Location"] == "/password/"
    typed = {"old": "Words-1234", "new": "Fresh-56789", "again": "Fresh-56789"}
    assert client.post("/password/", typed).status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_level_3_asks_for_the_second_factor_before_anything_else(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    choose_profile(None, by=cast.acting("secadmin"), at=AT, profile=Profile.LEVEL_3)
    client = signed_in("sysadmin")
    Account.objects.get_queryset().update(password_changed_at=timezone.now())
    assert client.get("/accounts/")["Location"] == "/second-factor/"
    assert client.get("/second-factor/picture.svg")["Content-Type"] == "image/svg+xml"


def test_what_was_typed_wrong_is_said_on_the_page_and_the_login_stays(cast: Cast) -> None:
    answer = Client().post("/sign-in/", {"login": "zhoumin", "password": "wrong"})
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.content.decode()
    assert 'value="zhoumin"' in answer.content.decode()


def test_a_password_grows_old_at_level_3(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    choose_profile(None, by=cast.acting("secadmin"), at=AT, profile=Profile.LEVEL_3)
    client = signed_in("sysadmin")
    changed = timezone.now() - dt.timedelta(days=90)
    Account.objects.get_queryset().update(password_changed_at=changed)
    assert client.get("/accounts/")["Location"] == "/password/"
