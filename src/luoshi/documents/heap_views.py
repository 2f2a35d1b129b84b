"""Out by body and back in one heap, without login; what is handed in and what is made of it lives in the page alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.documents.heap_forms import HeapForm, SplitForm
from luoshi.documents.kept import Kept, taken_out
from luoshi.documents.ledger import Ledger
from luoshi.documents.merged import Merged, merge
from luoshi.documents.outcome import CALL_LIST, call_list_xlsx, merged_name, merged_xlsx
from luoshi.documents.split import parcels_of, safe, split
from luoshi.documents.tables import COLUMNS
from luoshi.documents.written import MEDIA_TYPES
from luoshi.journal.refusal import Refused

_SPLIT, _MERGE = "documents/split.html", "documents/merge.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def split_page(request: HttpRequest) -> HttpResponse:
    """What goes to whom, and the zip of it; a text or a table handed in is split."""
    if request.method != "POST":
        return render(request, _SPLIT, {"form": SplitForm()})
    form = SplitForm(request.POST, request.FILES)
    if form.is_valid():
        ledger: Ledger = form.cleaned_data["ledger"]
        try:
            kept = Kept(f"{safe(ledger.title)}_按单位拆分.zip", split(ledger))
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            shown = {"form": SplitForm(), "ledger": ledger, "parcels": parcels_of(ledger), "kept": kept}
            return render(request, _SPLIT, shown)
    return render(request, _SPLIT, {"form": form}, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest) -> HttpResponse:
    """Who has reported and who has not, the merged ledger, the call list, and what a person must look at."""
    if request.method != "POST":
        return render(request, _MERGE, {"form": HeapForm()})
    form = HeapForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, _MERGE, {"form": form}, status=422)
    return render(request, _MERGE, {"form": HeapForm(), **_result(merge(form.cleaned_data["heap"]))})


def _result(merged: Merged) -> dict[str, object]:
    calls = (
        Kept(f"{CALL_LIST}_{safe(merged.ledger.title, 50)}.xlsx", call_list_xlsx(merged)) if merged.waiting else None
    )
    return {
        "merged": merged,
        "rows": [
            (row.code, [(column, row[column.key]) for column in COLUMNS if column.key != "number"])
            for row in merged.ledger.rows
        ],
        "columns": [column for column in COLUMNS if column.key != "number"],
        "partly": [each for each in merged.waiting if each.came],
        "kept": Kept(merged_name(merged), merged_xlsx(merged)),
        "calls": calls,
    }


@never_cache
@require_POST
def kept_file(request: HttpRequest) -> HttpResponse:
    """A file that the page carries, as a download."""
    kept = taken_out(request.POST.get("kept", ""))
    suffix = kept.name.rpartition(".")[2]
    response = HttpResponse(kept.data, content_type=MEDIA_TYPES.get(suffix, "application/zip"))
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=kept.name) or "attachment"
    return response
