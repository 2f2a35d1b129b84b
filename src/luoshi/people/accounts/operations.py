"""Every write of accounts, roles and the installation's profile."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import make_password

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, record, revise
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.people.accounts import second_factor
from luoshi.people.accounts.passwords import require_strong
from luoshi.people.accounts.profiles import current_policy, policy
from luoshi.people.models import (
    ADMINISTRATORS,
    Account,
    Installation,
    PastPassword,
    Person,
    Profile,
    Role,
    RoleGrant,
    SignedInSession,
)
from luoshi.workdays import office_date


def require_admin(by: Acting, office: int | None) -> None:
    """Raise ``Unseen`` for another office's accounts, ``Denied`` for whoever may not manage accounts."""
    if not by.is_system and by.office != office:
        raise Unseen
    if not by.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        raise Denied("账号由系统管理员或安全管理员管理。请联系他们办理。")


@operation("account.open")
def open_account(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    login: str,
    name: str,
    password: str,
    person: Person | None = None,
    must_change_password: bool = True,
    hashed: str = "",
    token: str = "",
) -> Account:
    """Open an account with a first password, which by default must be changed at the first sign-in.

    ``hashed`` is the same password, hashed before the transaction: hashing takes a third of a second, and a batch has a hundred.
    """
    require_admin(by, office.pk)
    login, name = login.strip(), name.strip()
    if not login or not login.isprintable() or " " in login:
        raise Refused("请填写登录名，不含空格。", field="login")
    if not name:
        raise Refused("请填写姓名。", field="name")
    if Account.objects.filter(login__iexact=login).exists():
        raise Refused(f"登录名“{login}”已有人使用，请换一个。", field="login")
    if person is not None and person.office_id != office.pk:
        raise Unseen
    account = Account(office=office, login=login, name=name, person=person, must_change_password=must_change_password)
    require_strong(password, account, current_policy())
    account.password = hashed or make_password(password)
    account.password_changed_at = at
    return found(account, "account.opened", ("login", "name", "person"), by=by, at=at)


@operation("account.set_active")
def set_active(
    account: Account, *, by: Acting, at: dt.datetime, active: bool, token: str = "", seen_seq: int | None = None
) -> Account:
    """Close an account to sign-in, or open it again; its sessions end at once."""
    require_admin(by, account.office_id)
    if by.account == account.login and not active:
        raise Refused("不能停用自己正在使用的账号。请由另一名管理员办理。")
    if not active:
        SignedInSession.objects.filter(account=account).delete()
    return revise(account, "account.activity", {"is_active": active}, by=by, at=at)


@operation("account.reset")
def reset_password(
    account: Account,
    *,
    by: Acting,
    at: dt.datetime,
    password: str,
    hashed: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> Account:
    """Give a new first password, unlock the account and forget the second factor; sessions end. ``hashed`` as in ``open_account``."""
    require_admin(by, account.office_id)
    _keep_past(account, at)
    account.password = hashed or make_password(password)
    account.must_change_password, account.password_changed_at = True, at
    account.failures, account.locked_until, account.totp_secret = 0, None, ""
    SignedInSession.objects.filter(account=account).delete()
    saved = ("password", "must_change_password", "password_changed_at", "failures", "locked_until", "totp_secret")
    record(account, "account.reset", by=by, at=at, save=saved)
    return account


@operation("account.change_password")
def change_password(account: Account, *, by: Acting, at: dt.datetime, old: str, new: str, token: str = "") -> Account:
    """Change one's own password."""
    if by.account != account.login:
        raise Unseen
    if not account.check_password(old):
        raise Refused("原密码不对。", field="old")
    if old == new:
        raise Refused("新密码不能与原密码相同。", field="new")
    require_strong(new, account, current_policy(), field="new")
    _keep_past(account, at)
    account.set_password(new)
    account.must_change_password, account.password_changed_at = False, at
    record(
        account,
        "account.password_changed",
        by=by,
        at=at,
        save=("password", "must_change_password", "password_changed_at"),
    )
    return account


def _keep_past(account: Account, at: dt.datetime) -> None:
    PastPassword.objects.create(account=account, password=account.password, at=at)


@operation("account.second_factor")
def set_second_factor(
    account: Account, *, by: Acting, at: dt.datetime, secret: str, code: str, token: str = ""
) -> Account:
    """Take a second factor into use; the code proves that the phone has the secret."""
    if by.account != account.login:
        raise Unseen
    step = second_factor.step_of(account, code, at=at, secret=secret)
    if step is None:
        raise Refused("动态口令不对。请核对手机时间是否准确，等下一组数字出现后再输。", field="code")
    account.totp_secret, account.totp_step = secret, step
    record(account, "account.second_factor_set", by=by, at=at, save=("totp_secret", "totp_step"))
    return account


@operation("role.grant")
def grant_role(
    account: Account,
    *,
    by: Acting,
    at: dt.datetime,
    role: str,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    body: Body | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> RoleGrant:
    """Give an account a role from a day to a day. Where administrators are kept apart, nobody holds two of their roles."""
    require_admin(by, account.office_id)
    if role not in Role.values:
        raise Refused("没有这个角色，请从列表中选择。", field="role")
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("截止日期早于起始日期，请核对。", field="valid_to")
    if body is not None and body.office_id != account.office_id:
        raise Unseen
    if current_policy().demands("separate_administrators"):
        _require_separate(by, account, role, at)
    overlapping = RoleGrant.objects.filter(account=account, role=role, body=body).overlapping(valid_from, valid_to)
    if overlapping.exists():
        raise Refused("这个账号在这段时间已有这个角色。", field="role")
    grant = RoleGrant(
        office=account.office, account=account, role=role, body=body, valid_from=valid_from, valid_to=valid_to
    )
    return found(grant, "role.granted", ("account", "role", "body", "valid_from", "valid_to"), by=by, at=at)


def _require_separate(by: Acting, account: Account, role: str, at: dt.datetime) -> None:
    lasting = RoleGrant.objects.overlapping(office_date(at), None)
    held = set(lasting.filter(account=account, role__in=ADMINISTRATORS).values_list("role", flat=True))
    if role in ADMINISTRATORS and held - {role}:
        raise Refused("等保三级模式下，系统、安全、审计管理员须由不同的人担任。", field="role")
    if role in ADMINISTRATORS and by.account == account.login:
        raise Refused("不能给自己授予管理员角色。请由另一名管理员办理。", field="role")


@operation("role.revoke")
def revoke_role(
    grant: RoleGrant, *, by: Acting, at: dt.datetime, on: dt.date, token: str = "", seen_seq: int | None = None
) -> RoleGrant:
    """End a role: the day before ``on`` is its last."""
    require_admin(by, grant.office_id)
    last = on - dt.timedelta(days=1)
    if grant.valid_from and last < grant.valid_from:
        return revise(grant, "role.revoked", {"valid_from": last, "valid_to": last}, by=by, at=at)
    return revise(grant, "role.revoked", {"valid_to": last}, by=by, at=at)


@operation("installation.profile")
def choose_profile(
    row: Installation | None, *, by: Acting, at: dt.datetime, profile: str, token: str = ""
) -> Installation:
    """Switch between the security profiles; refused where level 3 would leave two administrators' roles in one hand."""
    if not by.has(Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        raise Denied("安全模式由安全管理员设置。")
    if profile not in Profile.values:
        raise Refused("没有这种安全模式，请从列表中选择。", field="profile")
    if policy(profile).demands("separate_administrators") and (names := two_hats(on=office_date(at))):
        raise Refused(
            f"{'、'.join(names)}兼任了两类管理员。请先把系统、安全、审计管理员分给不同的人。", field="profile"
        )
    row = row or Installation.objects.select_for_update().first()
    if row is None:
        return found(Installation(profile=profile), "installation.profile", ("profile",), by=by, at=at)
    return revise(row, "installation.profile", {"profile": profile}, by=by, at=at)


def two_hats(*, on: dt.date) -> list[str]:
    """Names of those who hold, or are to hold, more than one administrator's role on a day or after it."""
    held: dict[str, set[str]] = {}
    lasting = RoleGrant.objects.overlapping(on, None).filter(role__in=ADMINISTRATORS)
    for grant in lasting.select_related("account"):
        held.setdefault(grant.account.name, set()).add(grant.role)
    return sorted(name for name, roles in held.items() if len(roles) > 1)
