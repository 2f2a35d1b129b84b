"""The shapes of what is typed on a desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from luoshi.bodies.models import Body, BodyKind
from luoshi.matters.doing.forms import evidence_field
from luoshi.matters.doing.told_again import ToldAgainForm
from luoshi.matters.models import DraftKind, DutyListKind, Matter, SaidState
from luoshi.matters.named_paper import names_a_paper
from luoshi.people.directory.forms import ActForm, UploadForm, day_field


class DoForm(ActForm):
    """One press: which matter, which act, which paper it answers."""

    matter = forms.CharField(max_length=16)
    act = forms.CharField(max_length=24)
    slip = forms.IntegerField(required=False)
    words = forms.CharField(required=False, max_length=1000)
    option = forms.CharField(required=False, max_length=300)

    @property
    def said(self) -> str:
        """The option that was chosen and what was written beside it."""
        return "；".join(filter(None, (self.cleaned_data["option"].strip(), self.cleaned_data["words"].strip())))


class KeepForm(ActForm):
    """Why a township leads what was taken back."""

    matter = forms.CharField(max_length=16)
    reason = forms.CharField(required=False, max_length=300)


class LookBackForm(ActForm):
    """On which day closed matters are looked at again."""

    on = day_field("回头看日期")
    m = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, matters: list[Matter], **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        super().__init__(*args, **kwargs)
        self.fields["m"].choices = [(row.ref, row.words) for row in matters]  # type: ignore[attr-defined]


class DutyListForm(UploadForm):
    """A duty list to be taken over, and what holds where the table does not say it."""

    on = day_field("自何日起", help_text="清单从哪一天起有效。")
    kind = forms.ChoiceField(
        label="类别（表里没有写时）", required=False, choices=[("", "按表里写的"), *DutyListKind.choices]
    )
    township = forms.ModelChoiceField(
        label="乡镇（表里没有写时）",
        required=False,
        queryset=Body.objects.none(),
        to_field_name="ref",
        empty_label="全部乡镇（街道）通用",
    )
    replaces = forms.BooleanField(
        label="这是完整的清单：表里没有的旧条目从这一天起失效", required=False, label_suffix=""
    )

    def __init__(self, data: Any, files: Any, *, office: int, on: dt.date) -> None:  # noqa: ANN401 - those of forms.Form
        super().__init__(data, files, initial={"on": on})
        rows = Body.objects.filter(office=office, kind=BodyKind.TOWNSHIP).existing(on)
        self.fields["township"].queryset = rows.order_by("protocol_order")  # type: ignore[attr-defined]

    def packed(self) -> dict[str, str]:
        """What stands beside the table, as the preview sends it back."""
        given = self.cleaned_data
        township = given["township"].ref if given["township"] else ""
        return {"kind": given["kind"], "township": township, "replaces": "1" if given["replaces"] else ""}


class ConfirmForm(ActForm):
    """What a preview sends back: the table and what stood beside it."""

    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    township = forms.CharField(widget=forms.HiddenInput, required=False)
    replaces = forms.CharField(widget=forms.HiddenInput, required=False)


class DraftForm(ToldAgainForm):
    """What a liaison prepares for the signatures; it opens with the last report."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), required=False)
    problems = forms.CharField(
        label="存在问题及需协调事项", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="没有可不填。"
    )
    said = forms.ChoiceField(label="状态", required=False, choices=[("", "（不变）"), *SaidState.choices])
    day = day_field("申请延至", required=False)

    def __init__(self, *args: Any, kind: DraftKind, matter: Matter, **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        super().__init__(*args, **kwargs)
        self.kind, self.matter = kind, matter
        self.fields["words"].label = _LABELS[kind]
        for name in {"problems", "said", "day"} - _ASKED[kind]:
            del self.fields[name]
        if kind == DraftKind.COMPLETION and names_a_paper(matter.standard):
            self.fields["evidence"] = evidence_field(matter.standard)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and self.kind == DraftKind.REPORT:
            last = self.matter.reports.filter(body=self.matter.lead_id).order_by("-pk").first()
            self.tell_again(last, progress=given["words"], problems=given["problems"], said=given["said"])
        return given

    def given(self) -> dict[str, Any]:
        """What was typed, by the names of the operation; the file is kept apart."""
        return {name: value for name, value in self.cleaned_data.items() if name in _PREPARED and value}


_LABELS = {
    DraftKind.REPORT: "进展情况",
    DraftKind.COMPLETION: "办理结果",
    DraftKind.EXTENSION: "延期理由和目前进展",
}
_ASKED = {
    DraftKind.REPORT: {"problems", "said"},
    DraftKind.COMPLETION: set(),
    DraftKind.EXTENSION: {"day"},
}
_PREPARED = ("problems", "said", "day")


class SignForm(ActForm):
    """A signature: one's own, or another's with the paper on which it stands."""

    who = forms.CharField(label="签字人", required=False, max_length=60)
    on = day_field("签字日期", required=False)
    paper = forms.CharField(label="签在哪份文件上", required=False, max_length=120)
    words = forms.CharField(label="意见", required=False, max_length=300)


class ReturnForm(ActForm):
    """Why a draft is given back."""

    reason = forms.CharField(label="要改什么", required=False, max_length=300)
