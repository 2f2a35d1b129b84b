"""One meeting with two texts: minutes that name who and when, and the communiqué that was published of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cast import AT, DAY, Cast, cast, signed_in
from luoshi.documents.models import Document
from luoshi.documents.received import pasted
from luoshi.matters.models import MatterState, Sort
from luoshi.matters.operations import docket, hand_out, take_in
from luoshi.meetings.models import Meeting

__all__ = ["cast", "signed_in"]
COMMUNIQUE = (
    "2026年2月9日上午，市委副书记、市长沈怀远在市政府二楼会议室主持召开十届市人民政府第47次常务会议。\n"
    "副市长顾明川、方静姝出席会议。市人大常委会副主任韩廷川列席会议。\n"
    "会议传达学习全省校园安全工作会议精神，研究我市贯彻落实意见；审议《安澜市节约用水实施方案（送审稿）》。\n"
    "会议强调：\n"
    "一、校园安全责任重于泰山，各级各部门要提高政治站位，时刻绷紧校园安全这根弦。\n"
    "会议要求：\n"
    "一、市教育局要开展校舍安全排查，建立问题台账；全市各级各部门要切实增强责任感，抓好各项工作落实。\n"
    "二、市水务局要制定用水定额，向社会公布。\n"
)
MINUTES = (
    "安澜市人民政府常务会议纪要\n"
    "十届市人民政府第47次常务会议纪要\n"
    "2026年2月9日上午，市委副书记、市长沈怀远在市政府二楼会议室主持召开十届市人民政府第47次常务会议。"
    "现将会议议定事项纪要如下：\n"
    "一、传达学习全省校园安全工作会议精神，研究我市贯彻落实意见\n"
    "会议强调，校园安全责任重于泰山，各级各部门要提高政治站位，时刻绷紧校园安全这根弦。\n"
    "会议议定：\n"
    "1.由市教育局牵头，市水务局配合，开展校舍安全排查，建立问题台账，2月底前完成。\n"
    "2.由市教育局负责，3月20日前制定校车管理办法。\n"
    "3.全市各级各部门要严格执行校园安全值班制度。\n"
    "二、审议《安澜市节约用水实施方案（送审稿）》\n"
    "会议原则同意《安澜市节约用水实施方案（送审稿）》，由市水务局修改完善后印发。\n"
    "会议议定：\n"
    "1.由市水务局负责，4月底前制定用水定额，向社会公布。\n"
    "2.由市水务局负责，常态化开展水质监测。\n"
    "出席：沈怀远、顾明川、方静姝\n"
    "请假：秦越峰（因公）\n"
    "列席：市人大常委会副主任韩廷川\n"
)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def texts() -> tuple[str, str]:
    """Communiqué and minutes."""
    return COMMUNIQUE, MINUTES


@pytest.fixture
def take(cast: Cast) -> Callable[..., Document]:
    """Take a text in as 周敏."""

    def taken(words: str, name: str = "文本.txt", **more: str) -> Document:
        return take_in(
            cast.city,
            by=cast.acting("zhoumin"),
            at=AT,
            text=pasted(words),
            content=words.encode(),
            name=name,
            **more,  # type: ignore[arg-type]
        )

    return taken


@pytest.fixture
def waiting(take: Callable[..., Document]) -> Meeting:
    """The meeting as its minutes tell it; everything waits for review."""
    take(MINUTES, "纪要.txt")
    return Meeting.objects.get()


@pytest.fixture
def under_way(cast: Cast, waiting: Meeting) -> Meeting:
    """The same meeting, docketed and handed out."""
    by = cast.acting("zhoumin")
    ready = list(waiting.matters.exclude(sort=Sort.GENERAL))
    docket(waiting, by=by, at=AT, matters=ready, approved_by="市长沈怀远", approved_on=DAY)
    hand_out(waiting, by=by, at=AT, matters=list(waiting.matters.filter(state=MatterState.DOCKETED)))
    return waiting
