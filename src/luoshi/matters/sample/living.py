"""What happened to the sample city's matters after they were handed out: one of everything that a desk may show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from luoshi.bodies.models import Body, BodyKind
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState
from luoshi.matters.operations import Part, act_on, break_down
from luoshi.meetings.models import Meeting
from luoshi.people.models import Post, PostKind

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Happened:
    """One act, so many days before the day of loading, entered for the body or leader who told it; ``given`` may look at the matter."""

    about: str
    days_ago: int
    act: Act
    words: str = ""
    by: str = ""
    channel: Channel = Channel.PHONE
    more: dict[str, Any] = field(default_factory=dict)
    looked_up: Callable[[Matter], dict[str, Any]] = lambda _matter: {}


def _later(matter: Matter) -> dict[str, Any]:
    assert matter.due_on is not None
    return {"day": matter.due_on + 20 * _DAY}


def _leader(matter: Matter) -> dict[str, Any]:
    return {"post": matter.leader}


def _mayor(matter: Matter) -> dict[str, Any]:
    return {"post": Post.objects.filter(office=matter.office, kind=PostKind.LEADER).first()}


def _body(name: str) -> Callable[[Matter], dict[str, Any]]:
    return lambda matter: {"body": Body.objects.get(office=matter.office, names__name=name)}


ACKNOWLEDGED = (
    "重点行业领域",
    "深基坑",
    "临水临崖",
    "燃气管网更新改造",
    "灶具",
    "126个村民小组",
    "抗旱应急供水",
    "水质监测",
    "每月25日前",
)
"""Acknowledged the day after they were handed out; the others still wait for it."""
HAPPENED = (
    Happened(
        "占压燃气管线",
        6,
        Act.ASK_ADJUSTMENT,
        "占压管线的认定由燃气主管部门负责，我局只承担违法建设的拆除，建议由市住建局牵头、我局配合。",
        by="市城管局联络员",
        channel=Channel.PAPER,
        looked_up=_body("市住建局"),
    ),
    Happened(
        "临水临崖",
        4,
        Act.ASK_EXTENSION,
        "27处已整治22处，剩余5处护栏基础需重新浇筑，混凝土养护期未到。",
        by="傅以岚",
        looked_up=_later,
    ),
    Happened(
        "燃气管网更新改造",
        2,
        Act.CLAIM,
        "9公里管线穿越主干道，占道施工时间与供热管网改造冲突，两家都等对方先开挖。",
        by="华国恒",
        channel=Channel.PAPER,
        more={"options": ("燃气、供热同沟同步施工，由市住建局统一组织", "供热改造推迟到明年4月，燃气先行施工")},
        looked_up=_leader,
    ),
    Happened(
        "126个村民小组",
        2,
        Act.CLAIM,
        "8个村民小组须跨乡镇取水，取水量分配涉及两个乡镇，部门之间商定不下来。",
        by="王芳",
        more={"options": ("由市水务局统一调度，按户数分配", "另打两眼机井，所需资金从抗旱经费列支")},
        looked_up=_mayor,
    ),
    Happened("水质监测", 5, Act.ASK_COMPLETION, "月度监测机制已经建立，10月、11月各监测一次。", by="王芳"),
    Happened("水质监测", 3, Act.RETURN_SUPPLEMENT, "请补上两次监测的点位和结果。"),
    Happened("灶具", 1, Act.ASK_COMPLETION, "已抽查215批次，不合格9批次，均已下架并立案。", by="市市场监管局联络员"),
    Happened("深基坑", 9, Act.SUBMIT, "建议销号。", looked_up=_leader),
    Happened("深基坑", 8, Act.NOTE, "同意。", more={"who": "副市长", "paper": "呈报单第1号"}),
    Happened("深基坑", 7, Act.SIGN, more={"who": "周敏"}),
    Happened("抗旱应急供水", 3, Act.SUBMIT, "资金已全部到位，建议销号。", looked_up=_leader),
)
SPLIT = "126个村民小组"
PARTS = 2
"""Townships to which a matter is split in the sample."""
SECTION, SCHOOLS = "市水务局水利工程股", "市教育局"
"""The section that gets a part of it too, and the bureau that gets one of another matter."""


@dataclass(frozen=True, slots=True)
class Living:
    """The acts of the sample, each on its day."""

    meeting: Meeting
    by: Acting
    on: dt.date

    def acknowledged(self, day: dt.date) -> None:
        for about in ACKNOWLEDGED:
            self._act(Happened(about, (self.on - day).days, Act.ACKNOWLEDGE, by="联络员"))

    def split(self) -> None:
        """The water bureau gives two townships and one of its sections their share, the emergency bureau the schools theirs."""
        townships = Body.objects.filter(office=self.meeting.office, kind=BodyKind.TOWNSHIP).existing(self.on)
        parts = [
            Part(words=f"对{body}水量不足的村民小组逐组提出解决办法，报市水务局汇总。", body=body)
            for body in townships.order_by("protocol_order")[:PARTS]
        ]
        parts.append(self._part("复核水源尚未确定的村民小组，逐处提出取水点和管线走向。", SECTION))
        self._break_down(SPLIT, "王芳", 8, parts)
        schools = self._part("排查学校、幼儿园和校外培训机构的重大事故隐患，建立台账报市应急局。", SCHOOLS)
        self._break_down("重点行业领域", "市应急局联络员", 4, [schools])

    def _part(self, words: str, body: str) -> Part:
        return Part(words=words, body=Body.objects.get(office=self.meeting.office, short_name=body))

    def _break_down(self, about: str, who: str, days_ago: int, parts: list[Part]) -> None:
        matter = self._one(about)
        break_down(matter, by=self._told(matter, who, days_ago), at=self._at(days_ago), parts=parts)

    def happened(self) -> None:
        for each in sorted(HAPPENED, key=lambda each: -each.days_ago):
            self._act(each)

    def _act(self, each: Happened) -> None:
        matter = self._one(each.about)
        given = Given(words=each.words, **each.more, **each.looked_up(matter))
        by = self._told(matter, each.by, each.days_ago, each.channel) if each.by else self.by
        act_on(matter, by=by, at=self._at(each.days_ago), act=each.act, given=given)

    def _told(self, matter: Matter, who: str, days_ago: int, channel: Channel = Channel.PHONE) -> Acting:
        day = self.on - days_ago * _DAY
        told = OnBehalf(party=str(matter.lead), channel=channel, said_by=who, said_on=day)
        return replace(self.by, on_behalf=told)

    def _at(self, days_ago: int) -> dt.datetime:
        return dt.datetime.combine(self.on - days_ago * _DAY, dt.time(10, 20), tzinfo=timezone.get_default_timezone())

    def _one(self, about: str) -> Matter:
        whole = self.meeting.matters.filter(parent=None)
        return whole.exclude(state__in=(MatterState.PROPOSED, MatterState.DROPPED)).get(words__contains=about)
