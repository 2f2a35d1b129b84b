"""Who may look at what is sensitive in the directory: the mobile numbers."""

from __future__ import annotations

import datetime as dt

from luoshi.bodies.access import belongs, may_keep
from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct
from luoshi.journal.refusal import Denied, Unseen
from luoshi.people.models import Person, Tenure


def may_see_mobile(acting: Acting, person: Person) -> bool:
    """Keepers of the directory, the leaders, and everyone the people of their own bodies (``acting.bodies``)."""
    if not belongs(acting, person.office_id):
        return False
    if may_keep(acting) or acting.has("leader"):
        return True
    held = Tenure.objects.standing().filter(person=person, post__body_id__in=acting.bodies)
    return bool(acting.bodies) and held.exists()


def look_at_mobile(person: Person, *, by: Acting, at: dt.datetime) -> str:
    """The mobile number, with a line in the access log; empty where none is known."""
    if not belongs(by, person.office_id):
        raise Unseen
    if not may_see_mobile(by, person):
        raise Denied("手机号只对督查室、领导和本单位的人显示。需要联系时，请拨打办公电话。")
    if person.mobile is None:
        return ""
    log_access(AccessAct.LOOKED, by=by, at=at, operation="person.mobile", subject=person, detail="手机")
    return person.mobile.reveal()
