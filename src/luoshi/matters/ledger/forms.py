"""The shape of what is typed on the pages of the ledger."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from luoshi.journal.models import new_ref
from luoshi.matters.models import MatterState
from luoshi.matters.operations.taking_over import TAKEN
from luoshi.people.directory.forms import TableForm

_COLUMN = re.compile(r"^column-(\d{1,3})-(\d{1,3})$")
_STATES = {str(state): state for state in TAKEN}


class LedgerForm(TableForm):
    """A ledger, and the year by which its days are read."""

    year = forms.IntegerField(
        label="哪一年的台账", min_value=2000, max_value=2100, help_text="“6月底前”“年底前”按这一年算。"
    )


class PreviewForm(forms.Form):
    """What a preview sends back: the very file, its year, what was shown; what columns, names and states mean stands beside it."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)
    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False)
    year = forms.IntegerField(widget=forms.HiddenInput, min_value=2000, max_value=2100)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_table(self) -> bytes:
        """The file that the preview carried."""
        try:
            return base64.b64decode(self.cleaned_data["table"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError("预览页面的内容不完整。请重新选择文件。") from error


def meanings_of(sent: QueryDict) -> dict[tuple[int, int], str]:
    """What columns mean, as it was chosen, by table and place."""
    found = ((_COLUMN.match(name), value) for name, value in sent.items())
    return {(int(match[1]), int(match[2])): str(value) for match, value in found if match}


def bodies_of(sent: QueryDict) -> Mapping[str, str]:
    """What unknown names mean: ``asked`` and ``meant`` stand in pairs; what was left is left out."""
    pairs = zip(sent.getlist("asked"), sent.getlist("meant"), strict=False)
    return {name: meant.strip() for name, meant in pairs if meant.strip()}


def states_of(sent: QueryDict) -> Mapping[str, MatterState]:
    """What words of a state mean, in pairs as well."""
    pairs = zip(sent.getlist("worded"), sent.getlist("state"), strict=False)
    return {words: _STATES[state] for words, state in pairs if state in _STATES}


def leaving_of(sent: QueryDict) -> frozenset[int]:
    """The tables that are left aside."""
    return frozenset(int(each) for each in sent.getlist("leave") if each.isascii() and each.isdigit() and len(each) < 4)
