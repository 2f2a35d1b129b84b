"""What a request's session holds of the account."""

from __future__ import annotations

from django.http import HttpRequest

from luoshi.journal.refusal import Denied
from luoshi.people.accounts import second_factor
from luoshi.people.models import Account

_SECRET = "second_factor"  # noqa: S105  (the name of a slot, not a secret)


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; views that use it are behind a login."""
    account = Account.objects.get_queryset().filter(pk=request.user.pk or 0).first()
    if account is None:
        raise Denied("请先登录。")
    return account


def secret_in_session(request: HttpRequest) -> str:
    """The secret offered to this session until a code proves that the phone has it; encrypted, as it is stored."""
    if _SECRET not in request.session:
        request.session[_SECRET] = second_factor.new_secret(account_of(request))
    return str(request.session[_SECRET])
