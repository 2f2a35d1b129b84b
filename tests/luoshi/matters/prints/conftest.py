"""A meeting handed out to two bureaus, with a mayor and a deputy in the directory."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cast import AT, DAY, Cast, cast, signed_in
from luoshi.bodies.models import BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.documents.received import pasted
from luoshi.journal.acting import Acting
from luoshi.matters.models import MatterState, Sort
from luoshi.matters.operations import docket, hand_out, take_in
from luoshi.meetings.models import Meeting
from luoshi.people.directory.operations import appoint, found_person, found_post
from luoshi.people.models import Post, PostKind

__all__ = ["cast", "signed_in"]
MINUTES = (
    "安澜市人民政府常务会议纪要\n"
    "十届市人民政府第47次常务会议纪要\n"
    "2026年2月9日上午，市委副书记、市长沈怀远在市政府二楼会议室主持召开十届市人民政府第47次常务会议。"
    "现将会议议定事项纪要如下：\n"
    "一、传达学习全省校园安全工作会议精神，研究我市贯彻落实意见\n"
    "会议强调，校园安全责任重于泰山，各级各部门要提高政治站位，时刻绷紧校园安全这根弦。\n"
    "会议议定：\n"
    "1.由市教育局牵头，市水务局配合，开展校舍安全排查，建立问题台账，4月底前完成。\n"
    "2.由市教育局负责，3月20日前制定校车管理办法。\n"
    "二、审议《安澜市节约用水实施方案（送审稿）》\n"
    "会议原则同意《安澜市节约用水实施方案（送审稿）》，由市水务局修改完善后印发。\n"
    "会议议定：\n"
    "1.由市水务局负责，4月底前制定用水定额，向社会公布。\n"
)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def waiting(cast: Cast) -> Meeting:
    """The meeting as its minutes tell it; everything waits for review."""
    by, words = cast.acting("zhoumin"), MINUTES
    take_in(cast.city, by=by, at=AT, text=pasted(words), content=words.encode(), name="纪要.txt")
    return Meeting.objects.get()


@pytest.fixture
def under_way(cast: Cast, waiting: Meeting) -> Meeting:
    """The same meeting, docketed and handed out."""
    by = cast.acting("zhoumin")
    ready = list(waiting.matters.exclude(sort=Sort.GENERAL))
    docket(waiting, by=by, at=AT, matters=ready, approved_by="市长沈怀远", approved_on=DAY, basis="会议纪要")
    hand_out(waiting, by=by, at=AT, matters=list(waiting.matters.filter(state=MatterState.DOCKETED)))
    return waiting


@dataclass(frozen=True)
class Leaders:
    mayor: Post
    deputy: Post


@pytest.fixture
def leaders(cast: Cast) -> Leaders:
    """市长 沈怀远 and 副市长 方静姝."""
    by = Acting.system(None)
    details = BodyDetails(kind=BodyKind.GOVERNMENT, name="安澜市人民政府", protocol_order=1)
    government = found_body(cast.city, by=by, at=AT, details=details)
    posts = []
    for order, (title, name) in enumerate((("市长", "沈怀远"), ("副市长", "方静姝")), start=1):
        post = found_post(government, by=by, at=AT, title=title, kind=PostKind.LEADER, protocol_order=order)
        person = found_person(cast.city, by=by, at=AT, values={"name": name})
        appoint(post, by=by, at=AT, person=person, on=None)
        posts.append(post)
    return Leaders(*posts)
