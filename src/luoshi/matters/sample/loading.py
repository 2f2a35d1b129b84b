"""Entering the meetings of the sample city through the same operations as any clerk's work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone

from luoshi.bodies.models import Office
from luoshi.documents.models import Document
from luoshi.documents.received import uploaded
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.operation import operation
from luoshi.matters.life import Check
from luoshi.matters.models import Matter, MatterState, SaidState, Sort
from luoshi.matters.operations import complete, complete_matter, docket, drop, hand_out, report, take_in
from luoshi.matters.sample.living import Living
from luoshi.matters.sample.texts import held, words
from luoshi.meetings.models import Meeting
from luoshi.people.accounts.acting import acting_for
from luoshi.people.models import Account
from luoshi.workdays import office_date

CLERK = "zhoumin"
_DAY = dt.timedelta(days=1)
COMMUNIQUE = "第31次常务会议通稿.txt"


@dataclass(frozen=True, slots=True)
class Told:
    """What a body told the clerk on the phone or on paper, so many days before the day of loading."""

    about: str
    days_ago: int
    said: SaidState
    by: str
    progress: str
    problems: str = ""
    channel: Channel = Channel.PHONE


REPORTS = (
    Told("深基坑", 20, SaidState.ON_TRACK, "华国恒", "已检查在建工地31个，发现隐患46条，整改41条。"),
    Told("抗旱应急供水", 16, SaidState.ON_TRACK, "宋书岚", "已下达420万元，其余资金已列入下一批拨付计划。"),
    Told("重点行业领域", 14, SaidState.ON_TRACK, "市应急局联络员", "已排查企业和场所860家，台账正在汇总。"),
    Told(
        "临水临崖",
        5,
        SaidState.ON_TRACK,
        "傅以岚",
        "27处隐患已整治22处，其余5处正在安装护栏。",
        channel=Channel.WORKBOOK,
    ),
    Told(
        "126个村民小组",
        4,
        SaidState.BEHIND,
        "王芳",
        "已逐一核实118个村民小组，形成初步方案。",
        "8个村民小组的水源尚未确定，需协调跨乡镇取水。",
        Channel.WORKBOOK,
    ),
    Told("水质监测", 3, SaidState.STANDING, "王芳", "已与疾控机构建立月度监测机制。"),
    Told("燃气管网更新改造", 3, SaidState.ON_TRACK, "华国恒", "已完成14公里，正在施工9公里。", channel=Channel.PAPER),
)
"""Entered on behalf; the names are those of the sample city's liaisons."""
RESULTS = (
    ("深基坑", 11, "在建工地41个全部检查完毕，发现隐患58条，已全部整改。"),
    ("抗旱应急供水", 10, "抗旱应急供水资金620万元已全部下达到位。"),
)
REPEATED = "保障抗旱应急供水支出"
"""What the communiqué words so differently that it is not recognised in the minutes: the clerk drops it with the reason."""
LEFT_AT_HAND = ("日间照料中心", "家庭医生签约")
"""Docketed and not handed out yet: what the clerk does next."""


def load_meetings(city: Office, *, at: dt.datetime) -> None:
    """Enter texts, matters and reports where they are not there yet; all of them or none. ``at`` is the moment of loading."""
    if Document.objects.filter(office=city, file__name=COMMUNIQUE).exists():
        return
    account = Account.objects.get(login=CLERK, office=city)
    _enter(city, by=acting_for(account, on=office_date(at)), at=at)


@operation("sample.load_meetings")
def _enter(city: Office, *, by: Acting, at: dt.datetime) -> None:
    on = office_date(at)
    days = held(on)
    entering = _Entering(city, by, on)
    entering.text("communique_31", COMMUNIQUE, days["31"] + _DAY)
    entering.text("minutes_31", "第31次常务会议纪要.txt", days["31"] + 4 * _DAY)
    meeting = Meeting.objects.get(office=city, number=31)
    entering.onto_the_docket(meeting, days["31"] + 5 * _DAY)
    entering.carried(meeting)
    entering.text("communique_32", "第32次常务会议通稿.txt", min(on, days["32"] + 2 * _DAY))
    entering.text("communique_parking", "停车秩序专题会议通稿.txt", on, later=True)


@dataclass(frozen=True, slots=True)
class _Entering:
    """What the clerk does, each act on its day."""

    city: Office
    by: Acting
    on: dt.date

    def text(self, name: str, file_name: str, day: dt.date, *, later: bool = False) -> None:
        content = words(name, on=self.on).encode()
        text = uploaded(content, file_name)
        take_in(self.city, by=self.by, at=_morning(day), text=text, content=content, name=file_name, later=later)

    def onto_the_docket(self, meeting: Meeting, day: dt.date) -> None:
        """Complete from duties what the minutes leave open, docket what has a lead, hand it out the day after."""
        at = _morning(day)
        twice = meeting.matters.get(words__contains=REPEATED)
        drop(twice, by=self.by, at=at, reason="与纪要第三项第2条重复")
        waiting = meeting.matters.filter(state=MatterState.PROPOSED).exclude(sort=Sort.GENERAL)
        complete(meeting, by=self.by, at=at, matters=list(waiting.filter(lead=None)), adopting=True)
        ready = list(waiting.exclude(lead=None))
        docket(
            meeting,
            by=self.by,
            at=at,
            matters=ready,
            approved_by="市长沈怀远",
            approved_on=day,
            basis=f"{meeting.name}纪要",
        )
        kept_back = {matter.pk for about in LEFT_AT_HAND for matter in [_one(meeting, about)]}
        going = [matter for matter in meeting.matters.filter(state=MatterState.DOCKETED) if matter.pk not in kept_back]
        hand_out(meeting, by=self.by, at=_morning(day + _DAY), matters=going)
        Living(meeting, self.by, self.on).acknowledged(day + 2 * _DAY)

    def carried(self, meeting: Meeting) -> None:
        """What bodies reported, entered for them, and what was found to be done."""
        for told in REPORTS:
            matter = _one(meeting, told.about)
            day = self.on - told.days_ago * _DAY
            behalf = OnBehalf(party=str(matter.lead), channel=told.channel, said_by=told.by, said_on=day)
            report(
                matter,
                by=replace(self.by, on_behalf=behalf),
                at=_morning(day),
                body=matter.lead,
                progress=told.progress,
                problems=told.problems,
                said=told.said,
            )
        for about, days_ago, result in RESULTS:
            at = _morning(self.on - days_ago * _DAY)
            complete_matter(_one(meeting, about), by=self.by, at=at, result=result, checks=tuple(Check))
        living = Living(meeting, self.by, self.on)
        living.split()
        living.happened()


def _one(meeting: Meeting, about: str) -> Matter:
    """The docketed matter whose words hold these."""
    return (
        meeting.matters.filter(parent=None)
        .exclude(state__in=(MatterState.PROPOSED, MatterState.DROPPED))
        .get(words__contains=about)
    )


def _morning(day: dt.date) -> dt.datetime:
    """Half past nine in the office's zone."""
    return dt.datetime.combine(day, dt.time(9, 30), tzinfo=timezone.get_default_timezone())
