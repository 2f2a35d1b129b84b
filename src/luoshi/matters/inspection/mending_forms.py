"""The forms with which an inspection is corrected, called off and reviewed."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.matters.doing.behalf import behalf_fields
from luoshi.matters.inspection.forms import BodyField, PlanForm
from luoshi.matters.ledger.resolving import Finder
from luoshi.matters.models import Inspection, InspectionReview, InspectionState, Problem, ReviewOutcome, Site
from luoshi.matters.operations.inspecting import Decision, Finding, Visit, correctable
from luoshi.people.directory.forms import ActForm, day_field

_CHANGED = "只在“改变”时生效。"


def _long(label: str, hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=False, help_text=hint, max_length=20_000, widget=widget)


def _body(label: str, *, required: bool = False, hint: str = "") -> BodyField:
    return BodyField(label=label, required=required, max_length=80, help_text=hint)


class MendForm(ActForm):
    """A form that may ask for a body by its name."""

    def __init__(self, data: Any = None, *, finder: Finder, initial: dict[str, Any]) -> None:  # noqa: ANN401 - Django's
        super().__init__(data, initial=initial)
        for field in self.fields.values():
            if isinstance(field, BodyField):
                field.finder = finder
                field.widget.attrs |= {"list": "bodies", "autocomplete": "off"}


class ReasonForm(MendForm):
    because = forms.CharField(label="原因", max_length=200, required=False)


class CorrectForm(MendForm, PlanForm):
    """What is written of an inspection; the reason once it was approved."""

    approved_by = forms.CharField(label="批准人", max_length=60, required=False)
    approved_on = day_field("批准日期", required=False)
    conclusion = _long("督查结论")
    fed_back_to = forms.CharField(label="反馈给", max_length=200, required=False)
    fed_back_on = day_field("反馈日期", required=False)
    because = forms.CharField(label="更正的原因", max_length=200, required=False, help_text="写明原来错在哪里。")

    def __init__(self, data: Any = None, *, finder: Finder, row: Inspection) -> None:  # noqa: ANN401 - Django's
        names = correctable(row)
        kept = {name: getattr(row, name) for name in names}
        super().__init__(data, finder=finder, initial={"seen_seq": row.seq, **kept})
        asked = {*names, "token", "seen_seq", *([] if row.state == InspectionState.DRAFTED else ["because"])}
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]

    def written(self) -> dict[str, Any]:
        """The fields as they should be."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("token", "seen_seq", "because")
        }


class CorrectVisitForm(MendForm):
    body = _body("单位", required=True)
    place = forms.CharField(label="地点", max_length=80, required=False)
    planned_on = day_field("计划日期")
    visited_on = day_field("到访日期", required=False, help_text="其实没有去过的，清空。")
    visited_by = forms.CharField(label="到访人员", max_length=80, required=False)
    because = forms.CharField(label="更正的原因", max_length=200, required=False, help_text="写明原来错在哪里。")

    def __init__(self, data: Any = None, *, finder: Finder, site: Site, seq: int) -> None:  # noqa: ANN401 - Django's
        names = ("body", "place", "planned_on", "visited_on", "visited_by")
        super().__init__(
            data, finder=finder, initial={"seen_seq": seq, **{name: getattr(site, name) for name in names}}
        )
        if site.visited_on is None:
            del self.fields["visited_on"], self.fields["visited_by"]

    def planned(self) -> Visit:
        """Where and when it is planned."""
        return Visit(**self.values("body", "place", "planned_on"))


class CorrectProblemForm(MendForm):
    words = _long("问题")
    body = _body("责任单位")
    due_on = day_field("整改时限", required=False)
    because = forms.CharField(label="更正的原因", max_length=200, required=False, help_text="写明原来错在哪里。")

    def finding(self) -> Finding:
        """The problem as it should be."""
        return Finding(**self.values("words", "body", "due_on"))


class AskReviewForm(MendForm):
    """What a body says against a finding, entered for it."""

    body = _body("申请单位", required=True)
    words = _long("异议和理由")
    channel = behalf_fields()["channel"]
    said_by = behalf_fields()["said_by"]
    said_on = day_field("哪天", help_text="申请书的日期，或来电的日期；期限按这一天算。")


class DecideReviewForm(MendForm):
    """What the review decided; of a problem its words, of the conclusion the conclusion, where it changes."""

    outcome = forms.ChoiceField(label="复核结果", choices=[("", "请选择"), *ReviewOutcome.choices])
    words = _long("复核的理由")
    who = forms.CharField(label="复核人", max_length=60, required=False)
    on = day_field("复核日期")
    conclusion = _long("改变后的结论", _CHANGED)
    problem_words = _long("改变后的问题", _CHANGED)
    body = _body("改变后的责任单位", hint=_CHANGED)
    due_on = day_field("改变后的整改时限", required=False, help_text=_CHANGED)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's
        *,
        finder: Finder,
        review: InspectionReview,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, finder=finder, initial=initial | _as_it_is(review))
        about_conclusion = review.problem is None
        for name in ("problem_words", "body", "due_on") if about_conclusion else ("conclusion",):
            del self.fields[name]

    def decision(self) -> Decision:
        """What was decided, as the operation takes it."""
        given = self.cleaned_data
        finding = None
        if "problem_words" in given:
            finding = Finding(words=given["problem_words"], body=given["body"], due_on=given["due_on"])
        plain = self.values("outcome", "words", "who", "on")
        return Decision(**plain, finding=finding, conclusion=given.get("conclusion", ""))


def _as_it_is(review: InspectionReview) -> dict[str, Any]:
    problem: Problem | None = review.problem
    if problem is None:
        return {"conclusion": review.inspection.conclusion}
    return {"problem_words": problem.words, "body": problem.body, "due_on": problem.due_on}
