"""The shape of what is typed on the page of a matter; what is corrected in it has the form of the review."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.matters.models import Matter, SaidState
from luoshi.people.directory.forms import ActForm, day_field


class ReportForm(ActForm):
    """What the lead body reports; it opens with what was reported last."""

    said = forms.ChoiceField(label="状态", required=False, choices=[("", "（不变）"), *SaidState.choices])
    progress = forms.CharField(
        label="进展情况",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="已填入上次反馈，只改有变化的地方。",
    )
    problems = forms.CharField(
        label="存在问题及需协调事项", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="没有可不填。"
    )

    @classmethod
    def typed(cls, matter: Matter, on: dt.date) -> dict[str, Any]:  # noqa: ARG003 - the form of the office needs the day
        """The form as it opens for a matter."""
        return {"progress": matter.progress, "problems": matter.problems, "seen_seq": matter.seq}

    def reported(self, matter: Matter) -> dict[str, Any]:
        """What was typed, by the names of the operation."""
        given = {name: self.cleaned_data[name] for name in ("said", "progress", "problems")}
        return given | {"body": matter.lead}

    def acting(self, by: Acting) -> Acting:
        """Who reports: whoever sends the form."""
        return by


class ReportForOthersForm(ReportForm):
    """代录: what a body told the office on the telephone, on paper, in a workbook."""

    body = forms.ModelChoiceField(label="反馈单位", queryset=Body.objects.none(), to_field_name="ref", empty_label=None)
    channel = forms.ChoiceField(label="方式", choices=[(each.value, each.label) for each in Channel])
    said_by = forms.CharField(label="谁反馈的", max_length=60, error_messages={"required": "请写明是谁反馈的。"})
    said_on = day_field("何时反馈")
    field_order = ("body", "channel", "said_by", "said_on", "said", "progress", "problems")

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        super().__init__(*args, **kwargs)
        bodies = [matter.lead_id, *(row.body_id for row in matter.supports.all())]
        self.fields["body"].queryset = Body.objects.filter(pk__in=[pk for pk in bodies if pk])  # type: ignore[attr-defined]

    @classmethod
    def typed(cls, matter: Matter, on: dt.date) -> dict[str, Any]:
        lead = matter.lead.ref if matter.lead else None
        return super().typed(matter, on) | {"body": lead, "said_on": on, "channel": Channel.PHONE.value}

    def reported(self, matter: Matter) -> dict[str, Any]:
        given = super().reported(matter)
        return given | {"body": self.cleaned_data["body"], "reported_on": self.cleaned_data["said_on"]}

    def acting(self, by: Acting) -> Acting:
        """Whoever sends the form, for the body that said it."""
        given = self.cleaned_data
        told = OnBehalf(
            party=str(given["body"]),
            channel=Channel(given["channel"]),
            said_by=given["said_by"].strip(),
            said_on=given["said_on"],
        )
        return replace(by, on_behalf=told)


class CompleteForm(ActForm):
    """That a matter is done, with the result."""

    result = forms.CharField(
        label="办理结果",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明做成了什么、依据是什么。",
    )
