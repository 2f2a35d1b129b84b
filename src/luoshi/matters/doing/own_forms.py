"""The forms of acts that have a verb of their own: 立项, 交办, 反馈, 分解, 不立项, and 销号程序."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Case, F, IntegerField, QuerySet, When

from luoshi.bodies.models import Body
from luoshi.bodies.resolve import Directory
from luoshi.journal.acting import Acting
from luoshi.matters.acts import Party
from luoshi.matters.doing.behalf import FIELDS, behalf_fields, behalf_typed, party_words, refuse_future, spoken_for
from luoshi.matters.doing.offered import enters_for_another
from luoshi.matters.doing.told_again import ToldAgainForm
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import Act
from luoshi.matters.models import Frequency, Matter, MatterState, Report, SaidState
from luoshi.matters.models.matter import RUNNING
from luoshi.matters.operations import Part
from luoshi.matters.operations.closing import steps_of, usual_chain
from luoshi.matters.review.forms import ItemForm
from luoshi.people.directory.forms import ActForm, day_field

ROWS = 6
"""Empty rows for parts; who needs more sends the form again."""
_AT_WORK = (MatterState.HANDED_OUT, MatterState.UNDER_WAY)
_MOST = 100
"""Matters offered for one report; how many are left out is told."""
_TOLD = ("progress", "problems", "said")


class OwnForm(ActForm):
    """A form in front of a matter, with 代录 where the act is the lead's and the supervision office enters it."""

    act: Act
    party = Party.OFFICE

    def __init__(self, turn: Turn, data: Any = None, *, prefix: str, initial: dict[str, Any] | None = None) -> None:  # noqa: ANN401 - Django's
        self.turn = turn
        self.for_another = self.party is Party.LEAD and enters_for_another(turn, self.act)
        typed = {"seen_seq": turn.matter.seq, **(initial or {})}
        if self.for_another:
            typed |= behalf_typed(turn, party_words(turn, self.party))
        super().__init__(data, initial=typed, auto_id=f"{prefix}_%s", label_suffix="")
        if self.for_another:
            self.fields = {**behalf_fields(), **self.fields}

    def clean_said_on(self) -> dt.date:
        return refuse_future(self.cleaned_data["said_on"], self.turn.on)

    def acting(self, by: Acting) -> Acting:
        if not self.for_another:
            return by
        return spoken_for(by, self.party_name(), {name: self.cleaned_data[name] for name in FIELDS})

    def party_name(self) -> str:
        return party_words(self.turn, self.party)


class ReportForm(OwnForm, ToldAgainForm):
    """What the lead body reports; it opens with what was reported last, and asks again before it takes the same words twice."""

    act, party = Act.REPORT, Party.LEAD
    body = forms.ModelChoiceField(label="反馈单位", queryset=Body.objects.none(), to_field_name="ref", empty_label=None)
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
    also = forms.ModelMultipleChoiceField(
        label="同时用于",
        queryset=Matter.objects.none(),
        required=False,
        to_field_name="ref",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, turn: Turn, data: Any = None, *, prefix: str = "report") -> None:  # noqa: ANN401 - Django's
        matter = turn.matter
        opened = {"progress": matter.progress, "problems": matter.problems, "body": matter.lead and matter.lead.ref}
        super().__init__(turn, data, prefix=prefix, initial=opened)
        if self.for_another:
            bodies = [matter.lead_id, *(row.body_id for row in matter.supports.all())]
            self.fields["body"].queryset = Body.objects.filter(pk__in=[pk for pk in bodies if pk])  # type: ignore[attr-defined]
            self.fields["said_by"].error_messages["required"] = "请写明是谁反馈的。"
        else:
            del self.fields["body"]
        if not matter.progress:
            self.fields["progress"].help_text = ""
        self._offer_others()

    def _offer_others(self) -> None:
        rows = self._others()
        others = list(rows[:_MOST])
        if not others:
            del self.fields["also"]
            return
        field = self.fields["also"]
        field.queryset = Matter.objects.filter(pk__in=[row.pk for row in others])  # type: ignore[attr-defined]
        field.choices = [(row.ref, f"{row.spoken or row.code} {row.words[:120]}") for row in others]  # type: ignore[attr-defined]
        if len(others) == _MOST and (left := rows.count() - _MOST):
            field.help_text = (
                f"同一次会议的和时限近的在前，列了 {_MOST} 件，还有 {left} 件没有列出，请到那件事项上反馈。"
            )

    def _others(self) -> QuerySet[Matter]:
        """Other matters at work of the same lead, those of the same meeting first, then by the day on which they are due."""
        matter = self.turn.matter
        rows = Matter.objects.visible_to(self.turn.by).filter(lead=matter.lead_id, state__in=_AT_WORK)
        same = Case(When(meeting=matter.meeting_id, then=0), default=1, output_field=IntegerField())
        return rows.exclude(lead=None).exclude(pk=matter.pk).order_by(same, F("due_on").asc(nulls_last=True), "pk")

    @property
    def from_body(self) -> Body | None:
        return self.cleaned_data["body"] if self.for_another else self.turn.matter.lead

    def party_name(self) -> str:
        return str(self.from_body or super().party_name())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            last = Report.objects.filter(matter=self.turn.matter, body=self.from_body).order_by("-pk").first()
            self.tell_again(last, **{name: given[name] for name in _TOLD if name in given})
        return given

    def reported(self) -> dict[str, Any]:
        """What was typed, by the names of the operation."""
        given = self.values("said", "progress", "problems") | {"body": self.from_body}
        if self.for_another:
            given["reported_on"] = self.cleaned_data["said_on"]
        return given | {"others": list(self.cleaned_data.get("also") or ())}


class ContributeForm(ReportForm):
    """What a supporting body tells the lead; it opens with what it told last."""

    act, party = Act.CONTRIBUTE, Party.SUPPORT

    def __init__(self, turn: Turn, data: Any = None, *, prefix: str = "contribute") -> None:  # noqa: ANN401 - Django's
        supports = turn.matter.supports.filter(body__in=turn.by.bodies).exclude(body=turn.matter.lead)
        first = supports.select_related("body").first()
        self.supporting = first.body if first is not None else None
        super().__init__(turn, data, prefix=prefix)
        last = Report.objects.filter(matter=turn.matter, body=self.supporting).order_by("-pk").first()
        for name in ("progress", "problems"):
            self.initial[name] = getattr(last, name) if last is not None else ""
        self.fields["progress"].help_text = "由牵头单位汇总后统一反馈督查室。"
        for name in ("said", "also"):
            self.fields.pop(name, None)

    @property
    def from_body(self) -> Body | None:
        return self.supporting

    def reported(self) -> dict[str, Any]:
        return self.values("progress", "problems") | {"body": self.from_body}


class HandOutForm(OwnForm):
    """How often is reported."""

    act = Act.HAND_OUT
    frequency = forms.ChoiceField(label="反馈频次", choices=Frequency.choices)


class DocketOneForm(OwnForm):
    """One approval for one matter."""

    act = Act.DOCKET
    approved_by = forms.CharField(
        label="批准人", max_length=60, error_messages={"required": "请填写批准人，例如“市政府秘书长”。"}
    )
    approved_on = day_field("批准日期")
    basis = forms.CharField(label="依据", max_length=120, required=False, help_text="呈批单编号或文号，没有可不填。")


class DropForm(OwnForm):
    """Why a proposal is left off."""

    act = Act.DROP
    reason = forms.CharField(label="不立项的理由", max_length=200, error_messages={"required": "请写明不立项的理由。"})


class RestoreForm(OwnForm):
    """Nothing need be typed."""

    act = Act.RESTORE


class PartsForm(OwnForm):
    """分解: a row a part; rows without words and body are left out."""

    act, party = Act.OPEN_PART, Party.LEAD

    def __init__(self, turn: Turn, data: Any = None, *, prefix: str = "open_part") -> None:  # noqa: ANN401 - Django's
        super().__init__(turn, data, prefix=prefix)
        for row in range(ROWS):
            number = row + 1
            self.fields[f"words_{row}"] = forms.CharField(
                label=f"第 {number} 项做什么", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 1})
            )
            self.fields[f"body_{row}"] = forms.CharField(
                label=f"第 {number} 项交给谁",
                required=False,
                widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
            )
            self.fields[f"due_{row}"] = day_field(f"第 {number} 项时限", required=False)
        self.fields["despite"] = forms.CharField(
            label="清单已由上级收回、仍交乡镇的理由",
            required=False,
            max_length=200,
            help_text="只在交给乡镇的分解项在履职事项清单里是上级收回时填写。",
        )

    def rows(self) -> list[tuple[forms.BoundField, ...]]:
        """The fields as the rows of a table."""
        return [tuple(self[f"{name}_{row}"] for name in ("words", "body", "due")) for row in range(ROWS)]

    def own(self) -> list[forms.BoundField]:
        """The fields before the rows: by whom it was said."""
        return [self[name] for name in (*FIELDS, "despite") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        directory = Directory(self.turn.matter.office)
        self.parts: list[Part] = []
        for row in range(ROWS):
            words, name = given.get(f"words_{row}", "").strip(), given.get(f"body_{row}", "").strip()
            if not words and not name:
                continue
            if (body := self._body(row, words, name, directory)) is not None:
                self.parts.append(Part(words=words, body=body, due_on=given.get(f"due_{row}")))
        if not self.parts and not self.errors:
            raise forms.ValidationError("请至少写一个分解项：做什么、交给谁。")
        return given

    def _body(self, row: int, words: str, name: str, directory: Directory) -> Body | None:
        if not words:
            self.add_error(f"words_{row}", f"请写明交给“{name}”办什么。")
        if not name:
            self.add_error(f"body_{row}", "请写明交给哪个单位。")
            return None
        resolved = directory.resolve(name, on=self.turn.on)
        if resolved is None or resolved.successor is None:
            self.add_error(f"body_{row}", f"名录中没有“{name}”，或已撤销。请从列表中选择。")
            return None
        return resolved.successor


class CorrectionForm(ItemForm):
    """更正; where the time limit has passed, moving it asks what was wrong."""

    because = forms.CharField(
        label="时限录错在哪里、依据是什么",
        required=False,
        max_length=200,
        help_text="时限已过，改晚时必填。需要延期的，请用“申请延期”。",
    )

    def __init__(self, turn: Turn, data: Any = None) -> None:  # noqa: ANN401 - Django's
        matter = turn.matter
        super().__init__(data, initial=ItemForm.typed(matter), line_up=turn.line_up, auto_id="revise_%s")
        if matter.state not in RUNNING or matter.due_on is None or matter.due_on >= turn.on:
            del self.fields["because"]
        else:
            self.order_fields(["words", "sort", "lead", "supporting", "leader", "due_on", "because"])

    def changed_values(self) -> dict[str, Any]:
        self.changed_data = [name for name in self.changed_data if name != "because"]
        return super().changed_values()


class ChainForm(OwnForm):
    """销号程序: its steps in a line."""

    act = Act.SIGN
    steps = forms.CharField(
        label="销号程序",
        max_length=200,
        help_text="各步之间用 → 隔开，例如：台账→验收→公示→审签→复核→销号。",
        error_messages={"required": "请写明销号要办哪几步，只有一步的写“销号”。"},
    )

    def __init__(self, turn: Turn, data: Any = None, *, prefix: str = "chain") -> None:  # noqa: ANN401 - Django's
        super().__init__(
            turn,
            data,
            prefix=prefix,
            initial={"steps": "→".join(turn.matter.chain or usual_chain(turn.matter, on=turn.on))},
        )

    def chain(self) -> list[str]:
        """The steps in order."""
        return steps_of(self.cleaned_data["steps"])
