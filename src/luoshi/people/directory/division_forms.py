"""The shape of what is typed about divisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from luoshi.bodies.models import Jurisdiction, JurisdictionKind
from luoshi.people.directory.forms import ActForm, day_field


class DivisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A division by code and name: names repeat from county to county."""

    def label_from_instance(self, obj: Jurisdiction) -> str:
        return f"{obj.code} {obj.name}"


class DivisionChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # the same
    """Several divisions by code and name."""

    def label_from_instance(self, obj: Jurisdiction) -> str:
        return f"{obj.code} {obj.name}"


class DivisionForm(ActForm):
    """A new division below one that holds."""

    kind = forms.ChoiceField(label="层级", choices=JurisdictionKind.choices, initial=JurisdictionKind.VILLAGE)
    parent = DivisionChoice(
        label="上级区划",
        queryset=Jurisdiction.objects.none(),
        required=False,
        to_field_name="ref",
        empty_label="（无，省级）",
    )
    code = forms.CharField(label="区划代码", max_length=12)
    name = forms.CharField(label="名称", max_length=60)
    valid_from = day_field("自何日起", required=False, help_text="新设的区划填批准启用的日期；早已有的留空。")

    def __init__(self, *args: object, on: dt.date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        above = Jurisdiction.objects.on(on).exclude(kind=JurisdictionKind.VILLAGE)
        self.fields["parent"].queryset = above  # type: ignore[attr-defined]  # django-stubs: Field

    def clean_kind(self) -> JurisdictionKind:
        return JurisdictionKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        """Only a province has nothing above it; the level below a superior is the next one."""
        given = super().clean() or {}
        parent, kind = given.get("parent"), given.get("kind")
        if kind is None or "parent" in self.errors:
            return given
        levels = list(JurisdictionKind)
        above = levels[levels.index(kind) - 1] if kind != JurisdictionKind.PROVINCE else None
        if above is None and parent is not None:
            self.add_error("parent", "省级没有上级区划，请选“（无，省级）”。")
        elif above is not None and (parent is None or parent.kind != above):
            self.add_error("parent", f"{kind.label}的上级是{above.label}，请选一个。")
        return given


class SuccessionForm(ActForm):
    """Who takes over from a division, and from when."""

    successors = DivisionChoices(
        label="由谁接替",
        queryset=Jurisdiction.objects.none(),
        required=False,
        to_field_name="ref",
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text="可以选多个（按住 Ctrl）。",
    )
    on = day_field("自何日起", help_text="这一天起由接替的区划管辖。")

    def __init__(self, *args: object, division: Jurisdiction, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        present = Jurisdiction.objects.filter(valid_to=None, kind=division.kind).exclude(pk=division.pk)
        self.fields["successors"].queryset = present  # type: ignore[attr-defined]  # django-stubs: Field
