"""Who may look at the journal and at the access log: the auditor of the office, and of the whole installation the house itself."""

from __future__ import annotations

from django.db.models import QuerySet

from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessEntry, Event

AUDITOR = "auditor"


def visible_events(acting: Acting) -> QuerySet[Event]:
    """The entries of the acting person's office."""
    events = Event.objects.all()
    return events if acting.is_system and acting.office is None else events.filter(office=acting.office)


def visible_access(acting: Acting) -> QuerySet[AccessEntry]:
    """The lines of the access log of the acting person's office."""
    lines = AccessEntry.objects.all()
    return lines if acting.is_system and acting.office is None else lines.filter(office=acting.office)
