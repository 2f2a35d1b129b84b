"""Health for machines, background work for the system administrator."""

from __future__ import annotations

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.jobs.health import health
from luoshi.jobs.models import Job
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, for_roles, public
from luoshi.upkeep import operations
from luoshi.upkeep.access import CARETAKER, jobs_seen_by
from luoshi.upkeep.page import jobs_page

caretaker = for_roles(CARETAKER)


@public
@never_cache
@require_safe
def healthy(_request: HttpRequest) -> JsonResponse:
    """Numbers only. 200 while work is being done, 503 where nothing is, or the database does not answer."""
    try:
        now = health(at=timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "down", "database": False}, status=503)
    return JsonResponse({**now.as_dict(), "database": True}, status=503 if now.status == "down" else 200)


@caretaker
@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """What waits, what needs a person, who works, what comes round when."""
    return render(request, "upkeep/jobs.html", {"page": jobs_page(acting_of(request), at=timezone.now())})


@caretaker
@require_POST
def retry(request: HttpRequest, ref: str) -> HttpResponse:
    """Have a job tried again."""
    operations.retry_job(_job(request, ref), by=acting_of(request), at=timezone.now())
    messages.success(request, "已安排再试一次。")
    return redirect("upkeep:jobs")


@caretaker
@require_POST
def abandon(request: HttpRequest, ref: str) -> HttpResponse:
    """Give a job up."""
    operations.abandon_job(_job(request, ref), by=acting_of(request), at=timezone.now())
    messages.success(request, "已放弃这个任务。")
    return redirect("upkeep:jobs")


def _job(request: HttpRequest, ref: str) -> Job:
    job = jobs_seen_by(acting_of(request)).filter(ref=ref).first()
    if job is None:
        raise Unseen
    return job
