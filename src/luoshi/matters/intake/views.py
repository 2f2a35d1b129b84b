"""收文: the list of texts, handing texts in, and what is done with one of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents.access import may_keep
from luoshi.documents.models import Document
from luoshi.documents.received import Handed
from luoshi.files.access import KEEPERS
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, for_roles, signed_in
from luoshi.matters import operations
from luoshi.matters.intake import told
from luoshi.matters.intake.forms import IntakeForm
from luoshi.matters.intake.texts import Repeated, listed, repeated
from luoshi.people.accounts.acting import office_of


@signed_in
@require_safe
@never_cache
def texts(request: HttpRequest) -> HttpResponse:
    """The texts of the office, newest first, above them the way in."""
    return _list(request, IntakeForm())


@for_roles(*KEEPERS)
@never_cache
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in what was pasted or chosen; what the office has already is asked about first."""
    if request.method != "POST":
        return redirect("matters:texts")
    form, acting = IntakeForm(request.POST, request.FILES), acting_of(request)
    if not form.is_valid():
        return _list(request, form, status=422)
    new, again = (list(form.parcel.texts), []) if form.is_anyway else repeated(acting, form.parcel.texts)
    documents = _taken(request, form, new) if new else []
    return _asked(request, form, again) if again else redirect(told.after(documents))


def _asked(request: HttpRequest, form: IntakeForm, again: list[Repeated]) -> HttpResponse:
    """The list, with the question whether to take in once more what is there already, under the choices made."""
    given = form.cleaned_data
    return _list(request, IntakeForm(), {"again": again, "label": given["label"], "later": given["later"]})


def _taken(request: HttpRequest, form: IntakeForm, texts: list[Handed]) -> list[Document]:
    """Take in the texts, and tell what became of each and what could not be read."""
    given, acting = form.cleaned_data, acting_of(request)
    documents = operations.take_in_all(
        office_of(acting),
        by=acting,
        at=timezone.now(),
        texts=texts,
        label=given["label"],
        later=given["later"],
        token=given["token"],
    )
    for sentence in told.sentences(documents, form.cleaned_data["label"]):
        messages.success(request, sentence)
    for sentence in told.unread(form.parcel.refused):
        messages.warning(request, sentence)
    return documents


def _list(
    request: HttpRequest, form: IntakeForm, more: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    acting = acting_of(request)
    page = listed(acting, **keys_of(request))
    context = {
        "page": page,
        "form": form,
        **(more or {}),
        "may_keep": may_keep(acting),
        "previous": None if page.newer is None else f"?after={page.newer}",
        "next": None if page.older is None else f"?before={page.older}",
    }
    return render(request, "matters/intake/texts.html", context, status=status)


def keys_of(request: HttpRequest) -> dict[str, int]:
    """before= or after= of the address; anything that is no number is left out."""
    asked = {name: request.GET.get(name, "") for name in ("before", "after")}
    return {name: int(value) for name, value in asked.items() if value.isascii() and value.isdigit()}


def document_of(request: HttpRequest, ref: str) -> Document:
    """The text of an address, where whoever asks may see it."""
    row = Document.objects.visible_to(acting_of(request)).filter(ref=ref).select_related("file", "office").first()
    if row is None:
        raise Unseen
    return row


def seen_seq(request: HttpRequest) -> int | None:
    """The entry the form was opened at, where it says so."""
    seen = request.POST.get("seen_seq", "")
    return int(seen) if seen.isascii() and seen.isdigit() else None


@for_roles(*KEEPERS)
@require_POST
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """Read a text that waits, or read it again with the reader of today."""
    document = document_of(request, ref)
    done = operations.read_again(
        document, by=acting_of(request), at=timezone.now(), token=request.POST.get("token", "")
    )
    if document.readings.count() and request.POST.get("again"):
        messages.success(request, "已重新研读，人工标注都保留；变化列在下面。")
        return redirect("matters:text", ref)
    return redirect(told.after([done]))
