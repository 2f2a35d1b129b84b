"""Filters of the list kept under a name (常用筛选): one's own, and those that the supervision office shares."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found, revise
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.access import may_keep
from luoshi.matters.models import SavedView
from luoshi.matters.models.saved_view import QUERY
from luoshi.people.models import Account

MOST, NAME = 30, 20
"""Filters of one account, and characters of a name."""


@operation("saved_views.keep")
def keep_view(
    office: Office, *, by: Acting, at: dt.datetime, name: str, query: str, shared: bool = False, token: str = ""
) -> SavedView:
    """Keep a filter under a name; ``shared`` shows it to everybody of the office."""
    account = Account.objects.filter(login=by.account, office=office).first()
    if account is None or by.office != office.pk:
        raise Unseen
    own = SavedView.objects.filter(account=account, removed_at=None)
    if own.count() >= MOST:
        raise Refused(f"常用筛选最多 {MOST} 个。请先删除不再用的。", field="name")
    if len(query) > QUERY:
        raise Refused("条件太长，存不下。请去掉一些条件再存。", field="name")
    row = SavedView(
        office=office, account=account, name=_named(own, name), query=query, shared=_may_share(by, shared=shared)
    )
    return found(row, "saved_view.kept", ("office", "account", "name", "query", "shared"), by=by, at=at)


@operation("saved_views.revise")
def revise_view(
    view: SavedView,
    *,
    by: Acting,
    at: dt.datetime,
    name: str,
    shared: bool,
    is_default: bool,
    token: str = "",
    seen_seq: int | None = None,
) -> SavedView:
    """Name, share, or open the list with it; only its owner may. The filter that opened the list before does so no more."""
    _require_owner(view, by)
    others = SavedView.objects.filter(account=view.account, removed_at=None).exclude(pk=view.pk)
    if is_default:
        for other in others.filter(is_default=True).select_for_update():
            revise(other, "saved_view.revised", {"is_default": False}, by=by, at=at)
    values = {
        "name": _named(others, name),
        "shared": shared if shared == view.shared else _may_share(by, shared=shared),
        "is_default": is_default,
    }
    return revise(view, "saved_view.revised", values, by=by, at=at)


@operation("saved_views.remove")
def remove_view(view: SavedView, *, by: Acting, at: dt.datetime, token: str = "") -> SavedView:
    """Delete a filter; what was shared is gone for everybody."""
    _require_owner(view, by)
    return revise(view, "saved_view.removed", {"removed_at": at, "is_default": False}, by=by, at=at)


def _require_owner(view: SavedView, by: Acting) -> None:
    if not SavedView.objects.visible_to(by).filter(pk=view.pk).exists():
        raise Unseen
    if view.account.login != by.account:
        raise Denied(f"“{view}”是{view.account.name}存的，由{view.account.name}更改。需要时可以另存一个自己的。")


def _may_share(by: Acting, *, shared: bool) -> bool:
    if shared and not may_keep(by):
        raise Denied("全办共用的筛选由督查室设置。请存为自己的。")
    return shared


def _named(others: QuerySet[SavedView], name: str) -> str:
    named = " ".join(name.split())
    if not named:
        raise Refused("请给这个筛选起个名字，例如“我盯的水利事项”。", field="name")
    if len(named) > NAME:
        raise Refused(f"名字最多 {NAME} 个字。", field="name")
    if others.filter(name=named).exists():
        raise Refused(f"您已有一个叫“{named}”的筛选。请换个名字。", field="name")
    return named
