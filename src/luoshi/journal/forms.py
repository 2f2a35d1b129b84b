"""What an auditor may ask the journal for."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet

from luoshi.journal.models import AccessAct, AccessEntry, Event
from luoshi.journal.sentences import day_bounds


class JournalFilter(forms.Form):
    """Entries by subject, kind, person and day."""

    subject = forms.CharField(label="对象编号", required=False, max_length=16)
    kind = forms.CharField(label="事项种类", required=False, max_length=60)
    name = forms.CharField(label="经办人", required=False, max_length=40)
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def chosen(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """The entries asked for; a filter that cannot be read chooses nothing away."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("subject"):
            events = events.filter(subject_ref=given["subject"].strip())
        if given.get("kind"):
            events = events.filter(kind__startswith=given["kind"].strip())
        if given.get("name"):
            events = events.filter(payload__contains=f'"name":"{given["name"].strip()}"')
        if given.get("day"):
            start, end = day_bounds(given["day"])
            events = events.filter(at__gte=start, at__lt=end)
        return events


class AccessFilter(forms.Form):
    """Lines of the access log by act, person and day."""

    act = forms.ChoiceField(label="种类", required=False, choices=[("", "全部"), *AccessAct.choices])
    name = forms.CharField(label="姓名或登录名", required=False, max_length=40)
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def chosen(self, lines: QuerySet[AccessEntry]) -> QuerySet[AccessEntry]:
        """The lines asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("act"):
            lines = lines.filter(act=given["act"])
        if given.get("name"):
            lines = lines.filter(Q(name=given["name"].strip()) | Q(account=given["name"].strip()))
        if given.get("day"):
            start, end = day_bounds(given["day"])
            lines = lines.filter(at__gte=start, at__lt=end)
        return lines
