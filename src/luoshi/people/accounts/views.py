"""Signing in, one's own password and second factor."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.journal.refusal import Refused
from luoshi.journal.web import acting_of, public, signed_in
from luoshi.people.accounts import operations, second_factor, signing_in
from luoshi.people.accounts.forms import ChangePasswordForm, SecondFactorForm, SignInForm
from luoshi.people.accounts.middleware import POST_IN_SESSION, address_of
from luoshi.people.accounts.profiles import current_policy
from luoshi.people.accounts.session import account_of, secret_in_session
from luoshi.people.models import Account

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: a page of ours, never an address from outside; the landing page where none is asked for."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if allowed else resolve_url(settings.LOGIN_REDIRECT_URL)


@public
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page to sign in; its refusal does not tell whether the login exists."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        attempt = signing_in.Attempt(**form.cleaned_data, address=address_of(request))
        policy, now = current_policy(), timezone.now()
        try:
            account = signing_in.check(attempt, policy=policy, at=now)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            login(request, account, backend=BACKEND)
            request.session.save()
            signing_in.begin(account, request.session.session_key or "", policy=policy, address=attempt.address, at=now)
            return redirect(_next(request))
    status = 422 if form.errors else 200
    return render(request, "people/sign_in.html", {"form": form, "next": _next(request)}, status=status)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    signing_in.end(
        account_of(request), request.session.session_key or "", address=address_of(request), at=timezone.now()
    )
    logout(request)
    return redirect("people:sign_in")


@signed_in
@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Choose the post to act in; one that is not held is ignored when acting."""
    request.session[POST_IN_SESSION] = request.POST.get("post", "")
    return redirect(_next(request))


@signed_in
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; everyone comes here with a first password."""
    form = ChangePasswordForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid():
        old, new, token = (form.cleaned_data[name] for name in ("old", "new", "token"))
        try:
            changed = operations.change_password(
                account, by=acting_of(request), at=timezone.now(), old=old, new=new, token=token
            )
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            _keep_session(request, changed)
            return redirect("/")
    context = {"form": form, "policy": current_policy(), "first": account.must_change_password}
    return render(request, "people/change_password.html", context, status=422 if form.errors else 200)


def _keep_session(request: HttpRequest, account: Account) -> None:
    """A new password ends all other sessions; this one goes on under a new key."""
    old = request.session.session_key or ""
    login(request, account, backend=BACKEND)
    request.session.save()
    signing_in.only_this(account, old, request.session.session_key or "")


@signed_in
@never_cache
def set_second_factor(request: HttpRequest) -> HttpResponse:
    """Take a second factor into use."""
    form = SecondFactorForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid():
        secret = secret_in_session(request)
        try:
            operations.set_second_factor(
                account, by=acting_of(request), at=timezone.now(), secret=secret, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            return redirect("/")
    context = {"form": form, "account": account, "has_one": bool(account.totp_secret)}
    return render(request, "people/second_factor.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_safe
def second_factor_picture(request: HttpRequest) -> HttpResponse:
    """The QR picture; an image of its own, because the page allows no inline drawing from data."""
    drawn = second_factor.picture(account_of(request), secret_in_session(request))
    return HttpResponse(drawn, content_type="image/svg+xml")
