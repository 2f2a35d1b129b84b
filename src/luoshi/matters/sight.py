"""Which files are seen through a matter."""

from __future__ import annotations

from django.db.models import Q

from luoshi.files.access import grants_sight
from luoshi.journal.acting import Acting
from luoshi.matters.models import Matter, Slip


@grants_sight
def evidence_of_seen_matters(acting: Acting) -> Q:
    """Whoever sees a matter sees what it was found done by (办结依据)."""
    seen = Matter.objects.visible_to(acting)
    return Q(pk__in=Slip.objects.filter(matter__in=seen, evidence__isnull=False).values("evidence"))
