"""The form of an act, built from what its ``Spec`` asks for, filled with what is known already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.matters.acts import SPECS, Field, Given, Party, Spec
from luoshi.matters.doing.behalf import FIELDS, behalf_fields, behalf_typed, party_words, refuse_future, spoken_for
from luoshi.matters.doing.offered import enters_for_another, key_of
from luoshi.matters.doing.turn import Turn
from luoshi.matters.life import Act, Check
from luoshi.matters.models import MatterState, Slip, SlipKind
from luoshi.matters.named_paper import names_a_paper
from luoshi.matters.prints.holders import Holders
from luoshi.matters.put_up import put_up_to
from luoshi.matters.review.forms import BodiesField, LeaderField
from luoshi.matters.review.items import Items
from luoshi.people.directory.forms import ActForm, day_field
from luoshi.people.models import Post, PostKind

_SHORT = {"who": 64, "paper": 120}
_HINTS = {
    (Act.CLAIM, "body"): "填了领导的，由领导答复；没有填的，由这个单位答复。",
    (Act.FIND_DONE, "despite"): "五项都核对了的不用填。没有单位申请办结、您直接认定的，才可以只写理由。",
    (Act.CONSULT, "day"): "不填，按规则给一个工作日。",
    (Act.ACKNOWLEDGE, "day"): "原文没有时限的，签收时拟报一个，由督查室核定。",
    (Act.REOPEN, "day"): "不填，时限不变。",
    (Act.RESUME, "day"): "不填，时限不变。",
}


class SpecForm(ActForm):
    """What an act asks for; ``given`` is what was typed, as the operation takes it."""

    def __init__(self, turn: Turn, act: Act, data: Any = None, files: Any = None, *, slip: int | None = None) -> None:  # noqa: ANN401 - Django's
        self.turn, self.act, self.spec = turn, act, SPECS[act]
        self.slips = _answerable(turn, self.spec)
        self.slip = next((each for each in self.slips if each.pk == slip), self.slips[0] if self.slips else None)
        self.for_another = enters_for_another(turn, act)
        initial = {"seen_seq": turn.matter.seq, **_known(turn, act, self.slip)}
        party = party_words(turn, self.spec.party) if self.for_another else ""
        initial |= behalf_typed(turn, party) if self.for_another else {}
        super().__init__(data, files, initial=initial, auto_id=f"{key_of(act)}_%s", label_suffix="")
        if self.for_another:
            self.fields.update(behalf_fields())
        self.fields.update(self._fields())

    def _fields(self) -> dict[str, forms.Field]:
        matter = self.turn.matter
        idle = {"evidence": not names_a_paper(matter.standard), "despite": matter.state == MatterState.IN_REVIEW}
        asked = [field for field in self.spec.fields if not idle.get(field.name)]
        fields = {field.name: _MAKERS[field.name](_Asking(self.turn, self.act, field)) for field in asked}
        if self.spec.settles is SlipKind.CONSULTATION:
            fields["body"] = _asked_bodies(self.slips)
        elif len(self.slips) > 1:
            fields = {"slip": _several(self.slips), **fields}
        return fields

    def clean_said_on(self) -> dt.date:
        return refuse_future(self.cleaned_data["said_on"], self.turn.on)

    def given(self) -> Given:
        """What was typed; the evidence is the file as it was sent, for the view to keep."""
        cleaned = self.cleaned_data
        names = self.spec.names - {"evidence"}
        values = {name: _value(name, cleaned[name]) for name in names if name in self.fields}
        if self.spec.settles is SlipKind.CONSULTATION:
            values["body"] = _chosen(self.slips, cleaned["body"])
            return Given(**values)
        named = self.slip.pk if self.slip is not None and len(self.slips) > 1 else None
        return Given(**values, slip=int(cleaned["slip"]) if cleaned.get("slip") else named)

    def acting(self, by: Acting) -> Acting:
        """Whoever sends the form, for the party where it is another's act."""
        if not self.for_another:
            return by
        body = _chosen(self.slips, self.cleaned_data["body"]) if self.spec.party is Party.ASKED else None
        party = str(body) if body else party_words(self.turn, self.spec.party)
        return spoken_for(by, party, {name: self.cleaned_data[name] for name in FIELDS})

    def answered(self, given: Given, evidence: Any) -> Given:  # noqa: ANN401 - a File or nothing
        """What was typed, with the file that was kept for it."""
        return replace(given, evidence=evidence)


def _answerable(turn: Turn, spec: Spec) -> list[Slip]:
    """The papers that an act may answer; of those asked of several bodies only one's own, unless one enters them for all."""
    waiting = turn.waiting(spec.settles)
    if spec.party is not Party.ASKED or turn.keeps:
        return waiting
    return [slip for slip in waiting if slip.wanted_body_id in turn.by.bodies]


@dataclass(frozen=True, slots=True)
class _Asking:
    """One field of one act in front of one matter."""

    turn: Turn
    act: Act
    field: Field

    @property
    def hint(self) -> str:
        return _HINTS.get((self.act, self.field.name), "")


def _text(ask: _Asking) -> forms.Field:
    rows = 3 if ask.field.needed else 2
    limit = _SHORT.get(ask.field.name)
    widget = forms.TextInput() if limit else forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=ask.field.label,
        required=bool(ask.field.needed),
        max_length=limit,
        widget=widget,
        error_messages={"required": ask.field.needed},
        help_text=ask.hint,
    )


def _day(ask: _Asking) -> forms.Field:
    made = day_field(ask.field.label, required=bool(ask.field.needed), help_text=ask.hint)
    made.error_messages["required"] = ask.field.needed
    return made


def _body(ask: _Asking) -> forms.Field:
    made = BodiesField(several=False, label=ask.field.label, help_text=ask.hint)
    made.line_up = ask.turn.line_up
    made.required = bool(ask.field.needed)
    made.error_messages["required"] = ask.field.needed
    return made


def _post(ask: _Asking) -> forms.Field:
    made = LeaderField()
    made.label = ask.field.label
    made.items = Items(ask.turn.line_up, "")
    posts = Post.objects.existing(ask.turn.on).filter(office=ask.turn.matter.office, kind=PostKind.LEADER)
    made.queryset = posts.select_related("body")
    return made


def _checks(ask: _Asking) -> forms.Field:
    return forms.MultipleChoiceField(
        label=ask.field.label,
        required=False,
        choices=[(check.name, check.value) for check in Check],
        widget=forms.CheckboxSelectMultiple,
    )


def evidence_field(standard: str) -> forms.FileField:
    """The one paper that a standard names."""
    return forms.FileField(
        label="办结依据（没有可不附）",
        required=False,
        help_text=f"办结标准：{standard}。只附标准写明的那一份文件，不收照片。",
        error_messages={"empty": "这是空文件。请检查是否选对了文件。"},
    )


def _evidence(ask: _Asking) -> forms.Field:
    return evidence_field(ask.turn.matter.standard)


_MAKERS: dict[str, Callable[[_Asking], forms.Field]] = {
    "words": _text,
    "who": _text,
    "paper": _text,
    "day": _day,
    "on": _day,
    "body": _body,
    "post": _post,
    "options": _text,
    "checks": _checks,
    "despite": _text,
    "evidence": _evidence,
}


def _value(name: str, cleaned: Any) -> Any:  # noqa: ANN401 - what a field hands back
    """A field's value as ``Given`` takes it."""
    if name == "body":
        return cleaned[0] if cleaned else None
    if name == "options":
        return tuple(line.strip() for line in cleaned.splitlines() if line.strip())
    return tuple(Check[each] for each in cleaned) if name == "checks" else cleaned


def _several(slips: list[Slip]) -> forms.Field:
    """Which of several papers is answered."""
    return forms.ChoiceField(
        label="哪一条",
        choices=[(str(slip.pk), f"{slip.body or slip.wanted_body}：{slip.words[:40]}") for slip in slips],
        error_messages={"required": "请选择是哪一条。"},
    )


def _asked_bodies(slips: list[Slip]) -> forms.Field:
    return forms.ChoiceField(
        label="哪个单位",
        choices=[(str(slip.wanted_body_id), str(slip.wanted_body)) for slip in slips],
        error_messages={"required": "请选择是哪个单位的意见。", "invalid_choice": "这个单位的意见已经反馈过了。"},
    )


def _chosen(slips: list[Slip], key: str) -> Body | None:
    return next((slip.wanted_body for slip in slips if str(slip.wanted_body_id) == key), None)


def _known(turn: Turn, act: Act, slip: Slip | None) -> dict[str, Any]:
    """What is known before anything is typed: today, what was asked, whose word it is."""
    matter = turn.matter
    known: dict[str, Any] = {"on": turn.on}
    if slip is not None:
        known["slip"] = str(slip.pk)
        known["body"] = str(slip.wanted_body_id) if slip.kind == SlipKind.CONSULTATION else ()
    if act in (Act.GRANT_EXTENSION, Act.FIX_LIMIT) and slip is not None:
        known["day"] = slip.wanted_on
    if act is Act.GRANT_ADJUSTMENT and slip is not None and slip.wanted_body is not None:
        known["body"] = (slip.wanted_body,)
    if act is Act.FIND_DONE:
        known["words"] = slip.words if slip is not None else matter.progress
    if act is Act.ASK_COMPLETION:
        known["words"] = matter.progress
    if act is Act.SUBMIT and (post := put_up_to(matter, on=turn.on)) is not None:
        known["post"] = post.ref
    if SPECS[act].party in (Party.LEADER, Party.HOLDER) and matter.asked_of:
        known["who"] = Holders(matter.office, turn.on).words(matter.asked_of)
    return known
