"""What every page may ask of the start: whether something needed is still missing."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.bodies.access import may_keep
from luoshi.journal.web import acting_of
from luoshi.people.accounts.acting import office_of
from luoshi.people.starting.standing import lacking
from luoshi.workdays import office_date


def missing(request: HttpRequest) -> dict[str, object]:
    """``missing_to_start``: sentences for whoever keeps the office's directory; asked for only when a page shows them."""
    if getattr(request, "acting", None) is None:
        return {}

    def found() -> tuple[str, ...]:
        acting = acting_of(request)
        return lacking(office_of(acting), office_date(timezone.now())) if may_keep(acting) and acting.office else ()

    return {"missing_to_start": SimpleLazyObject(found)}
