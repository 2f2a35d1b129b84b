"""The shape of what is typed on the pages of rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from luoshi.documents.heap_forms import SeveralFiles, dropped
from luoshi.journal.acting import Channel
from luoshi.matters.doing.told_again import ToldAgainForm
from luoshi.matters.models import Asked, Round, SaidState
from luoshi.matters.operations.rounds import RoundDetails, Said
from luoshi.matters.round.choosing import REPORTABLE
from luoshi.people.directory.forms import ActForm, day_field

_DAYS = 3650
_NOT_SENT = "文件没有传上来。请重新选择文件后再试。"


class ChooseFilter(forms.Form):
    """Which matters are looked at; what cannot be understood narrows nothing."""

    meeting = forms.CharField(required=False, max_length=16)
    body = forms.CharField(required=False, max_length=16)
    days = forms.IntegerField(required=False, min_value=0, max_value=_DAYS)

    def chosen(self) -> dict[str, Any]:
        """What was chosen, by the names of ``narrowed``."""
        self.is_valid()
        given = self.cleaned_data
        return {"meeting": given.get("meeting", ""), "body": given.get("body", ""), "days": given.get("days")}


class OpenForm(ActForm):
    """A round to be opened."""

    title = forms.CharField(label="名称", max_length=80, widget=forms.TextInput(attrs={"class": "input"}))
    due_on = day_field("报送截止")
    contact = forms.CharField(label="联系人（印在表头）", max_length=40, required=False)
    phone = forms.CharField(label="电话", max_length=60, required=False)
    with_supporting = forms.BooleanField(label="只配合的单位也发一份（不催）", required=False, initial=True)

    def details(self) -> RoundDetails:
        """What was typed, as the operation takes it."""
        return RoundDetails(**self.values("title", "due_on", "contact", "phone", "with_supporting"))


class ReturnedForm(forms.Form):
    """Everything that came back at once."""

    returned = SeveralFiles(
        label="交回的表",
        allow_empty_file=True,
        error_messages={
            "required": "还没有选择文件。请把各单位交回的表一起选上，或拖到这里。",
            "invalid": _NOT_SENT,
            "missing": _NOT_SENT,
        },
    )

    def clean(self) -> dict[str, Any]:
        """The files as they were handed in, in ``cleaned_data["dropped"]``."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["dropped"] = [dropped(file) for file in cleaned["returned"]]
        return cleaned


class SaidForm(ToldAgainForm):
    """What a body says by telephone or otherwise, entered for it in one line; the same as last time is told before it is entered."""

    asked = forms.ChoiceField(label="事项")
    progress = forms.CharField(
        label="进展",
        max_length=2000,
        widget=forms.TextInput,
        error_messages={"required": "请写明进展情况。没有新进展，就写没有的原因。"},
    )
    said = forms.ChoiceField(label="状态", required=False, choices=[("", "不改"), *SaidState.choices])
    channel = forms.ChoiceField(label="方式", choices=[(channel.value, channel.label) for channel in Channel])
    said_by = forms.CharField(
        label="谁说的", max_length=60, error_messages={"required": "请填写是谁告知的，例如联络员的姓名。"}
    )
    said_on = day_field("哪天说的")

    def __init__(self, *args: Any, asked: Iterable[Asked], on: dt.date, **kwargs: Any) -> None:  # noqa: ANN401  (Django's)
        super().__init__(*args, **kwargs)
        rows = sorted(
            (each for each in asked if each.matter.state in REPORTABLE),
            key=lambda each: (each.body.protocol_order, each.body_id, each.position),
        )
        self.on = on
        self.rows = {key_of(each): each for each in rows}
        field = self.fields["asked"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择事项")] + [
            (str(body), [(key_of(each), _named(each)) for each in of_body])
            for body, of_body in groupby(rows, key=lambda each: each.body)
        ]

    def clean_said_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["said_on"]
        if day > self.on:
            raise forms.ValidationError("日期不能晚于今天。")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            asked = self.rows[given["asked"]]
            last = asked.matter.reports.filter(body=asked.body).order_by("-pk").first()
            problems = last.problems if last else ""  # what is not asked here stays as it was
            self.tell_again(last, progress=given["progress"], problems=problems, said=given["said"])
        return given

    def entry(self) -> Said:
        """What was typed, as the operation takes it."""
        asked = self.rows[self.cleaned_data["asked"]]
        channel = Channel(self.cleaned_data["channel"])
        return Said(
            matter=asked.matter,
            body=asked.body,
            channel=channel,
            **self.values("progress", "said", "said_by", "said_on"),
        )


def key_of(asked: Asked) -> str:
    """The name of what was asked of whom, for addresses and forms."""
    return f"{asked.matter.ref}-{asked.body.ref}"


def _named(asked: Asked) -> str:
    role = "" if asked.leads else "（配合）"
    return f"{asked.matter.spoken or asked.matter.code}{role} {asked.matter.words[:24]}"


def default_title(on: dt.date, rounds: Iterable[Round]) -> str:
    """3月反馈, 3月第2轮反馈: by what was opened in this month already."""
    before = sum(1 for each in rounds if (each.opened_at.year, each.opened_at.month) == (on.year, on.month))
    return f"{on.year}年{on.month}月" + (f"第{before + 1}轮" if before else "") + "反馈"
