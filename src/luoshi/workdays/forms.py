"""The shape of what is typed on the pages of the calendar."""

from __future__ import annotations

from django import forms

from luoshi.journal.models import new_ref
from luoshi.workdays.models import NoticeKind

_MOST_DAYS = 5000


class CountForm(forms.Form):
    """From a day, so many days of work."""

    start = forms.DateField(
        label="从", widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )
    n = forms.IntegerField(
        label="工作日数",
        min_value=-_MOST_DAYS,
        max_value=_MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "input"}),
        error_messages={
            "min_value": f"最多往前数{_MOST_DAYS}个工作日。",
            "max_value": f"最多往后数{_MOST_DAYS}个工作日。",
        },
    )


class NoticeForm(forms.Form):
    """A pasted notice. ``checked`` and ``token`` belong to the second step, saving."""

    kind = forms.ChoiceField(label="类别", choices=NoticeKind.choices, widget=forms.Select(attrs={"class": "input"}))
    text = forms.CharField(
        label="通知全文",
        strip=False,
        max_length=20_000,
        help_text="从政府网站或文件里整篇复制过来，包括标题。",
        widget=forms.Textarea(attrs={"class": "input", "rows": 12}),
        error_messages={"required": "请粘贴通知全文。", "max_length": "文本太长，不像一份放假通知。请只粘贴通知本身。"},
    )
    year = forms.IntegerField(
        label="年份",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="标题里写了年份就不用填。",
        widget=forms.NumberInput(attrs={"class": "input"}),
    )
    title = forms.CharField(
        label="通知标题",
        required=False,
        max_length=120,
        help_text="原文里没有标题时填写。",
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    for_all = forms.BooleanField(label="适用于这台服务器上的所有办公机构", required=False)
    checked = forms.BooleanField(label="已与原文核对", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)
