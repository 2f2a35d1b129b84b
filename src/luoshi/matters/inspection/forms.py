"""The shape of what is typed on the pages of inspections."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.bodies.models import Body
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import InspectionKind, Source
from luoshi.matters.operations.inspecting import SOURCES, Finding, InspectionPlan, Visit
from luoshi.people.directory.forms import ActForm, day_field

BLANK = 6
"""Empty rows that a list of sites or problems begins with."""
MOST = 60


def _text(label: str, rows: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hint, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows})
    )


class PlanForm(ActForm):
    """The plan: what a plan must state (国务院令第733号第十五条)."""

    title = forms.CharField(label="名称", max_length=80, required=False)
    kind = forms.ChoiceField(label="类型", choices=InspectionKind.choices, initial=InspectionKind.SPECIAL)
    content = _text("督查内容", 3)
    object = forms.CharField(label="督查对象", max_length=200, required=False)
    scope = forms.CharField(label="督查范围", max_length=200, required=False)
    basis = forms.CharField(label="依据", max_length=200, required=False)
    starts_on = day_field("开始日期")
    ends_on = day_field("结束日期")

    def plan(self) -> InspectionPlan:
        """What was typed, as the operation takes it."""
        names = ("title", "kind", "content", "object", "scope", "basis", "starts_on", "ends_on")
        return InspectionPlan(**self.values(*names))


class BodyField(forms.CharField):
    """A body by any name that the directory knows; hands back the ``Body`` or ``None``."""

    finder: Finder

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        found = self.finder.bodies(str(super().clean(value)))
        if found.unknown or len(found.known) > 1:
            raise forms.ValidationError(f"名录里没有“{value}”这个单位。请从列表中选一家。")
        return found.known[0] if found.known else None


class _RowForm(forms.Form):
    body = BodyField(label="单位", required=False, max_length=80)

    def __init__(self, *args: Any, finder: Finder, **kwargs: Any) -> None:  # noqa: ANN401 - those of forms.Form
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, BodyField)
        body.finder = finder
        body.widget.attrs |= {"list": "bodies", "autocomplete": "off"}
        for field in self.fields.values():
            field.widget.attrs |= {"class": "input", "aria-label": str(field.label)}


class SiteForm(_RowForm):
    """A visit to be planned; an empty row is none."""

    place = forms.CharField(label="地点", required=False, max_length=80)
    planned_on = day_field("计划日期", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and any(given.values()) and not (given.get("body") and given.get("planned_on")):
            raise forms.ValidationError("请把单位和计划日期都写上；不去的行清空。")
        return given

    def visit(self) -> Visit | None:
        """The visit; ``None`` for an empty row."""
        body: Body | None = self.cleaned_data.get("body")
        return Visit(**self.cleaned_data) if body is not None else None


class ProblemForm(_RowForm):
    """A problem; an empty row is none."""

    words = forms.CharField(label="问题", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = day_field("整改时限", required=False)
    field_order = ("words", "body", "due_on")

    def finding(self) -> Finding:
        """The problem; without words it is an empty row."""
        given = self.cleaned_data
        return Finding(words=given.get("words", ""), body=given.get("body"), due_on=given.get("due_on"))


SiteForms = forms.formset_factory(SiteForm, extra=BLANK, max_num=MOST, absolute_max=MOST)
ProblemForms = forms.formset_factory(ProblemForm, extra=BLANK, max_num=MOST, absolute_max=MOST)


class ApproveForm(ActForm):
    approved_by = forms.CharField(label="批准人", max_length=60, required=False)
    approved_on = day_field("批准日期")


class VisitForm(ActForm):
    site = forms.IntegerField(widget=forms.HiddenInput)
    visited_on = day_field("到访日期")
    visited_by = forms.CharField(label="到访人员", max_length=80, required=False)


class ConcludeForm(ActForm):
    conclusion = _text("督查结论", 6, "写明事实、依据和意见；结论要反馈给督查对象。")


class FeedBackForm(ActForm):
    to = forms.CharField(label="反馈给", max_length=200, required=False)
    on = day_field("反馈日期")


class CloseForm(ActForm):
    words = forms.CharField(
        label="说明",
        max_length=200,
        required=False,
        help_text="问题都已办结的不用填；还有没办结的，写明为什么现在结束、谁定的。",
    )


class FollowForm(ActForm):
    """The problems are ticked beside it."""

    source = forms.ChoiceField(label="来源", choices=[(each.value, Source(each).label) for each in SOURCES])
