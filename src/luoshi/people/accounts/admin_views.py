"""Administrators' pages: accounts, roles, the security profile. They are operations like everything else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.journal.refusal import Refused, Unseen
from luoshi.journal.web import acting_of, for_roles
from luoshi.people.accounts import operations
from luoshi.people.accounts.acting import office_of
from luoshi.people.accounts.forms import GrantForm, OpenAccountForm, ProfileForm
from luoshi.people.accounts.passwords import slip_password
from luoshi.people.accounts.profiles import current_policy, installation, policy
from luoshi.people.models import Account, Profile, Role, RoleGrant
from luoshi.workdays import office_date

administrators = for_roles(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


def _account(request: HttpRequest, ref: str) -> Account:
    account = Account.objects.visible_to(acting_of(request)).filter(ref=ref).select_related("person", "office").first()
    if account is None:
        raise Unseen
    return account


@administrators
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts of the office with their roles."""
    rows = list(Account.objects.visible_to(acting_of(request)).select_related("person").prefetch_related("grants"))
    today = office_date(timezone.now())
    listed = [
        (row, [grant for grant in row.grants.all() if grant.holds(today)], row.locked(timezone.now())) for row in rows
    ]
    return render(request, "people/accounts.html", {"listed": listed, "policy": current_policy()})


@administrators
@never_cache
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account; its slip is shown once, to be printed and handed out."""
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return render(request, "people/open_account.html", {"form": form}, status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: OpenAccountForm) -> HttpResponse:
    acting, now, password, given = acting_of(request), timezone.now(), slip_password(), form.cleaned_data
    account = operations.open_account(
        office_of(acting),
        by=acting,
        at=now,
        login=given["login"],
        name=given["name"],
        password=password,
        token=given["token"],
    )
    operations.grant_role(account, by=acting, at=now, role=given["role"], token=f"{given['token']}-role")
    if not account.check_password(password):  # a second press: the slip that is seen last is the one that signs in
        account = operations.reset_password(account, by=acting, at=now, password=password)
    return render(request, "people/slip.html", {"account": account, "password": password})


@administrators
@never_cache
def account(request: HttpRequest, ref: str) -> HttpResponse:
    """One account: its roles, and what can be done with it."""
    row = _account(request, ref)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.grant_role(row, by=acting_of(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            return redirect("people:account", ref=row.ref)
    context = {"account": row, "grants": row.grants.all(), "form": form, "today": office_date(timezone.now())}
    return render(request, "people/account.html", context, status=422 if form.errors else 200)


@administrators
@never_cache
@require_POST
def reset_password(request: HttpRequest, ref: str) -> HttpResponse:
    """A new first password, on a slip."""
    row, password = _account(request, ref), slip_password()
    changed = operations.reset_password(row, by=acting_of(request), at=timezone.now(), password=password)
    return render(request, "people/slip.html", {"account": changed, "password": password})


@administrators
@require_POST
def set_active(request: HttpRequest, ref: str) -> HttpResponse:
    """Close or open an account."""
    row = _account(request, ref)
    operations.set_active(row, by=acting_of(request), at=timezone.now(), active=request.POST.get("active") == "1")
    return redirect("people:account", ref=ref)


@administrators
@require_POST
def revoke_role(request: HttpRequest, ref: str) -> HttpResponse:
    """End a role from today on."""
    grant = (
        RoleGrant.objects.filter(ref=ref, office_id=acting_of(request).office or 0).select_related("account").first()
    )
    if grant is None:
        raise Unseen
    operations.revoke_role(grant, by=acting_of(request), at=timezone.now(), on=office_date(timezone.now()))
    return redirect("people:account", ref=grant.account.ref)


@for_roles(Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN)
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """The security profile: what each demands and leaves unprotected, and the choice between them."""
    form = ProfileForm(request.POST or None, initial={"profile": current_policy().profile})
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_profile(installation(), by=acting_of(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, "安全模式已更换，从下一次登录起按新的要求执行。")
            return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form} | _policies(), status=422 if form.errors else 200)


def _policies() -> dict[str, object]:
    """Both profiles side by side, the one in force, and who would stand in the way of changing."""
    policies = [policy(name) for name in Profile.values]
    pairs = list(zip(*(one.settings.values() for one in policies), strict=True))
    return {
        "policies": policies,
        "pairs": pairs,
        "current": current_policy(),
        "two_hats": operations.two_hats(on=office_date(timezone.now())),
    }
