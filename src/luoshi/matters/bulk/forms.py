"""The shapes of what is chosen in the list, and of what each deed asks for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from luoshi.bodies.models import Office
from luoshi.journal.acting import Channel
from luoshi.matters.models import Frequency
from luoshi.matters.operations.in_bulk import Deed, Wanted
from luoshi.people.directory.forms import ActForm, day_field
from luoshi.people.models import Post, PostKind

ROUND = "round"
FILES = {"xlsx": "下载 Excel", "docx": "下载 Word"}
_QUERY = 2_000
_FIELDS: dict[Deed, tuple[str, ...]] = {
    Deed.HAND_OUT: ("frequency",),
    Deed.RECALL: ("words",),
    Deed.ACKNOWLEDGE: ("channel", "who", "on"),
    Deed.REPORTING: ("frequency", "day"),
    Deed.LEADER: ("leader", "only_empty"),
    Deed.DUE: ("day", "only_empty"),
    Deed.REMARK: ("remark", "only_empty"),
    Deed.URGE: ("channel", "who", "words", "on"),
    Deed.CHAIN: ("steps",),
}
_LABELS = {
    (Deed.RECALL, "words"): "撤回原因（可不填）",
    (Deed.ACKNOWLEDGE, "who"): "谁说的",
    (Deed.ACKNOWLEDGE, "on"): "签收日期",
    (Deed.REPORTING, "day"): "下次反馈（不填按频次推算）",
    (Deed.DUE, "day"): "完成时限",
    (Deed.URGE, "who"): "接听人",
    (Deed.URGE, "words"): "答复（可不填）",
    (Deed.URGE, "on"): "催办日期",
}
_OPTIONAL = ((Deed.RECALL, "words"), (Deed.REPORTING, "day"), (Deed.URGE, "words"))
_MISSING = {
    "who": "请写明是谁，例如联络员的姓名；没有接通的，写“无人接听”。",
    "leader": "请选择牵头领导。",
    "remark": "请填写备注。",
    "steps": "请写明销号要办哪几步，只有一步的写“销号”。",
    "day": "请填写日期。",
    "on": "请填写日期。",
}


class ChooseForm(forms.Form):
    """What is to be done with what was ticked; ``every`` stands for all that the filter finds."""

    act = forms.ChoiceField(
        label="对勾选的事项",
        choices=[
            ("", "选择要办的事"),
            *((deed.name.lower(), deed.value) for deed in Deed),
            (ROUND, "发起一轮反馈"),
            *FILES.items(),
        ],
        error_messages={
            "required": "请选择要对这些事项办什么，例如“交办”。",
            "invalid_choice": "没有这一种办法。请从列表中选择。",
        },
        widget=forms.Select(attrs={"class": "input"}),
    )
    every = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=_QUERY)


class WantedForm(ActForm):
    """What one deed asks for."""

    frequency = forms.ChoiceField(label="反馈频次", choices=Frequency.choices)
    leader = forms.ModelChoiceField(
        label="牵头领导", queryset=Post.objects.none(), to_field_name="ref", empty_label="请选择"
    )
    day = day_field("日期")
    remark = forms.CharField(label="备注", max_length=300)
    steps = forms.CharField(
        label="销号程序", max_length=200, help_text="各步之间用 → 隔开，例如：台账→验收→公示→审签→复核→销号。"
    )
    channel = forms.ChoiceField(label="方式", choices=[(each.value, each.label) for each in Channel])
    who = forms.CharField(label="谁", max_length=60)
    words = forms.CharField(label="说明", max_length=500)
    on = day_field("日期")
    only_empty = forms.BooleanField(label="只补空着的，已有内容的不改", required=False)
    query = forms.CharField(required=False, max_length=_QUERY, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, deed: Deed, office: Office, on: dt.date, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        start = {"frequency": Frequency.ONCE, "channel": Channel.PHONE.value, "on": on, "only_empty": True}
        super().__init__(data, initial=start | kwargs.pop("initial", {}), **kwargs)
        self.deed, self.today = deed, on
        self.asked = _FIELDS[deed]
        for name in set(self.fields) - {*self.asked, "token", "query"}:
            del self.fields[name]
        for name in self.asked:
            field = self.fields[name]
            field.label = _LABELS.get((deed, name), field.label)
            field.required = field.required and (deed, name) not in _OPTIONAL
            field.error_messages |= {"required": _MISSING.get(name, ""), "invalid": "这不是一个日期。"}
            if name != "only_empty":
                field.widget.attrs["class"] = "input"
        if "leader" in self.fields:
            leaders = Post.objects.filter(office=office, kind=PostKind.LEADER, closed_on=None).select_related("body")
            self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]  # django-stubs: Field

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("日期不能晚于今天。")
        return day

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be typed before it can be done."""
        return self.is_valid() if self.is_bound else all(
            not field.required or self.get_initial_for_field(field, name) for name, field in self.fields.items()
        )  # fmt: skip

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.asked]

    def wanted(self) -> Wanted:
        """What was typed, as the operation takes it; before anything was typed, what the form begins with."""
        given = (
            self.cleaned_data
            if self.is_bound
            else {name: self.get_initial_for_field(self.fields[name], name) for name in self.asked}
        )
        typed = {name: given[name] for name in self.asked if given.get(name) not in (None, "")}
        if "channel" in typed:
            typed["channel"] = Channel(typed["channel"])
        return Wanted(**typed)
