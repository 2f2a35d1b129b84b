"""The saved filters above the list, each with how many matters it finds now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.matters.access import audience_of
from luoshi.matters.listing.filters import ListFilter, Offers, without
from luoshi.matters.listing.page import counted
from luoshi.matters.models import SavedView

MOST = 12
"""Chips above the list; whoever keeps more finds the others on their page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved filter: what it is called, how many matters it finds now, and whether the list shows it."""

    ref: str
    name: str
    count: str
    href: str
    shared: bool
    is_default: bool
    is_own: bool
    is_this: bool


def kept_views(acting: Acting, office: Office, query: QueryDict, *, on: dt.date, offers: Offers) -> list[Kept]:
    """One's own and the shared ones, counted as whoever acts sees them."""
    rows = SavedView.objects.visible_to(acting).select_related("account")[:MOST]
    this, several = without(query), len(audience_of(acting)) > 1
    found = []
    for row in rows:
        form = ListFilter(QueryDict(row.query), acting=acting, office=office, offers=offers)
        own = row.account.login == acting.account
        found.append(
            Kept(
                ref=row.ref,
                name=row.name,
                count=counted(form.chosen(acting, on), several=several),
                href=reverse("matters:matters") + f"?{row.query}",
                shared=row.shared,
                is_default=own and row.is_default,
                is_own=own,
                is_this=this == f"?{row.query}",
            )
        )
    return found
