"""The shape of what is typed on the pages of the rulebook."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.journal.models import new_ref
from luoshi.rulebook.definitions import FLAG_WORDS, OWN_GRADE_LABELS, Definition, Kind

_WRONG_DAY = {"invalid": "日期不对。请按“2026-03-09”的样子填写。"}
_GRADES = [(grade.value, label) for grade, label in OWN_GRADE_LABELS.items()]


def _day(label: str, **more: Any) -> forms.DateField:  # noqa: ANN401 - handed on to Django
    widget = forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=_WRONG_DAY, **more)


class LookForm(forms.Form):
    """As of which day, and which words are looked for."""

    on = _day("哪一天", required=False)
    q = forms.CharField(
        label="找什么",
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "input", "type": "search", "data-search": "", "placeholder": "如：时限、亮灯、煤矿"}
        ),
    )


class RuleForm(forms.Form):
    """An office's own rule; the widget of ``value`` follows the kind of the definition."""

    value = forms.CharField(label="内容", strip=False, required=False, max_length=20_000)
    valid_from = _day("自")
    valid_to = _day("至", required=False, help_text="长期有效的留空。")
    grade = forms.ChoiceField(label="依据的分量", choices=_GRADES, widget=forms.Select(attrs={"class": "input"}))
    source = forms.CharField(
        label="依据",
        required=False,
        max_length=200,
        help_text="文件名称，如本级政府的会议制度。",
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    source_ref = forms.CharField(
        label="文号", required=False, max_length=60, widget=forms.TextInput(attrs={"class": "input"})
    )
    note = forms.CharField(
        label="说明", required=False, max_length=1000, widget=forms.Textarea(attrs={"class": "input", "rows": 2})
    )
    ends_earlier = forms.BooleanField(label="本单位原来的规定止于前一日", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to Django
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.widget, field.help_text = _widget(definition), _hint(definition)


def _widget(definition: Definition) -> forms.Widget:
    attrs = {"class": "input"}
    if definition.kind in (Kind.LIST, Kind.TABLE):
        return forms.Textarea(attrs=attrs | {"rows": "8"})
    if definition.kind is Kind.CHOICE:
        return forms.Select(attrs=attrs, choices=[(word, word) for word in definition.columns[0].choices.values()])
    if definition.kind is Kind.FLAG:
        return forms.Select(attrs=attrs, choices=[(word, word) for word in FLAG_WORDS.values()])
    numeric = {"inputmode": "decimal"} if definition.kind in (Kind.INTEGER, Kind.NUMBER) else {}
    return forms.TextInput(attrs=attrs | numeric)


def _hint(definition: Definition) -> str:
    if definition.kind is Kind.LIST:
        return "每行一项。"
    if definition.kind is Kind.TABLE:
        titles = " ｜ ".join(column.title for column in definition.columns)
        choices = "".join(
            f"“{column.title}”可填：{'、'.join(column.choices.values())}。"
            for column in definition.columns
            if column.choices
        )
        return f"每行一条，各栏用｜隔开：{titles}。没有的栏空着；可以从 Excel 整块粘贴。{choices}"
    return f"单位：{definition.unit}。" if definition.unit else ""


class EndForm(forms.Form):
    """The last day of an office's own rule."""

    last = _day("止于")
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)
