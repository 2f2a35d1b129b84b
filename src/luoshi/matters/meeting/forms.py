"""What the list of meetings may be narrowed to."""

from __future__ import annotations

from django import forms

from luoshi.meetings.models import MeetingKind


class MeetingFilter(forms.Form):
    """Kind and year of the address; what cannot be read chooses nothing away."""

    kind = forms.ChoiceField(required=False, choices=[("", "全部类型"), *MeetingKind.choices])
    year = forms.IntegerField(required=False, min_value=1949, max_value=9998)

    def chosen(self) -> tuple[str, int | None]:
        """Kind and year, empty where none is asked for."""
        self.is_valid()
        return self.cleaned_data.get("kind", ""), self.cleaned_data.get("year")
