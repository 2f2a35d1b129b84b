"""What the head of every page shows of who is signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.people.accounts.acting import Seat, seats_to_act_in
from luoshi.people.accounts.session import account_of
from luoshi.workdays import office_date


def posts(request: HttpRequest) -> dict[str, object]:
    """The posts to choose from; asked for only when a page shows them."""
    if getattr(request, "acting", None) is None:
        return {}

    def found() -> list[Seat]:
        return seats_to_act_in(account_of(request), office_date(timezone.now()))

    return {"seats_to_act_in": SimpleLazyObject(found)}
