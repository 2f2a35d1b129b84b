"""What an administrator's desk shows: accounts that need a hand, and for whoever looks after the machine how the background work fares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luoshi.journal.acting import Acting
from luoshi.people.models import Account
from luoshi.upkeep.access import CARETAKER
from luoshi.upkeep.page import jobs_page

ADMINISTRATORS = ("system_admin", "security_admin")


@dataclass(frozen=True, slots=True)
class Caretaking:
    """``locked`` are barred after too many failures; ``unchanged`` have not changed their first password; ``jobs`` is the answer of the page of
    background work, empty for whoever does not look after it."""

    accounts: int
    locked: tuple[Account, ...]
    unchanged: int
    jobs: str = ""
    jobs_are_well: bool = True

    @property
    def troubles(self) -> list[str]:
        """What needs a hand."""
        told = [self.jobs] if not self.jobs_are_well else []
        return told + ([f"{len(self.locked)} 个账号锁着"] if self.locked else [])


def caretaking(acting: Acting, *, at: dt.datetime) -> Caretaking | None:
    """For administrators; ``None`` for everybody else."""
    if not acting.has(*ADMINISTRATORS):
        return None
    rows = list(Account.objects.visible_to(acting).filter(is_active=True))
    locked = tuple(row for row in rows if row.locked(at))
    unchanged = sum(row.must_change_password for row in rows)
    if not acting.has(CARETAKER):
        return Caretaking(len(rows), locked, unchanged)
    page = jobs_page(acting, at=at)
    return Caretaking(len(rows), locked, unchanged, page.answer, page.health.status == "ok")
