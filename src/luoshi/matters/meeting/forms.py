"""What the list of meetings may be narrowed to."""

from __future__ import annotations

from typing import TypedDict

from django import forms

from luoshi.meetings.models import MeetingKind


class Asked(TypedDict):
    """What ``listed`` takes."""

    kind: str
    year: int | None
    before: str
    after: str


class MeetingFilter(forms.Form):
    """Kind and year of the address, and the meeting before or after which a page begins; what cannot be read chooses nothing away."""

    kind = forms.ChoiceField(required=False, choices=[("", "全部类型"), *MeetingKind.choices])
    year = forms.IntegerField(required=False, min_value=1949, max_value=9998)
    before = forms.CharField(required=False, max_length=16)
    after = forms.CharField(required=False, max_length=16)

    def asked(self) -> Asked:
        """What is asked for, empty where nothing is."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            kind=given.get("kind", ""),
            year=given.get("year"),
            before=given.get("before", ""),
            after=given.get("after", ""),
        )
