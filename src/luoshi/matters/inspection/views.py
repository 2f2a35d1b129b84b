"""Inspections: the list, the plan with how often its bodies were visited, and the page on which everything is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Body, Office
from luoshi.documents.split import safe
from luoshi.documents.written import MEDIA_TYPES
from luoshi.files.access import KEEPERS
from luoshi.journal.accesslog import log_access
from luoshi.journal.models import AccessAct
from luoshi.journal.paging import page_by_key
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, for_roles
from luoshi.matters.access import READERS, may_keep
from luoshi.matters.inspection.doing import ACTS, form_of
from luoshi.matters.inspection.forms import PlanForm, ProblemForms, SiteForm, SiteForms
from luoshi.matters.inspection.mending import MENDS, On
from luoshi.matters.inspection.page import inspection_page
from luoshi.matters.inspection.papers import plan_paper, problems_paper
from luoshi.matters.inspection.visits import Quarter, visits_before, visits_in_quarter
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import Inspection
from luoshi.matters.operations.inspecting import plan_inspection
from luoshi.people.accounts.acting import office_of
from luoshi.people.directory.acts import run
from luoshi.workdays import office_date

keepers, readers = for_roles(*KEEPERS), for_roles(*READERS)


def _row(request: HttpRequest, ref: str) -> Inspection:
    row = Inspection.objects.visible_to(acting_of(request)).select_related("office").filter(ref=ref).first()
    if row is None:
        raise Unseen
    return row


def _names(office: Office) -> list[str]:
    return [str(body) for body in Body.objects.filter(office=office).existing(office_date(timezone.now()))]


@readers
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """The inspections of the office, newest first, and who was visited in this quarter."""
    acting, on = acting_of(request), office_date(timezone.now())
    rows = Inspection.objects.visible_to(acting)
    keys = [request.GET.get(name, "") for name in ("before", "after")]
    before, after = (int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None for key in keys)
    page = page_by_key(rows, before=before, after=after)
    visited = visits_in_quarter(office_of(acting), on=on)
    context = {"page": page, "visited": visited, "keeps": may_keep(acting)}
    return render(request, "matters/inspection/list.html", context)


@keepers
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Write the plan; the sites show how often each body was visited in this quarter."""
    acting, on = acting_of(request), office_date(timezone.now())
    office = office_of(acting)
    form = PlanForm(request.POST or None, initial={"starts_on": on})
    sites = SiteForms(request.POST or None, prefix="site", form_kwargs={"finder": Finder(office, on)})
    row = None
    if request.POST.get("step") != "look" and (not sites.is_bound or sites.is_valid()):
        row = run(request, form, None, lambda: plan_inspection(
            office, by=acting, at=timezone.now(), plan=form.plan(), visits=_visits(sites), **form.values("token")
        ))  # fmt: skip
    if row is not None:
        messages.success(request, "方案已拟定。批准后开展；每个点位去过以后在这里记一笔。")
        return redirect("matters:inspection", row.ref)
    return _planning(request, form, sites, office)


def _visits(sites: BaseFormSet[SiteForm]) -> list[Any]:
    return [found for each in sites if (found := each.visit()) is not None]


def _planning(request: HttpRequest, form: PlanForm, sites: BaseFormSet[SiteForm], office: Office) -> HttpResponse:
    looks = request.POST.get("step") == "look"
    before = _visited_before(office, sites)
    visited = visits_in_quarter(office, on=office_date(timezone.now()))
    status = 422 if form.is_bound and not looks else 200
    context = {"form": form, "sites": sites, "before": before, "visited": visited, "names": _names(office)}
    return render(request, "matters/inspection/new.html", context, status=status)


def _visited_before(office: Office, sites: BaseFormSet[SiteForm]) -> list[Quarter]:
    """How often the bodies of the rows that are sound were visited, each in the quarter of its own day."""
    sound = [visit for each in sites if sites.is_bound and each.is_valid() and (visit := each.visit()) is not None]
    asked = [(visit.body, visit.planned_on) for visit in sound]
    return visits_before(office, asked, on=office_date(timezone.now()))


@keepers
@require_POST
@never_cache
def look(request: HttpRequest) -> HttpResponse:
    """How often the bodies of the rows typed so far were visited: what the page shows while it is typed."""
    office = office_of(acting_of(request))
    finder = Finder(office, office_date(timezone.now()))
    sites = SiteForms(request.POST, prefix="site", form_kwargs={"finder": finder})
    return render(request, "matters/inspection/before.html", {"before": _visited_before(office, sites)})


@readers
@require_safe
@never_cache
def inspection(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about one inspection, and what may be done now."""
    return _shown(request, _row(request, ref))


def _shown(
    request: HttpRequest, row: Inspection, tried: dict[str, Any] | None = None, *, status: int = 422
) -> HttpResponse:
    on = office_date(timezone.now())
    page, keeps = inspection_page(row, on=on), may_keep(acting_of(request))
    finder = Finder(row.office, on) if keeps else None
    forms = {name: form_of(name, row, on=on) for name in ACTS} if keeps else {}
    rows: dict[str, Any] = {
        "sites": SiteForms(prefix="site", form_kwargs={"finder": finder}) if keeps else None,
        "problems": ProblemForms(prefix="problem", form_kwargs={"finder": finder}) if keeps else None,
    }
    context = {"page": page, "row": row, "keeps": keeps, "on": on, "forms": forms, **rows, **(tried or {})}
    context["forms"] = {**forms, **(tried or {}).get("forms", {})}
    context |= {
        "names": _names(row.office) if keeps else [],
        "may": page.may | (tried or {}).get("forms", {}).keys(),
    }
    return render(request, "matters/inspection/inspection.html", context, status=status if tried else 200)


@keepers
@require_POST
@never_cache
def act(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One act on an inspection; a refusal stands in its form with what was typed."""
    doing = ACTS.get(name)
    if doing is None:
        raise Http404
    row = _row(request, ref)
    if name == "visits" and request.POST.get("step") == "look":
        return _shown(request, row, _looked(request, row), status=200)
    done = doing(request, row)
    if done.sentence:
        messages.success(request, done.sentence)
        return redirect("matters:inspection", row.ref)
    row.refresh_from_db()
    return _shown(request, row, done.tried)


def _looked(request: HttpRequest, row: Inspection) -> dict[str, Any]:
    """The rows as they were typed, with how often their bodies were visited; nothing is written."""
    finder = Finder(row.office, office_date(timezone.now()))
    sites = SiteForms(request.POST, prefix="site", form_kwargs={"finder": finder})
    return {"sites": sites, "before": _visited_before(row.office, sites)}


@keepers
@never_cache
def mend(request: HttpRequest, ref: str, name: str, key: int) -> HttpResponse:
    """A correction, a cancellation or a review, on a page of its own; ``key`` is 0 for the inspection itself."""
    doing = MENDS.get(name)
    if doing is None:
        raise Http404
    row, at = _row(request, ref), timezone.now()
    on = On(row=row, key=key, by=acting_of(request), at=at, today=office_date(at))
    lead, form = doing.lead(on), doing.form(on, request.POST or None)
    done = run(request, form, row, lambda: doing.write(
        on, form, {"by": on.by, "at": at, **form.values("token", "seen_seq")}
    ))  # fmt: skip
    if done is not None:
        messages.success(request, doing.told)
        return redirect("matters:inspection", row.ref)
    context = {"doing": doing, "lead": lead, "form": form, "row": row, "names": _names(row.office)}
    return render(request, "matters/inspection/mend.html", context, status=422 if form.is_bound else 200)


@readers
@require_safe
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """督查方案 as a Word file."""
    return _paper(request, _row(request, ref), plan_paper, "督查方案")


@readers
@require_safe
def problems(request: HttpRequest, ref: str) -> HttpResponse:
    """问题清单 as a Word file."""
    return _paper(request, _row(request, ref), problems_paper, "问题清单")


def _paper(request: HttpRequest, row: Inspection, paper: Callable[[Inspection], bytes], name: str) -> HttpResponse:
    log_access(AccessAct.EXPORTED, by=acting_of(request), at=timezone.now(), subject=row, operation="inspections.print")
    answer = HttpResponse(paper(row), content_type=MEDIA_TYPES["docx"])
    named = content_disposition_header(as_attachment=True, filename=f"{safe(row.title)}_{name}.docx")
    answer["Content-Disposition"] = named or "attachment"
    return answer
