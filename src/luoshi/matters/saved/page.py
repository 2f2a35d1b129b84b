"""What the page of saved filters shows."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.journal.acting import Acting
from luoshi.journal.models import new_ref
from luoshi.matters.models import SavedView
from luoshi.matters.saved.forms import ViewForm


@dataclass(frozen=True, slots=True)
class Row:
    """A saved filter with its form; another's has none."""

    view: SavedView
    form: ViewForm | None
    token: str


def saved_page(acting: Acting, ref: str = "", form: ViewForm | None = None) -> list[Row]:
    """Whatever one has or is shared; ``form`` stands for the one of ``ref`` that was refused."""
    return [
        Row(view, form if view.ref == ref else _form(view) if view.account.login == acting.account else None, new_ref())
        for view in SavedView.objects.visible_to(acting).select_related("account")
    ]


def _form(view: SavedView) -> ViewForm:
    start = {"name": view.name, "shared": view.shared, "is_default": view.is_default, "seen_seq": view.seq}
    return ViewForm(initial=start, auto_id=f"{view.ref}_%s")
