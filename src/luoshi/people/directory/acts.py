"""From a form to one operation: run it, put a refusal beside its field, give a stale form its text back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.journal.models import Subject
from luoshi.journal.refusal import Refused, Stale
from luoshi.people.directory.forms import ActForm

T = TypeVar("T")


def run(request: HttpRequest, form: ActForm, subject: Subject | None, act: Callable[[], T]) -> T | None:
    """Run an operation for a form that was sent and is sound; ``None`` where there is nothing to run or it was refused.

    After ``Stale`` the form keeps what was typed and carries the number of the row as it is now, so that whoever has looked at what
    changed can send it again.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except Stale as stale:
        if subject is not None:
            typed = request.POST.copy()
            subject.refresh_from_db()
            typed["seen_seq"] = str(subject.seq)
            form.data = typed
        form.add_error(None, stale.sentence)
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
    return None


def page(request: HttpRequest, form: ActForm, **context: object) -> HttpResponse:
    """The page of a form: ``title``, ``lead`` (what the act means), ``action`` (the word on the button), ``back`` (an address)."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/directory/act.html", {"form": form, **context}, status=status)
