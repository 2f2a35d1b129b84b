"""Signing in and out, and the limits on sessions.

Attempts and sessions are no facts of the office: they are counted here and told in the access log, not in the journal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct
from luoshi.journal.refusal import Refused
from luoshi.people.accounts import second_factor
from luoshi.people.accounts.profiles import Policy
from luoshi.people.models import Account, SignedInSession, SignInAttempt

_WINDOW = dt.timedelta(minutes=10)
_WRONG = "登录名或密码不对。忘记密码时，请联系系统管理员重置。"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What someone typed, and from where."""

    login: str
    password: str
    code: str
    address: str


def check(attempt: Attempt, *, policy: Policy, at: dt.datetime) -> Account:
    """The account that may sign in with this; raises ``Refused`` with a sentence that does not tell whether the login exists."""
    recent = SignInAttempt.objects.filter(address=attempt.address, at__gt=at - _WINDOW).count()
    if recent >= policy.number("tries_per_address"):
        raise Refused("这台电脑输错的次数太多。请十分钟后再试。")
    with transaction.atomic():
        account = Account.objects.get_queryset().select_for_update().filter(login__iexact=attempt.login.strip()).first()
        refusal = _refusal(account, attempt, policy, at)
        if refusal is None and account is not None:
            account.failures, account.locked_until = 0, None
            account.save(update_fields=["failures", "locked_until", "totp_step"])
            return account
    _note_failure(account, attempt, at)
    raise Refused(refusal or _WRONG)


def _refusal(account: Account | None, attempt: Attempt, policy: Policy, at: dt.datetime) -> str | None:
    if account is None or not account.is_active:
        make_password(attempt.password)  # so that the answer takes as long as for a login that exists
        return _WRONG
    if account.locked(at):
        return "这个账号因多次输错已锁定。请稍后再试，或请系统管理员解锁。"
    if not account.check_password(attempt.password):
        _count(account, policy, at)
        return _WRONG
    if account.totp_secret:
        step = second_factor.step_of(account, attempt.code, at=at)
        if step is None:
            _count(account, policy, at)
            return (
                "请输入手机上的动态口令。" if not attempt.code else "动态口令不对或已用过，请等下一组数字出现后再输。"
            )
        account.totp_step = step
    return None


def _count(account: Account, policy: Policy, at: dt.datetime) -> None:
    """One more failure; at the limit the account is locked for a while."""
    account.failures += 1
    if account.failures >= policy.number("lock_after"):
        account.failures, account.locked_until = 0, at + dt.timedelta(minutes=policy.number("lock_minutes"))
        log_access(AccessAct.LOCKED, by=_by(account, ""), at=at)
    account.save(update_fields=["failures", "locked_until"])


def _note_failure(account: Account | None, attempt: Attempt, at: dt.datetime) -> None:
    SignInAttempt.objects.filter(at__lt=at - dt.timedelta(days=1)).delete()
    SignInAttempt.objects.create(login=attempt.login[:40], address=attempt.address, at=at)
    by = Acting(
        office=account.office_id if account else None,
        account=attempt.login[:40],
        name=account.name if account else "",
        address=attempt.address,
    )
    log_access(AccessAct.SIGN_IN_FAILED, by=by, at=at)


def begin(account: Account, key: str, *, policy: Policy, address: str, at: dt.datetime) -> None:
    """Note a session; where the policy limits how many there may be at once, the oldest end."""
    SignedInSession.objects.create(account=account, key=key, started_at=at, seen_at=at, address=address)
    if limit := policy.number("concurrent"):
        kept = SignedInSession.objects.filter(account=account).order_by("-started_at", "-id")[:limit]
        SignedInSession.objects.filter(account=account).exclude(pk__in=[row.pk for row in kept]).delete()
    log_access(AccessAct.SIGNED_IN, by=_by(account, address), at=at)


def goes_on(account: Account, key: str, *, policy: Policy, at: dt.datetime) -> bool:
    """Whether a session may go on; it ends when idle or open for too long, or when it was ended from elsewhere."""
    row = SignedInSession.objects.filter(account=account, key=key).first()
    if row is None or not account.is_active:
        return False
    idle = dt.timedelta(minutes=policy.number("idle_minutes"))
    if at - row.seen_at > idle or at - row.started_at > dt.timedelta(hours=policy.number("absolute_hours")):
        row.delete()
        return False
    if at - row.seen_at > dt.timedelta(minutes=1):
        SignedInSession.objects.filter(pk=row.pk).update(seen_at=at)
    return True


def only_this(account: Account, old: str, new: str) -> None:
    """End every other session of an account; this one goes on under a new key."""
    SignedInSession.objects.filter(account=account).exclude(key=old).delete()
    SignedInSession.objects.filter(key=old).update(key=new)


def end(account: Account, key: str, *, address: str, at: dt.datetime) -> None:
    """Forget a session."""
    SignedInSession.objects.filter(account=account, key=key).delete()
    log_access(AccessAct.SIGNED_OUT, by=_by(account, address), at=at)


def _by(account: Account, address: str) -> Acting:
    return Acting(office=account.office_id, account=account.login, name=account.name, address=address)
