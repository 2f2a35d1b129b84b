"""What the sample office has beside its meetings: the townships' duty list, an inspection under way, a round of which some came back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from luoshi.bodies.models import Body, Office
from luoshi.journal.acting import Acting, Channel
from luoshi.journal.operation import operation
from luoshi.matters.life import Act
from luoshi.matters.models import DutyListItem, DutyListKind, Inspection, Matter, SaidState
from luoshi.matters.operations.advancing import may_now
from luoshi.matters.operations.inspecting import (
    Finding,
    InspectionPlan,
    Visit,
    approve,
    follow,
    note_problems,
    plan_inspection,
    visit,
)
from luoshi.matters.operations.listing_duties import ListedDuty, take_over_duty_list
from luoshi.matters.operations.rounds import RoundDetails, Said, TakenBack, open_round, take_back
from luoshi.matters.sample.loading import CLERK
from luoshi.people.accounts.acting import acting_for
from luoshi.people.models import Account
from luoshi.workdays import office_date

_DAY = dt.timedelta(days=1)
DUTIES = (
    ListedDuty(words="开展森林防灭火、防汛抗旱隐患日常巡查，发现险情先期处置并报告", kind=DutyListKind.BASIC),
    ListedDuty(words="做好困难群众走访、摸排和救助申请受理", kind=DutyListKind.BASIC),
    ListedDuty(words="配合开展安全生产检查，督促隐患整改", kind=DutyListKind.SUPPORT, taken_by="市应急局"),
    ListedDuty(words="配合做好农村饮水工程管护", kind=DutyListKind.SUPPORT, taken_by="市水务局"),
    ListedDuty(words="燃气经营企业行政处罚", kind=DutyListKind.TAKEN_BACK, taken_by="市住建局"),
    ListedDuty(words="学校食堂食品安全监督抽检", kind=DutyListKind.TAKEN_BACK, taken_by="市市场监管局"),
)
PLAN = "燃气安全隐患排查整治专项督查"
SITES = (
    ("城东街道", "集贸市场餐饮集中区", 8),
    ("城西街道", "老旧小区燃气管网", 6),
    ("云溪镇", "液化气瓶装供应站", -3),
)
"""The body, the place, and how many days before the day of loading it is gone to; the last is yet to come."""
FINDINGS = (
    ("城东街道集贸市场12家餐饮店未安装燃气泄漏报警器。", "市住建局"),
    ("城西街道3个老旧小区燃气立管锈蚀，未列入更新改造计划。", "市住建局"),
)
CAME_BACK = (
    ("燃气管网更新改造", "华国恒", "已完成16公里，正在施工7公里，穿越主干道的9公里等待施工方案。", SaidState.BEHIND),
    ("126个村民小组", "王芳", "已逐一核实121个村民小组，其余5个等待跨乡镇取水的方案。", SaidState.BEHIND),
)


def load_supervision(city: Office, *, at: dt.datetime) -> None:
    """Enter them where they are not there yet; all of them or none. The meetings of the sample must be there."""
    if Inspection.objects.filter(office=city, title=PLAN).exists():
        return
    account = Account.objects.get(login=CLERK, office=city)
    _enter(city, by=acting_for(account, on=office_date(at)), at=at)


@operation("sample.load_supervision")
def _enter(city: Office, *, by: Acting, at: dt.datetime) -> None:
    on = office_date(at)
    if not DutyListItem.objects.filter(office=city).exists():
        take_over_duty_list(city, by=by, at=at, duties=DUTIES, on=dt.date(on.year, 1, 1))
    entering = _Entering(city, by, on)
    entering.inspection()
    entering.round()


@dataclass(frozen=True, slots=True)
class _Entering:
    """What the clerk does, each act on its day."""

    city: Office
    by: Acting
    on: dt.date

    def inspection(self) -> None:
        plan = InspectionPlan(
            title=PLAN,
            content="餐饮场所报警装置安装、老旧管网更新改造、瓶装气供应站经营是否落实到位",
            object="市住建局，有关街道、乡镇",
            scope="城东街道、城西街道、云溪镇",
            basis="第31次常务会议纪要",
            starts_on=self._day(9),
            ends_on=self._day(-4),
        )
        visits = [Visit(body=self._body(name), place=place, planned_on=self._day(ago)) for name, place, ago in SITES]
        row = plan_inspection(self.city, by=self.by, at=self._at(12), plan=plan, visits=visits)
        approve(row, by=self.by, at=self._at(11), approved_by="市长沈怀远", approved_on=self._day(11))
        for site, (_, _, ago) in zip(row.sites.order_by("id"), SITES, strict=True):
            if ago >= 0:
                visit(row, by=self.by, at=self._at(ago), site=site.pk, visited_on=self._day(ago), visited_by="周敏")
        findings = [Finding(words=words, body=self._body(name), due_on=self._day(-15)) for words, name in FINDINGS]
        note_problems(row, by=self.by, at=self._at(5), findings=findings)
        follow(row, by=self.by, at=self._at(4), problems=[row.problems.earliest("position").pk])

    def round(self) -> None:
        """Asked five days ago, due the day after tomorrow; two bodies have sent theirs back."""
        handed_out = Matter.objects.filter(office=self.city, meeting__number=31, parent=None).exclude(lead=None)
        asked = [matter for matter in handed_out.order_by("position") if may_now(matter, Act.REPORT)]
        details = RoundDetails(
            title=f"{self.on.month}月督办事项反馈", due_on=self._day(-2), contact="周敏", with_supporting=False
        )
        row = open_round(self.city, by=self.by, at=self._at(5), matters=asked, details=details)
        said = [
            Said(
                matter=matter,
                body=matter.lead,
                progress=progress,
                said=state,
                said_by=who,
                said_on=self._day(1),
                channel=Channel.WORKBOOK,
            )
            for about, who, progress, state in CAME_BACK
            for matter in asked
            if about in matter.words and matter.lead is not None
        ]
        take_back(row, by=self.by, at=self._at(1), back=TakenBack(said=said), files=len(said))

    def _body(self, name: str) -> Body:
        return Body.objects.get(office=self.city, short_name=name)

    def _day(self, ago: int) -> dt.date:
        return self.on - ago * _DAY

    def _at(self, ago: int) -> dt.datetime:
        return dt.datetime.combine(self._day(ago), dt.time(15), tzinfo=timezone.get_default_timezone())
