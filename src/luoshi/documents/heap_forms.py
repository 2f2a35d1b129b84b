"""The shape of what is handed in to be split, and of a heap that came back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from luoshi.documents.forms import TextForm
from luoshi.documents.heap import Dropped, Heap, heap_of, read_sheet
from luoshi.documents.ledger import Ledger, ledger_of_sheet, ledger_of_table
from luoshi.documents.reader import read_text
from luoshi.documents.tables import task_table
from luoshi.journal.refusal import Refused

_TABLES = (".xlsx", ".xls", ".csv")
_NOT_SENT = "文件没有传上来。请重新选择文件后再试。"


def dropped(file: UploadedFile) -> Dropped:
    """An uploaded file with the size its sender had."""
    return Dropped(file.name or "", file.read(), file.size or 0)


class SplitForm(TextForm):
    """A text, or the task table handed back; ``cleaned_data["ledger"]`` is the ledger to split."""

    def clean(self) -> dict[str, Any]:
        """A workbook is taken as it was edited; anything else is read as on the first page."""
        file = (self.cleaned_data or {}).get("file")
        if file and file.name.lower().endswith(_TABLES):
            return self._table(dropped(file))
        cleaned = super().clean()
        if not self.errors:
            try:
                cleaned["ledger"] = ledger_of_table(task_table([read_text(cleaned["text"])]))
            except Refused as refused:
                self.add_error("file" if file else "words", refused.sentence)
        return cleaned

    @property
    def all_errors(self) -> list[str]:
        """Every sentence, whichever field it is about: the page has one field."""
        return [str(sentence) for sentences in self.errors.values() for sentence in sentences]

    def _table(self, file: Dropped) -> dict[str, Any]:
        try:
            ledger: Ledger = ledger_of_sheet(read_sheet(file), file.name)
        except Refused as refused:
            self.add_error("file", f"“{file.name}”没有读取：{refused.sentence}")
            return self.cleaned_data
        return self.cleaned_data | {"ledger": ledger}


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Any number of files under one name."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401  (Django's signature)
        return [super(SeveralFiles, self).clean(each, initial) for each in data or [None]]


class HeapForm(forms.Form):
    """Everything that came back at once, the ledger among it; ``cleaned_data["heap"]`` is the heap, opened."""

    returned = SeveralFiles(
        label="总表和交回的表",
        allow_empty_file=True,
        error_messages={
            "required": "还没有选择文件。请把总表和各单位交回的表一起选上，或拖到这里。",
            "invalid": _NOT_SENT,
            "missing": _NOT_SENT,
        },
    )

    def clean(self) -> dict[str, Any]:
        """Open the heap; what is wrong with one file is told on the result page, what stops the whole here."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                heap: Heap = heap_of(dropped(file) for file in cleaned["returned"])
            except Refused as refused:
                self.add_error("returned", refused.sentence)
            else:
                cleaned["heap"] = heap
        return cleaned
