"""What every view of the list shares: whose list it is, what is asked of it, the switch between the views, what stands above the rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.web import acting_of
from luoshi.matters.access import audience_of, may_keep
from luoshi.matters.listing.conditions import ALL, group, with_last_said
from luoshi.matters.listing.filters import Chip, ListFilter, Offers, chips, without
from luoshi.matters.models import Audience
from luoshi.matters.saved.chips import Kept, kept_views
from luoshi.people.accounts.acting import office_of
from luoshi.workdays import office_date

WAYS = (
    ("list", "清单", "matters:matters", ()),
    ("board", "看板", "matters:board", ()),
    ("calendar", "日历", "matters:calendar", ()),
    ("body", "按单位", "matters:by", ("body",)),
    ("leader", "按领导", "matters:by", ("leader",)),
    ("meeting", "按会议", "matters:by", ("meeting",)),
    ("source", "按来源", "matters:by", ("source",)),
)
"""The views in the order of the switch: name, words, name and parts of the address."""


@dataclass(frozen=True, slots=True)
class Way:
    """One view in the switch."""

    name: str
    words: str
    href: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at the list on which day, and what is asked of it."""

    acting: Acting
    office: Office
    on: dt.date
    query: QueryDict
    form: ListFilter
    offers: Offers

    @classmethod
    def of(cls, request: HttpRequest, *, wide: bool = False) -> Seen:
        """What an address asks for, as whoever acts may ask it. ``wide`` is for views by state: everything, where no state is asked for."""
        return cls.asked(request, request.GET, wide=wide)

    @classmethod
    def asked(cls, request: HttpRequest, query: QueryDict, *, wide: bool = False) -> Seen:
        """The same for conditions that came otherwise than in the address."""
        acting, on = acting_of(request), office_date(timezone.now())
        office = office_of(acting)
        offers = Offers.of(acting, office)
        given = query.copy()
        if wide and not given.get("group"):
            given["group"] = ALL
        form = ListFilter(given, acting=acting, office=office, offers=offers)
        return cls(acting, office, on, query, form, offers)

    @property
    def several(self) -> bool:
        """Whether a matter may be in the list under more than one name."""
        return len(audience_of(self.acting)) > 1

    @property
    def may_keep(self) -> bool:
        return may_keep(self.acting)

    @property
    def chips(self) -> list[Chip]:
        return chips(self.form, self.query)

    @property
    def kept(self) -> list[Kept]:
        """The saved filters with how many matters each finds now."""
        return kept_views(self.acting, self.office, self.query, on=self.on, offers=self.offers)

    @property
    def asked_for(self) -> str:
        """The conditions as an address has them, behind the question mark."""
        return without(self.query).removeprefix("?")

    def rows(self) -> QuerySet[Audience]:
        """The rows that the form asks for."""
        return self.form.chosen(self.acting, self.on)

    def docketed_rows(self) -> QuerySet[Audience]:
        """For views by state: the rows that the form asks for, each with ``last_said``."""
        rows = with_last_said(self.form.chosen(self.acting, self.on, group=ALL))
        name = self.form.group_name
        return rows if name == ALL else rows.filter(group(name, self.on))

    def ways(self, this: str) -> list[Way]:
        """The switch, with the conditions kept."""
        kept = without(self.query)
        return [
            Way(name, words, reverse(page, args=parts) + kept, is_this=name == this)
            for name, words, page, parts in WAYS
        ]
