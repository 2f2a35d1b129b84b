"""Passwords: what the policy demands, and slips with a first password for handing out."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import check_password

from luoshi.journal.refusal import Refused
from luoshi.people.accounts.profiles import Policy
from luoshi.people.models import Account

_SLIP_ALPHABET = "abcdefghjkmnpqrstuvwxyz"
_SLIP_DIGITS = "23456789"
_CLASSES = (str.isupper, str.islower, str.isdigit, lambda char: not char.isalnum())


def require_strong(password: str, account: Account, policy: Policy, *, field: str = "password") -> None:
    """Refuse a password that the policy does not allow, saying what is missing."""
    length, classes = policy.number("password_length"), policy.number("password_classes")
    if len(password) < length:
        raise Refused(f"密码至少 {length} 位，现在是 {len(password)} 位。", field=field)
    found = sum(any(is_of(char) for char in password) for is_of in _CLASSES)
    if found < classes:
        raise Refused(
            f"密码须包含大写字母、小写字母、数字、符号中的至少 {classes} 种，现在是 {found} 种。", field=field
        )
    if account.login.lower() in password.lower():
        raise Refused("密码不能包含登录名。", field=field)
    history = policy.number("password_history")
    if account.pk and history:
        used = [account.password, *account.past_passwords.values_list("password", flat=True)[:history]]
        if any(check_password(password, one) for one in used[:history]):
            raise Refused(f"不能使用最近 {history} 次用过的密码。", field=field)


def slip_password() -> str:
    """A first password that can be read aloud: no letter that is mistaken for another; it satisfies every profile."""
    letters = "".join(secrets.choice(_SLIP_ALPHABET) for _ in range(7))
    digits = "".join(secrets.choice(_SLIP_DIGITS) for _ in range(4))
    return f"{letters[0].upper()}{letters[1:]}-{digits}"
