"""What the list is narrowed to: the form, and the chips that show and undo each condition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.matters.access import audience_of, may_keep
from luoshi.matters.desk import SUBJECT
from luoshi.matters.listing import conditions as said
from luoshi.matters.listing.ordering import ORDERS
from luoshi.matters.models import Audience, Counter, Matter, Sort, Source
from luoshi.matters.models.matter import ON_THE_DOCKET
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post, PostKind
from luoshi.searchtext.index import matching

_MEETINGS = 60
"""Meetings that the form offers, the newest ones; two or three years of a county."""
_LEADING = ("q", "group", "order")
_NO_LIMIT = ("", "不限")
_PLACES = ("after", "before", "from", "until", "month")
"""Where one is in a view of the list; another view, or other conditions, begin at their own beginning."""


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _one_of(label: str, choices: dict[str, str], *, empty: str = "不限") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", empty), *choices.items()])


@dataclass(frozen=True, slots=True)
class Offers:
    """What the form offers an office: years with numbers, the newest meetings."""

    years: tuple[int, ...]
    meetings: tuple[int, ...]

    @classmethod
    def of(cls, acting: Acting, office: Office) -> Offers:
        years = Counter.objects.filter(office=office).order_by("-year").values_list("year", flat=True).distinct()
        newest = Meeting.objects.visible_to(acting).values_list("pk", flat=True)[:_MEETINGS]
        return cls(tuple(years), tuple(newest))


class ListFilter(forms.Form):
    """What may be asked of the list. A value that is none is told beside its field and narrows nothing."""

    q = forms.CharField(label="查找", required=False, max_length=200)
    group = forms.ChoiceField(label="状态", required=False)
    lamp = _one_of("灯", said.LAMPS)
    body = forms.ModelChoiceField(
        label="单位", required=False, queryset=Body.objects.none(), to_field_name="ref", empty_label="不限"
    )
    bears = _one_of("单位是", said.BEARS, empty="牵头或配合")
    leader = forms.ModelChoiceField(
        label="牵头领导", required=False, queryset=Post.objects.none(), to_field_name="ref", empty_label="不限"
    )
    holder = _one_of("现由谁办", said.HOLDERS)
    waits = _one_of("等待答复", said.WAITS)
    report = _one_of("定期反馈", said.REPORTS)
    meeting = forms.ModelChoiceField(
        label="会议", required=False, queryset=Meeting.objects.none(), to_field_name="ref", empty_label="不限"
    )
    source = forms.ChoiceField(label="来源", required=False, choices=[_NO_LIMIT, *Source.choices])
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(label="分类", required=False, choices=[_NO_LIMIT, *Sort.choices])
    part = _one_of("整件或分解项", said.PARTS)
    lacks = _one_of("未明确", said.LACKS)
    due_from = _day("时限自")
    due_to = _day("时限至")
    report_on = _day("应反馈日")
    closed_from = _day("销号自")
    closed_to = _day("销号至")
    order = forms.ChoiceField(
        label="排序", required=False, choices=[(name, order.title) for name, order in ORDERS.items()]
    )

    def __init__(self, data: QueryDict, *, acting: Acting, office: Office, offers: Offers | None = None) -> None:
        super().__init__(data)
        offered = offers or Offers.of(acting, office)
        groups = said.GROUPS | (said.NOT_DOCKETED if may_keep(acting) else {})
        self._choices("group", groups.items())
        self._choices("year", [_NO_LIMIT, *((year, f"{year}年") for year in offered.years)])
        self._rows("body", Body.objects.filter(office=office))
        leading = Exists(Matter.objects.filter(leader=OuterRef("pk")))
        leaders = Post.objects.filter(leading, office=office, kind__in=(PostKind.LEADER, PostKind.HEAD))
        self._rows("leader", leaders.select_related("body"))
        named = Q(pk__in=offered.meetings) | Q(ref=data.get("meeting", ""))
        self._rows("meeting", Meeting.objects.visible_to(acting).filter(named))
        if (holder := _named_holder(data.get("holder", ""), office)) is not None:
            self._choices("holder", [_NO_LIMIT, *said.HOLDERS.items(), holder])
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.error_messages |= {
                "invalid_choice": "没有这个选项，这一项没有用上。",
                "invalid": "这不是一个日期，这一项没有用上。",
            }
        self.is_valid()

    def _choices(self, name: str, choices: Any) -> None:  # noqa: ANN401 - pairs, as Django takes them
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # django-stubs: Field

    def _rows(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]  # django-stubs: Field

    @property
    def group_name(self) -> str:
        """What runs, where nothing else is asked for; what was closed does not run."""
        closed = self.cleaned_data.get("closed_from") or self.cleaned_data.get("closed_to")
        return str(self.cleaned_data.get("group") or (said.ALL if closed else said.RUNNING_GROUP))

    @property
    def order_name(self) -> str:
        return str(self.cleaned_data.get("order") or "due")

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q") or "").strip()

    def chosen(self, acting: Acting, on: dt.date, *, group: str = "") -> QuerySet[Audience]:
        """The rows of the audience table that are asked for, of those that whoever acts sees; ``group`` stands for the one of the form."""
        name, office = group or self.group_name, acting.office or 0
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        if str(given.get("holder", "")).startswith("b:"):
            given["holder"] = _holder(given["holder"])
        rows = Audience.objects.filter(who__in=audience_of(acting)).filter(*said.conditions(given, on, office=office))
        if not may_keep(acting) and name != said.RUNNING_GROUP:
            rows = rows.filter(matter__state__in=ON_THE_DOCKET)
        rows = said.grouped(rows, name, on)
        if self.words:
            found = matching(self.words, office=office, subject_type=SUBJECT)
            rows = rows.filter(matter__ref__in=found.values("subject_ref"))
        return rows

    @property
    def leading(self) -> list[forms.BoundField]:
        """The fields that always stand on the page."""
        return [self[name] for name in _LEADING]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that are folded away until they are needed."""
        return [self[name] for name in self.fields if name not in _LEADING]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beyond the order is asked for."""
        asked = {name: value for name, value in self.cleaned_data.items() if name not in ("order", "group")}
        return any(asked.values()) or self.group_name != said.RUNNING_GROUP


def _named_holder(value: str, office: Office) -> tuple[str, str] | None:
    """The choice for one holder, which an address names by its ref: ``b:…`` a body, ``p:…`` a post."""
    sign, _, ref = value.partition(":")
    rows: dict[str, QuerySet[Any]] = {"b": Body.objects.filter(office=office), "p": Post.objects.filter(office=office)}
    found = rows[sign].filter(ref=ref).first() if ref and sign in rows else None
    return (value, str(found)) if found is not None else None


def _holder(value: str) -> str:
    """A body by its ref, as ``Matter.holder`` names it."""
    body = Body.objects.filter(ref=value.removeprefix("b:")).values_list("pk", flat=True).first()
    return f"b:{body}"


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words, and the address of the list without it."""

    name: str
    words: str
    href: str


def chips(form: ListFilter, query: QueryDict) -> list[Chip]:
    """What the list is narrowed to by its address, each to be taken back by itself. What runs is the list itself."""
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not query.get(name):
            continue
        if name == "order" or value in ("", None) or (name == "group" and value == said.RUNNING_GROUP):
            continue
        found.append(Chip(str(field.label), _said(field, value), without(query, name)))
    return found


def _said(field: forms.Field, value: object) -> str:
    """A chosen value as the form words it."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return next((str(words) for key, words in _pairs(field) if str(key) == str(value)), str(value))
    return str(value)


def _pairs(field: forms.ChoiceField) -> list[tuple[object, object]]:
    return list(field.choices)  # type: ignore[arg-type]  # none of the choices of this form are grouped or called


def without(query: QueryDict, *names: str, **given: str) -> str:
    """The address of the first page of the list with some of its conditions taken back or replaced.

    Never empty: an address without any condition opens what somebody chose to look at first.
    """
    dropped = {*names, *given, *_PLACES}
    kept = {name: str(value) for name, value in query.items() if value and name not in dropped}
    return f"?{urlencode(kept | given or {'group': said.RUNNING_GROUP})}"
