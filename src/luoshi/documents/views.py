"""The front door. Nothing that is handed in here is stored, and no address ever carries it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.documents.access import may_keep
from luoshi.documents.forms import TextForm
from luoshi.documents.kept import Kept
from luoshi.documents.page import page_of
from luoshi.documents.reader import ReadText, read_text
from luoshi.documents.samples import sample
from luoshi.documents.tables import task_table
from luoshi.documents.written import MEDIA_TYPES, file_name, written

_PAGE = "documents/first_light.html"


@never_cache
def first_light(request: HttpRequest) -> HttpResponse:
    """The page opens with the sample already read; a text handed in takes its place."""
    if request.method != "POST":
        return _opened(request)
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form}, status=422)
    read = read_text(form.cleaned_data["text"])
    return _shown(request, read, TextForm(initial={"words": read.raw}), is_sample=False, handed=form.handed)


@require_safe
def _opened(request: HttpRequest) -> HttpResponse:
    return _shown(request, sample(), TextForm(), is_sample=True)


def _shown(
    request: HttpRequest, read: ReadText, form: TextForm, *, is_sample: bool, handed: Kept | None = None
) -> HttpResponse:
    acting = getattr(request, "acting", None)  # nobody, for most who come here
    keeps = acting is not None and may_keep(acting)
    shown = {"form": form, "page": page_of(read), "is_sample": is_sample, "may_keep": keeps}
    return render(request, _PAGE, shown | {"handed": handed if keeps else None})


@never_cache
@require_POST
def table_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The table of the text in the request, as a file; what is wrong with the text is said on the page."""
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form}, status=422)
    table = task_table([read_text(form.cleaned_data["text"])])
    response = HttpResponse(written(table, suffix), content_type=MEDIA_TYPES[suffix])
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=file_name(table, suffix)) or "attachment"
    )
    return response
