"""Words that repeat the last report are told once; a second press sends them."""

from __future__ import annotations

from django import forms

from luoshi.matters.doing.near import repeats
from luoshi.matters.models import Report
from luoshi.people.directory.forms import ActForm


class ToldAgainForm(ActForm):
    """A form whose words are held against the last report."""

    again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def tell_again(self, last: Report | None, *, progress: str, problems: str = "", said: str = "") -> None:
        """Raises ``ValidationError`` where the same was reported last and nobody has pressed a second time."""
        if last is None or self.cleaned_data.get("again"):
            return
        if repeats(last, progress=progress, problems=problems, said=said):
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            self.data["again"] = "on"  # type: ignore[index]
            raise forms.ValidationError(f"与上次（{last.reported_on}）的反馈几乎相同，仍要报送？再按一次就报送。")
