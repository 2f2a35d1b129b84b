"""The shape of matters that are entered by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from luoshi.bodies.models import Body
from luoshi.matters.ledger.entering import ROWS
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import Frequency, Source
from luoshi.matters.operations import Paper
from luoshi.people.directory.forms import ActForm, day_field

_SOURCES = [("", "请选择"), *((value, label) for value, label in Source.choices if value != Source.MEETING)]


class PaperForm(ActForm):
    """Where the matters come from."""

    source = forms.ChoiceField(label="来源", choices=_SOURCES, error_messages={"required": "请选择来源。"})
    who = forms.CharField(label="谁批示（交办）的", max_length=20, required=False)
    on = day_field("批示（交办）日期", required=False)
    paper = forms.CharField(
        label="所在文件", max_length=300, required=False, help_text="例如“2026年政府工作报告第三部分”、办件编号。"
    )

    def paper_of(self) -> Paper:
        """What was typed, as the operation takes it."""
        return Paper(**self.values("source", "who", "on", "paper"))


class WordsForm(forms.Form):
    """What is to be done: lines, a pasted table, or a file."""

    words = forms.CharField(
        label="事项",
        required=False,
        strip=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一件；也可以从 WPS、Excel 里复制一张表，连表头一起粘贴。",
    )
    file = forms.FileField(label="或者选一个表格文件", required=False, help_text="xlsx、xls、csv，4 MB 以内。")

    def table(self) -> tuple[bytes, str] | None:
        """The file, if one was chosen."""
        file = self.cleaned_data.get("file")
        return (file.read(), str(file.name)) if file is not None else None


class RowForm(forms.Form):
    """One matter; names of bodies are understood as the directory knows them."""

    words = forms.CharField(label="事项", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    lead = forms.CharField(label="牵头单位", required=False, max_length=80)
    supporting = forms.CharField(label="配合单位", required=False, max_length=300)
    due_on = day_field("完成时限", required=False)
    standard = forms.CharField(label="办结标准", required=False, max_length=300)
    remark = forms.CharField(label="备注", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, finder: Finder, **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        super().__init__(*args, **kwargs)
        self.finder = finder
        for name in ("lead", "supporting"):
            self.fields[name].widget.attrs |= {"list": "bodies", "autocomplete": "off"}
        for field in self.fields.values():
            field.widget.attrs |= {"class": "input", "aria-label": str(field.label)}

    def clean_lead(self) -> Body | None:
        bodies = self._bodies("lead")
        if len(bodies) > 1:
            raise forms.ValidationError("牵头单位只写一家，其余写到配合单位。")
        return bodies[0] if bodies else None

    def clean_supporting(self) -> tuple[Body, ...]:
        return self._bodies("supporting")

    def _bodies(self, name: str) -> tuple[Body, ...]:
        found = self.finder.bodies(self.cleaned_data[name])
        if found.unknown:
            raise forms.ValidationError(f"名录里没有“{'、'.join(found.unknown)}”。请从列表中选，或先补进名录。")
        return found.known


RowForms = forms.formset_factory(RowForm, extra=0, max_num=ROWS, absolute_max=ROWS)


class ApprovalForm(forms.Form):
    """Who approved the docketing, for entering and handing out in one go."""

    approved_by = forms.CharField(
        label="批准人", max_length=60, error_messages={"required": "请填写批准人，例如“市政府秘书长”。"}
    )
    approved_on = day_field("批准日期")
    frequency = forms.ChoiceField(label="反馈频次", choices=Frequency.choices)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        kwargs.setdefault("initial", {"approved_on": on, "frequency": Frequency.ONCE})
        super().__init__(*args, **kwargs)
