"""The shapes of what is entered from paper: a call, the day a paper came in, the ticks on the one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from luoshi.journal.acting import Channel
from luoshi.matters.models import Slip
from luoshi.matters.operations.ticking import BOXES, Tick, Ticked
from luoshi.matters.prints.calls import Call
from luoshi.matters.prints.one_page import Ask
from luoshi.people.directory.forms import ActForm, day_field

_OPTION = "option-"
_KEY = 19
"""Digits that no key of a row reaches."""


class UrgeForm(ActForm):
    """One call: about which matters, to whom, and what was said."""

    matter = forms.MultipleChoiceField(
        label="催办事项",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选这次催办的事项。"},
    )
    channel = forms.ChoiceField(label="方式", choices=[(each.value, each.label) for each in Channel])
    who = forms.CharField(
        label="接听人", max_length=60, error_messages={"required": "请写明找的是谁。没有接通的，写“无人接听”。"}
    )
    words = forms.CharField(label="答复", max_length=500, required=False)
    urged_on = day_field("日期")

    def __init__(self, data: Any = None, *, call: Call, on: dt.date) -> None:  # noqa: ANN401 - a QueryDict or nothing
        refs = [about.matter.ref for about in call.about]
        people = [contact.person.name for contact in call.contacts if contact.person is not None]
        start = {"matter": refs, "channel": Channel.PHONE.value, "urged_on": on, "who": people[0] if people else ""}
        super().__init__(data, initial=start, auto_id=f"call_{call.body.ref}_%s", label_suffix="")
        self.fields["matter"].choices = [(ref, ref) for ref in refs]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What was typed, by the names of the operation."""
        return self.values("who", "words", "urged_on", "token") | {"channel": Channel(self.cleaned_data["channel"])}


class PaperForm(ActForm):
    """That the paper of a slip came in; an empty day takes the tick back."""

    slip = forms.IntegerField(widget=forms.HiddenInput)
    paper_on = day_field("纸质件收到日期", required=False)
    paper = forms.CharField(label="所在文件", max_length=120, required=False)


def slips_named(names: Iterable[str]) -> set[int]:
    """The keys of the slips whose boxes or words a form brought."""
    found = (name.partition("_")[2] for name in names if name.startswith(("tick_", "words_")))
    return {int(key) for key in found if key.isascii() and key.isdigit() and len(key) < _KEY}


class TicksForm(ActForm):
    """What a leader ticked: for each thing a box or nothing, and the words written by pen; who, when, on which paper for all."""

    who = forms.CharField(label="谁打的勾", max_length=64, error_messages={"required": "请写明是哪位领导打的勾。"})
    on = day_field("批示日期")
    paper = forms.CharField(label="所在文件", max_length=120, required=False)

    def __init__(self, data: Any = None, *, asks: Sequence[Ask], who: str = "", on: dt.date) -> None:  # noqa: ANN401 - a QueryDict or nothing
        super().__init__(data, initial={"who": who, "on": on}, label_suffix="")
        self.asks = asks
        for ask in asks:
            pk = ask.slip.pk
            self.fields[f"tick_{pk}"] = forms.ChoiceField(
                label="批示", required=False, choices=[*_choices(ask), ("", "还没有定")], widget=forms.RadioSelect
            )
            self.fields[f"words_{pk}"] = forms.CharField(
                label="写了什么", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 1})
            )

    def rows(self) -> list[tuple[Ask, forms.BoundField, forms.BoundField]]:
        """Each thing with its boxes and its words."""
        return [(ask, self[f"tick_{ask.slip.pk}"], self[f"words_{ask.slip.pk}"]) for ask in self.asks]

    def clean(self) -> dict[str, Any]:
        """Words without a tick are not dropped in silence."""
        given = super().clean() or {}
        for ask in self.asks:
            pk = ask.slip.pk
            if given.get(f"words_{pk}", "").strip() and not given.get(f"tick_{pk}"):
                self.add_error(f"words_{pk}", "写了意见，还没有选打的是哪个勾。请选择后再录入。")
        return given

    def ticked(self) -> list[Ticked]:
        """What was decided; things that nothing was ticked for are left out."""
        given = [(ask.slip, self.cleaned_data[f"tick_{ask.slip.pk}"]) for ask in self.asks]
        return [_ticked(slip, choice, self.cleaned_data[f"words_{slip.pk}"]) for slip, choice in given if choice]


def _choices(ask: Ask) -> list[tuple[str, str]]:
    if not ask.is_claim:
        return [(tick.name, tick.value) for tick in BOXES]
    options = [(f"{_OPTION}{at}", f"方案{at + 1}：{words}") for at, words in enumerate(ask.slip.options)]
    return [*options, (Tick.OTHER.name, Tick.OTHER.value)]


def _ticked(slip: Slip, choice: str, words: str) -> Ticked:
    if choice.startswith(_OPTION):
        return Ticked(slip, option=int(choice.removeprefix(_OPTION)), words=words)
    return Ticked(slip, tick=Tick[choice], words=words)
