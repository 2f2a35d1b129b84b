"""The shape of what is handed in, and of what is typed about a text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from luoshi.documents.forms import TextForm, without_words
from luoshi.documents.heap_forms import SeveralFiles, dropped
from luoshi.documents.kept import taken_out
from luoshi.documents.models import DocumentKind
from luoshi.documents.received import Handed, Parcel, Refusal, handed_file, handed_words
from luoshi.documents.secrecy import Marked
from luoshi.files.models import Confidentiality
from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Refused

_NOT_SENT = "文件没有传上来。请重新选择文件后再试。"


class IntakeForm(forms.Form):
    """Pasted words, files, or both as a page carried them; ``parcel`` holds the texts once the form is valid.

    Everything is looked at before anything is stored: one secrecy marking refuses all of it. A file that cannot be read is told and
    keeps no other from being taken in; only where nothing is left to take in is the form refused. Chosen files go before pasted words.
    """

    limit, suffixes = TextForm.limit, TextForm.suffixes

    words = forms.CharField(
        label="会议文本",
        required=False,
        strip=False,
        widget=forms.Textarea,
        error_messages={
            "null_characters_not_allowed": "文本里有空字符（NUL），正常的文本里没有它。请用记事本打开原文件，重新复制文字。"
        },
    )
    file = SeveralFiles(
        label="会议文件",
        required=False,
        allow_empty_file=True,
        error_messages={"invalid": _NOT_SENT, "missing": _NOT_SENT},
    )
    label = forms.ChoiceField(
        label="标识",
        required=False,
        choices=Confidentiality.choices,
        initial=Confidentiality.NONE,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请选择标识：无、内部或工作秘密。"},
    )
    later = forms.BooleanField(label="先收下，稍后研读", required=False)
    kept = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    """A text that the office has already, signed and carried by the page that asked whether to take it in all the same."""
    handed = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    """The file that the front page read, signed and carried by that page: what is kept is the file, not its words alone."""
    task_table = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """The words come from a table of tasks, as the front page says of what it read."""
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)

    parcel = Parcel(())

    def clean(self) -> dict[str, Any]:
        """Look at everything in memory."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["label"] = cleaned.get("label") or Confidentiality.NONE
        if self.errors:
            return cleaned
        try:
            self.parcel = self._parcel(cleaned)
        except Refused as refused:
            if isinstance(refused, Marked):
                without_words(self)
            self.add_error(refused.field if refused.field in self.fields else "file", refused.sentence)
        return cleaned

    @property
    def is_anyway(self) -> bool:
        """Whether the person was asked already, and wants the text once more."""
        return bool(self.cleaned_data.get("kept"))

    def _parcel(self, cleaned: dict[str, Any]) -> Parcel:
        if cleaned["kept"]:
            kept = taken_out(cleaned["kept"])
            if not kept.name:
                return Parcel((handed_words(kept.data.decode("utf-8", "surrogatepass")),))
            return handed_file(kept.data, kept.name)
        if cleaned["handed"]:
            handed = taken_out(cleaned["handed"])
            return handed_file(handed.data, handed.name)
        files = [dropped(file) for file in cleaned["file"] if file]
        if not files:
            pasted = handed_words(cleaned["words"])
            text = replace(pasted.text, is_task_table=bool(cleaned["task_table"]))
            return Parcel((replace(pasted, text=text),))
        texts: list[Handed] = []
        refused: list[Refusal] = []
        for file in files:
            try:
                parcel = handed_file(file.data, file.name, file.size)
            except Marked as marked:
                raise Marked(f"“{file.name}”：{marked.sentence}{_all_of(files)}", field="file") from None
            except Refused as unread:
                refused.append(Refusal(file.name, unread.sentence))
            else:
                texts += parcel.texts
                refused += parcel.refused
        if not texts:
            raise Refused("".join(each.sentence for each in refused), field="file")
        return Parcel(tuple(texts), tuple(refused))


def _all_of(files: list[Any]) -> str:
    return f"一起选中的 {len(files)} 个文件都没有收下。" if len(files) > 1 else ""


class AboutText(forms.Form):
    """Title and kind of a text."""

    title = forms.CharField(
        label="标题",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": "标题不能空着。", "max_length": "标题最多 200 个字。"},
    )
    kind = forms.ChoiceField(
        label="文种",
        choices=DocumentKind.choices,
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"required": "请选择文种。", "invalid_choice": "请选择文种。"},
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)
    seen_seq = forms.IntegerField(widget=forms.HiddenInput, required=False)
