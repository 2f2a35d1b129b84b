"""A person in front of a matter: what every part of this package asks about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from luoshi.journal.acting import Acting
from luoshi.matters.access import may_keep
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.people.directory.who import LineUp
from luoshi.workdays import office_date


@dataclass(frozen=True)
class Turn:
    """The matter as it was loaded, who looks at it, and when."""

    matter: Matter
    by: Acting
    at: dt.datetime

    @property
    def on(self) -> dt.date:
        return office_date(self.at)

    @property
    def keeps(self) -> bool:
        return may_keep(self.by)

    @cached_property
    def line_up(self) -> LineUp:
        return LineUp(self.matter.office, self.on)

    @cached_property
    def slips(self) -> list[Slip]:
        """All papers of the matter, oldest first."""
        return list(self.matter.slips.select_related("body", "wanted_body", "evidence").order_by("pk"))

    def waiting(self, kind: SlipKind | None) -> list[Slip]:
        """The papers of a kind that nobody has answered."""
        return [slip for slip in self.slips if slip.kind == kind and slip.answered_at is None]
