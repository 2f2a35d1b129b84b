"""``request.acting``: who acts through a request, or ``None``; and the limits that the profile sets on a session."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from luoshi.people.accounts.acting import acting_for
from luoshi.people.accounts.profiles import Policy, current_policy
from luoshi.people.accounts.signing_in import goes_on
from luoshi.people.models import Account
from luoshi.workdays import office_date

POST_IN_SESSION = "post"


def address_of(request: HttpRequest) -> str:
    """Where a request came from, as the server saw it; a header that anyone can write is not believed."""
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


class ActingMiddleware:
    """Behind Django's authentication: sets ``request.acting`` and sends whoever must act first to the page for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = None  # type: ignore[attr-defined]
        account = request.user
        if not isinstance(account, Account):
            return self.get_response(request)
        policy, now = current_policy(), timezone.now()
        if not goes_on(account, request.session.session_key or "", policy=policy, at=now):
            logout(request)
            return self.get_response(request)
        request.acting = acting_for(  # type: ignore[attr-defined]
            account,
            on=office_date(now),
            post_ref=request.session.get(POST_IN_SESSION, ""),
            address=address_of(request),
        )
        return self._first_things_first(request, account, policy) or self.get_response(request)

    def _first_things_first(self, request: HttpRequest, account: Account, policy: Policy) -> HttpResponse | None:
        """A first password must be changed, and a second factor set, before anything else is done."""
        allowed = {
            reverse("people:change_password"),
            reverse("people:second_factor"),
            reverse("people:sign_out"),
            reverse("people:second_factor_picture"),
        }
        if request.path in allowed or request.path.startswith("/static/"):
            return None
        days = policy.number("password_days")
        old = days and account.password_changed_at and (timezone.now() - account.password_changed_at).days >= days
        if account.must_change_password or old:
            return redirect("people:change_password")
        if policy.demands("second_factor") and not account.totp_secret:
            return redirect("people:second_factor")
        return None
