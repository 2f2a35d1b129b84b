"""The start: what there is and what is missing, and the account slips, which are given out once. The steps are imports."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.access import KEEPERS
from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused, Stale
from luoshi.journal.web import acting_of, for_roles
from luoshi.people.accounts.acting import office_of
from luoshi.people.accounts.admin_views import administrators
from luoshi.people.directory.views import keepers
from luoshi.people.models import Role
from luoshi.people.starting import operations
from luoshi.people.starting.forms import SlipsForm
from luoshi.people.starting.giving import give_out
from luoshi.people.starting.slips import candidates
from luoshi.people.starting.standing import standing_of
from luoshi.people.starting.steps import steps
from luoshi.workdays import office_date

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ONLY_HERE = ("localhost", "127.0.0.1", "::1")
starters = for_roles(*KEEPERS, Role.SECURITY_ADMIN)


@starters
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The steps, what each has already, and what does not work yet."""
    acting = acting_of(request)
    office = office_of(acting)
    standing = standing_of(office, office_date(timezone.now()))
    context = {"office": office, "standing": standing, "steps": steps(standing, acting)}
    return render(request, "people/starting/start.html", context)


@keepers
@require_POST
def found_government(request: HttpRequest) -> HttpResponse:
    """Enter the government itself, so that leaders have where to sit."""
    acting = acting_of(request)
    body = operations.found_government(
        office_of(acting), by=acting, at=timezone.now(), token=request.POST.get("token", "")
    )
    messages.success(request, f"已录入“{body.name}”，可以导入领导分工了。")
    return redirect("people:start_step", "leaders")


@administrators
@never_cache
def slips(request: HttpRequest) -> HttpResponse:
    """Choose bodies; one press opens their accounts and gives the slips, once."""
    address = request.build_absolute_uri("/")
    form = SlipsForm(request.POST or None, initial={"address": address, "token": new_ref()})
    if request.method == "POST" and form.is_valid():
        try:
            return _given_out(request, form)
        except Stale as given_before:
            messages.error(request, given_before.sentence)
            return redirect("people:start_slips")
        except Refused as refused:
            if refused.status in {403, 404}:
                raise
            form.add_error(None, refused.sentence)
    return render(request, "people/starting/slips.html", _choice(request, form), status=422 if form.errors else 200)


def _choice(request: HttpRequest, form: SlipsForm) -> dict[str, object]:
    """Whom to choose from; ``chosen`` is what was ticked on a form that came back, ``None`` on a fresh one."""
    return {
        "form": form,
        "candidates": candidates(office_of(acting_of(request)), office_date(timezone.now())),
        "chosen": set(request.POST.getlist("bodies")) if form.is_bound else None,
        "only_here": (urlsplit(request.build_absolute_uri()).hostname or "") in _ONLY_HERE,
    }


def _given_out(request: HttpRequest, form: SlipsForm) -> HttpResponse:
    """The document itself: the only place the passwords ever go to."""
    acting, now = acting_of(request), timezone.now()
    paper = give_out(
        office_of(acting), request.POST.getlist("bodies"), by=acting, at=now,
        address=form.cleaned_data["address"], token=form.cleaned_data["token"],
    )  # fmt: skip
    name = f"账号单{office_date(now):%Y%m%d}.docx"
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(paper, content_type=_WORD, headers={"Content-Disposition": header})
