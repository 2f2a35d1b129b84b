"""What the list is narrowed to: the form, the conditions on the audience table, and the chips that show and undo each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting
from luoshi.matters.access import audience_of, may_keep
from luoshi.matters.desk import SUBJECT
from luoshi.matters.listing.ordering import ORDERS
from luoshi.matters.models import Audience, Counter, MatterState, Report, SaidState, Sort, Source, Support
from luoshi.matters.models.audience import NO_DUE
from luoshi.matters.models.matter import DONE, ON_THE_DOCKET, RUNNING
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post, PostKind
from luoshi.searchtext.index import matching

RUNNING_GROUP, ALL, PROPOSED, SET_ASIDE = "running", "all", "proposed", "set_aside"
GROUPS = {
    RUNNING_GROUP: "在办",
    "not_started": "未启动",
    "under_way": "正在办理",
    "on_track": "正常推进",
    "behind": "进展滞后",
    "done": "已办结",
    "standing": "长期坚持",
    "suspended": "暂缓",
    ALL: "全部已立项",
}
"""States as the bulletins say them."""
NOT_DOCKETED = {PROPOSED: "拟立项", SET_ASIDE: "不立项、已并入"}
"""What only those see who keep the office's matters."""
LAMPS = {"red": "逾期", "yellow": "临近", "green": "正常", "none": "未定时限"}
_MEETINGS = 60
"""Meetings that the form offers, the newest ones; two or three years of a county."""
_LIT, _UNLIT = Q(open__in=[True]), Q(open__in=[False])
"""Not ``open=True``: Django writes that as a bare column, for which SQLite enters no index (m: 350 ms instead of 1)."""
_LEADING = ("q", "group", "order")
_STANDING = Q(matter__state=MatterState.STANDING) | Q(matter__sort=Sort.STANDING, matter__state__in=RUNNING)
_UNDER_WAY = _LIT & Q(matter__state__in=(MatterState.UNDER_WAY, MatterState.IN_REVIEW)) & ~Q(matter__sort=Sort.STANDING)


def _late(on: dt.date) -> Q:
    return Q(last_said=SaidState.BEHIND) | Q(red_from__lte=on)


def _group(name: str, on: dt.date) -> Q:
    """The rows of a group; the words are those of ``bulletin.bulletin_state``."""
    started = (MatterState.DOCKETED, MatterState.HANDED_OUT)
    conditions = {
        RUNNING_GROUP: _LIT,
        "not_started": _LIT & Q(matter__state__in=started) & ~Q(matter__sort=Sort.STANDING),
        "under_way": _UNDER_WAY,
        "on_track": _UNDER_WAY & ~_late(on),
        "behind": _UNDER_WAY & _late(on),
        "done": _UNLIT & Q(matter__state__in=DONE),
        "standing": _STANDING,
        "suspended": _UNLIT & Q(matter__state__in=(MatterState.SUSPENDED, MatterState.ENDED)),
        PROPOSED: _UNLIT & Q(matter__state__in=(MatterState.PROPOSED, MatterState.CONSULTED)),
        SET_ASIDE: _UNLIT & Q(matter__state__in=(MatterState.DROPPED, MatterState.MERGED)),
    }
    return conditions.get(name, Q(matter__state__in=ON_THE_DOCKET))


def lit(colour: str, on: dt.date) -> Q:
    """The rows whose lamp has a colour on a day. What is red was yellow before: the bound on both days lets one index answer."""
    conditions = {
        "red": _LIT & Q(yellow_from__lte=on, red_from__lte=on),
        "yellow": _LIT & Q(yellow_from__lte=on, red_from__gt=on),
        "green": _LIT & Q(yellow_from__gt=on) & ~Q(due_on=NO_DUE),
        "none": _LIT & Q(due_on=NO_DUE),
    }
    return conditions[colour]


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ListFilter(forms.Form):
    """What may be asked of the list. A value that is none is told beside its field and narrows nothing."""

    q = forms.CharField(label="查找", required=False, max_length=200)
    group = forms.ChoiceField(label="状态", required=False)
    lamp = forms.ChoiceField(label="灯", required=False, choices=[("", "不限"), *LAMPS.items()])
    body = forms.ModelChoiceField(
        label="单位", required=False, queryset=Body.objects.none(), to_field_name="ref", empty_label="不限"
    )
    leader = forms.ModelChoiceField(
        label="牵头领导", required=False, queryset=Post.objects.none(), to_field_name="ref", empty_label="不限"
    )
    meeting = forms.ModelChoiceField(
        label="会议", required=False, queryset=Meeting.objects.none(), to_field_name="ref", empty_label="不限"
    )
    source = forms.ChoiceField(label="来源", required=False, choices=[("", "不限"), *Source.choices])
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(label="分类", required=False, choices=[("", "不限"), *Sort.choices])
    due_from = _day("时限自")
    due_to = _day("时限至")
    order = forms.ChoiceField(
        label="排序", required=False, choices=[(name, order.title) for name, order in ORDERS.items()]
    )

    def __init__(self, data: QueryDict, *, acting: Acting, office: Office) -> None:
        super().__init__(data)
        groups = GROUPS | (NOT_DOCKETED if may_keep(acting) else {})
        self.fields["group"].choices = list(groups.items())  # type: ignore[attr-defined]  # django-stubs: Field
        years = Counter.objects.filter(office=office).order_by("-year").values_list("year", flat=True).distinct()
        self.fields["year"].choices = [("", "不限"), *((year, f"{year}年") for year in years)]  # type: ignore[attr-defined]
        self.fields["body"].queryset = Body.objects.filter(office=office)  # type: ignore[attr-defined]
        leaders = Post.objects.filter(
            office=office, kind__in=(PostKind.LEADER, PostKind.HEAD), led_matters__isnull=False
        )
        self.fields["leader"].queryset = leaders.select_related("body").distinct()  # type: ignore[attr-defined]
        meetings = Meeting.objects.visible_to(acting)
        newest = list(meetings.values_list("pk", flat=True)[:_MEETINGS])
        offered = Q(pk__in=newest) | Q(ref=data.get("meeting", ""))
        self.fields["meeting"].queryset = meetings.filter(offered)  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.error_messages |= {
                "invalid_choice": "没有这个选项，这一项没有用上。",
                "invalid": "这不是一个日期，这一项没有用上。",
            }
        self.is_valid()

    @property
    def group_name(self) -> str:
        return str(self.cleaned_data.get("group") or RUNNING_GROUP)

    @property
    def order_name(self) -> str:
        return str(self.cleaned_data.get("order") or "due")

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q") or "").strip()

    def chosen(self, acting: Acting, on: dt.date) -> QuerySet[Audience]:
        """The rows of the audience table that are asked for, of those that whoever acts sees."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        rows = Audience.objects.filter(who__in=audience_of(acting)).filter(*_conditions(given, on))
        if not may_keep(acting) and self.group_name != RUNNING_GROUP:
            rows = rows.filter(matter__state__in=ON_THE_DOCKET)
        if self.group_name in ("on_track", "behind"):
            rows = rows.annotate(last_said=_LAST_SAID)
        rows = rows.filter(_group(self.group_name, on))
        if self.words:
            found = matching(self.words, office=acting.office or 0, subject_type=SUBJECT)
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
        return any(asked.values()) or self.group_name != RUNNING_GROUP


_LAST_SAID = Subquery(
    Report.objects.filter(matter=OuterRef("matter")).exclude(said="").order_by("-id").values("said")[:1]
)


def _conditions(given: dict[str, Any], on: dt.date) -> Iterator[Q]:
    if "lamp" in given:
        yield lit(given["lamp"], on)
    if "body" in given:
        supports = Support.objects.filter(matter=OuterRef("matter"), body=given["body"])
        yield Q(matter__lead=given["body"]) | Q(Exists(supports))
    for name in ("leader", "meeting", "source", "year", "sort"):
        if name in given:
            yield Q(**{f"matter__{name}": given[name]})
    if "due_from" in given:
        yield Q(due_on__gte=given["due_from"])
    if "due_to" in given:
        yield Q(due_on__lte=given["due_to"])


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words, and the address of the list without it."""

    name: str
    words: str
    href: str


def chips(form: ListFilter, query: QueryDict) -> list[Chip]:
    """What the list is narrowed to, each to be taken back by itself. What runs is the list itself."""
    found = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if name == "order" or value in ("", None) or (name == "group" and value == RUNNING_GROUP):
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
    """The address of the first page of the list with some of its conditions taken back or replaced."""
    dropped = {*names, *given, "after", "before"}
    kept = {name: str(value) for name, value in query.items() if value and name not in dropped}
    return f"?{urlencode(kept | given)}"
