"""The shape of what is typed on the review page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from luoshi.bodies.models import Body
from luoshi.bodies.resolve import Directory
from luoshi.matters.models import Matter, Sort
from luoshi.matters.review.items import Items
from luoshi.matters.review.marks import BY_CODE
from luoshi.meetings.models import Meeting, MeetingKind
from luoshi.people.directory.forms import ActForm, day_field
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Post, PostKind

_PARTED = re.compile(r"[、,，;；\s]+")


class BodiesField(forms.CharField):
    """Bodies of the directory by any of their names, parted by 、; hands back ``Body`` rows in the order typed."""

    def __init__(self, *, several: bool, **kwargs: Any) -> None:  # noqa: ANN401 - those of CharField
        attributes = {"list": "bodies", "autocomplete": "off"} | ({"data-several": ""} if several else {})
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(required=False, **kwargs)
        self.several = several
        self.line_up: LineUp | None = None

    def to_python(self, value: object) -> tuple[Body, ...]:  # type: ignore[override]  # a field may hand back what it means
        names = [name for name in _PARTED.split(str(value or "")) if name]
        if not names:
            return ()
        if len(names) > 1 and not self.several:
            raise ValidationError("牵头单位只能有一个。其余单位请填在“配合单位”。")
        assert self.line_up is not None
        directory, on = Directory(self.line_up.office), self.line_up.on
        return tuple(dict.fromkeys(_body(name, directory, on) for name in names))

    def prepare_value(self, value: object) -> object:
        """Rows are shown by their names, words that were typed as they were."""
        return "、".join(map(str, value)) if isinstance(value, list | tuple) else value


def _body(name: str, directory: Directory, on: dt.date) -> Body:
    resolved = directory.resolve(name, on=on)
    if resolved is None:
        raise ValidationError(f"名录中没有“{name}”。请从列表中选择，或先在名录里录入这个单位。")
    if resolved.successor is None:
        raise ValidationError(f"“{name}”已撤销或分设，请改填现在承接这项职责的单位。")
    return resolved.successor


class LeaderField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker alone
    """The posts of the government's leaders, shown with who holds them."""

    def __init__(self) -> None:
        super().__init__(
            Post.objects.none(), label="牵头领导", required=False, to_field_name="ref", empty_label="（未明确）"
        )
        self.items: Items | None = None

    def label_from_instance(self, obj: Post) -> str:
        return self.items.post(obj) if self.items else str(obj)


class FixingsForm(ActForm):
    """Who, by when, how much."""

    lead = BodiesField(several=False, label="牵头单位")
    supporting = BodiesField(several=True, label="配合单位", help_text="几个单位用顿号分开。")
    leader = LeaderField()
    due_on = day_field("完成时限", required=False)
    standard = forms.CharField(label="办结标准", required=False, max_length=300)

    def __init__(self, *args: Any, line_up: LineUp, **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name in ("lead", "supporting"):
            field = self.fields[name]
            assert isinstance(field, BodiesField)
            field.line_up = line_up
        leader = self.fields["leader"]
        assert isinstance(leader, LeaderField)
        leader.items = Items(line_up, "")
        posts = Post.objects.existing(line_up.on).filter(office=line_up.office, kind=PostKind.LEADER)
        leader.queryset = posts.select_related("body")

    def value(self, name: str) -> Any:  # noqa: ANN401 - as the operation takes it
        """One field as the operation takes it: a body or ``None`` for the lead, rows for the supporting ones."""
        given = self.cleaned_data[name]
        return (given[0] if given else None) if name == "lead" else given


class ItemForm(FixingsForm):
    """Everything a person sets on one matter."""

    words = forms.CharField(
        label="议定事项",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "议定事项不能空着。"},
    )
    sort = forms.ChoiceField(label="分类", choices=Sort.choices, widget=forms.RadioSelect)
    remark = forms.CharField(label="备注", required=False, max_length=300)
    field_order = ("words", "sort", "lead", "supporting", "leader", "due_on", "standard", "remark")

    @classmethod
    def typed(cls, matter: Matter) -> dict[str, Any]:
        """A matter as its form shows it."""
        return {
            "words": matter.words,
            "sort": matter.sort,
            "lead": (matter.lead,) if matter.lead else (),
            "supporting": tuple(row.body for row in matter.supports.all()),
            "leader": matter.leader.ref if matter.leader else "",
            "due_on": matter.due_on,
            "standard": matter.standard,
            "remark": matter.remark,
            "seen_seq": matter.seq,
        }

    def changed_values(self) -> dict[str, Any]:
        """What was changed, by the names of the operation; what was left alone is not sent along."""
        return {name: self.value(name) for name in self.changed_data if name not in ("token", "seen_seq")}


class CompleteForm(FixingsForm):
    """The same values for several matters, only where they are still empty."""

    seen_seq = None  # type: ignore[assignment]  # Django: a field set to None is left out
    field_order = ("lead", "supporting", "leader", "due_on", "standard")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in self.field_order):
            raise ValidationError("还没有填写要补充的内容。请至少填写一项。")
        return given

    def typed_values(self) -> dict[str, Any]:
        """What was typed, by the names of the operation; what was left empty is not sent along."""
        return {name: self.value(name) for name in self.field_order if self.cleaned_data[name]}


class DropForm(ActForm):
    """Why a proposal is left off; ``common`` is one of the reasons on the buttons."""

    reason = forms.CharField(required=False, max_length=200)
    common = forms.CharField(required=False, max_length=200)

    def chosen(self) -> str:
        """The reason on the button that was pressed, else what was typed."""
        return str(self.cleaned_data["common"] or self.cleaned_data["reason"])


class SplitForm(ActForm):
    parts = forms.CharField(required=False, widget=forms.Textarea)


class MergeForm(ActForm):
    """The words of the one matter that several become."""

    words = forms.CharField(
        label="合并后的议定事项",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明合并后的议定事项。"},
    )


class MarkForm(ActForm):
    """What words of the source are: by their place (``start`` and ``end``, or ``place`` of a button), or by themselves where there is none."""

    words = forms.CharField(
        label="原文字句",
        strip=True,
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="照原文抄录或复制，再按下它是什么。",
    )
    on = day_field("时限折合日期", required=False)
    standing = forms.BooleanField(label="长期坚持", required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    place = forms.RegexField(regex=r"^\d{1,7}-\d{1,7}$", required=False)
    document = forms.CharField(widget=forms.HiddenInput)
    word = forms.ChoiceField(
        choices=[(code, word.label) for code, word in BY_CODE.items()],
        error_messages={"required": "请按下这些字句是什么。", "invalid_choice": "不认识这一类标注。"},
    )
    at = forms.IntegerField(required=False, min_value=0)
    places: Sequence[tuple[int, str]] = ()
    """Where the words stand, with what stands around them, when a person must say which place is meant."""

    def span(self) -> tuple[int, int] | None:
        """The place that was pointed at."""
        given = self.cleaned_data
        if given["place"]:
            start, _, end = given["place"].partition("-")
            return int(start), int(end)
        return None if given["start"] is None or given["end"] is None else (given["start"], given["end"])


class DocketForm(ActForm):
    """One approval for the batch."""

    seen_seq = None  # type: ignore[assignment]  # Django: a field set to None is left out
    approved_by = forms.CharField(
        label="批准人", max_length=60, help_text="呈批单上签字的领导，例如“市政府秘书长”。", required=False
    )
    approved_on = day_field("批准日期")
    basis = forms.CharField(
        label="依据", max_length=120, required=False, help_text="会议纪要文号或呈批单编号，没有可不填。"
    )


class MeetingForm(ActForm):
    """Which meeting it was, where the text does not say or says it wrong."""

    name = forms.CharField(label="会议名称", max_length=120, required=False)
    kind = forms.ChoiceField(label="会议类型", choices=MeetingKind.choices)
    number = forms.IntegerField(label="次", required=False, min_value=1, max_value=9999)
    held_on = day_field("召开日期", required=False)
    FIELDS = ("name", "kind", "number", "held_on")

    @classmethod
    def typed(cls, meeting: Meeting) -> dict[str, Any]:
        return {**{name: getattr(meeting, name) for name in cls.FIELDS}, "seen_seq": meeting.seq}
