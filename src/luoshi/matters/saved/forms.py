"""The shapes of a saved filter."""

from __future__ import annotations

from django import forms

from luoshi.matters.models.saved_view import QUERY
from luoshi.matters.operations.saving import NAME
from luoshi.people.directory.forms import ActForm


class ViewForm(ActForm):
    """What a saved filter is called, who sees it, whether it opens the list."""

    name = forms.CharField(
        label="名称",
        max_length=NAME,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={
            "required": "请给这个筛选起个名字，例如“我盯的水利事项”。",
            "max_length": f"名字最多 {NAME} 个字。",
        },
    )
    shared = forms.BooleanField(label="全办共用", required=False)
    is_default = forms.BooleanField(label="打开清单时先看它", required=False)


class KeepForm(ActForm):
    """A filter to be kept: its name, and the conditions as the address has them."""

    name = ViewForm.base_fields["name"]
    shared = ViewForm.base_fields["shared"]
    query = forms.CharField(max_length=QUERY, widget=forms.HiddenInput)
