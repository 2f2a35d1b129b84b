"""Who looks after background work: the system administrator, for their office and for what serves the whole installation."""

from __future__ import annotations

from django.db.models import Q

from luoshi.jobs.models import Job, JobQuerySet
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Unseen

CARETAKER = "system_admin"


def jobs_seen_by(acting: Acting) -> JobQuerySet:
    """Jobs of one's office and those of no office; the house itself, acting for none, sees all."""
    if acting.is_system and acting.office is None:
        return Job.objects.all()
    return Job.objects.filter(Q(office=acting.office) | Q(office=None))


def require_caretaker(acting: Acting, job: Job) -> None:
    """Raise ``Unseen`` for another office's job, ``Denied`` for whoever is no system administrator."""
    if not jobs_seen_by(acting).filter(pk=job.pk).exists():
        raise Unseen
    if not acting.has(CARETAKER):
        raise Denied("后台任务由系统管理员处理。")
