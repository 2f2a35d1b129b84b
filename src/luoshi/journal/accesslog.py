"""The access log: who was refused, signed in, exported, looked at a sensitive field. It has no chain and is kept apart."""

from __future__ import annotations

import datetime as dt

from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct, AccessEntry, Subject
from luoshi.journal.refusal import Refused


def log_access(
    act: AccessAct,
    *,
    by: Acting,
    at: dt.datetime,
    operation: str = "",
    subject: object = None,
    detail: str = "",
) -> AccessEntry:
    """Write one line of the access log; it stands outside the operation's transaction and survives its undoing."""
    row = subject if isinstance(subject, Subject) else None
    return AccessEntry.objects.create(
        office=by.office,
        at=at,
        act=act,
        account=by.account,
        name=by.name,
        address=by.address,
        through=by.through.value,
        operation=operation,
        subject_type=row.subject_type if row else "",
        subject_ref=row.ref if row else "",
        detail=detail[:400],
    )


def log_refusal(refusal: Refused, *, by: Acting, at: dt.datetime, operation: str, subject: object) -> None:
    """Note that an operation was refused, and with which sentence."""
    log_access(AccessAct.REFUSED, by=by, at=at, operation=operation, subject=subject, detail=refusal.sentence)


def purge_before(moment: dt.datetime) -> int:
    """Delete lines older than ``moment``; the caller looks up how long they must be kept. Returns how many."""
    count, _ = AccessEntry.objects.filter(at__lt=moment).delete()
    return count
