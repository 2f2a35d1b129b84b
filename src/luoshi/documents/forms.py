"""The shape of what is handed in on the first page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from jiyao.intake import LIMIT
from jiyao.intake.files import SUFFIXES
from jiyao.text import Text
from luoshi.documents.kept import Kept
from luoshi.documents.received import pasted, uploaded
from luoshi.documents.secrecy import Marked
from luoshi.journal.refusal import Refused


def without_words(form: forms.Form) -> None:
    """Forget what was pasted: of a text that is turned away for its marking the page that says so keeps no copy either."""
    form.data = {**form.data, "words": ""}


class TextForm(forms.Form):
    """Pasted words or a file; ``cleaned_data["text"]`` is the text as received. A chosen file goes before pasted words."""

    limit = LIMIT
    """Bytes; the page says it before a text is sent in vain."""

    suffixes = ",".join((*SUFFIXES, "text/plain"))
    """What the choice of files offers; what a file is, its content decides."""

    words = forms.CharField(
        label="会议文本",
        required=False,
        strip=False,
        widget=forms.Textarea,
        error_messages={
            "null_characters_not_allowed": "文本里有空字符（NUL），正常的文本里没有它。请用记事本打开原文件，重新复制文字。"
        },
    )
    file = forms.FileField(
        label="会议文件",
        required=False,
        allow_empty_file=True,
        error_messages={"invalid": "文件没有传上来。请重新选择文件后再试。"},
    )

    task_table = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """The words come from a table of tasks: a page that shows one says so when it sends them again."""

    handed: Kept | None = None
    """The file that was read, for whoever keeps it after having seen it."""

    def clean(self) -> dict[str, Any]:
        """Look at what came before anything else happens to it."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            cleaned["text"] = self._text(cleaned)
        except Refused as refused:
            if isinstance(refused, Marked):
                without_words(self)
            self.add_error(refused.field, refused.sentence)
        return cleaned

    def _text(self, cleaned: dict[str, Any]) -> Text:
        file = cleaned.get("file")
        if file:
            data = file.read()
            text = uploaded(data, file.name, file.size)
            self.handed = Kept(file.name, data)
            return text
        return replace(pasted(cleaned.get("words") or ""), is_task_table=bool(cleaned.get("task_table")))
