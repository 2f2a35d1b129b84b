"""A meeting that waits for review: minutes with owners, a communiqué's clauses without, something for everyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from cast import AT, Cast
from luoshi.bodies.operations import DutyText, edit_body
from luoshi.documents.models import Document
from luoshi.documents.received import pasted
from luoshi.matters.models import Matter
from luoshi.matters.operations import take_in
from luoshi.meetings.models import Meeting

WORDS = (
    "2026年3月5日，市长沈怀远主持召开市政府第3次专题会议。\n"
    "会议审议《安澜市校舍安全排查方案》；研究春灌用水工作。\n"
    "会议强调：\n"
    "一、校舍安全关系千家万户，形势总体平稳😀。\n"
    "会议要求：\n"
    "一、由市教育局牵头，市水务局配合，5月底前完成30所学校校舍安全排查。要建立学校食堂台账，逐校整改。\n"
    "二、要制定春灌用水调度方案，向社会公布供水时间表。全市各级各部门要进一步统筹协调，抓好工作落实。\n"
)


@dataclass(frozen=True)
class Desk:
    """周敏 at the review of the meeting."""

    cast: Cast
    client: Client
    meeting: Meeting
    document: Document

    @property
    def address(self) -> str:
        return f"/meetings/{self.meeting.ref}/review/"

    def get(self, path: str = "", *, partly: bool = False) -> HttpResponse:
        return self.client.get(self.address + path, headers={"HX-Request": "true"} if partly else {})  # type: ignore[return-value]

    def post(self, path: str, typed: dict[str, object], *, partly: bool = False) -> HttpResponse:
        headers = {"HX-Request": "true"} if partly else {}
        return self.client.post(self.address + path, typed, headers=headers)  # type: ignore[return-value]

    def matter(self, words: str) -> Matter:
        return Matter.objects.get(words__contains=words)

    def mark(self, words: str, word: str, **more: object) -> HttpResponse:
        return self.post("marks/", {"document": self.document.ref, "words": words, "word": word, **more})


@pytest.fixture
def desk(cast: Cast, signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> Desk:
    client = signed_in("zhoumin")
    by = cast.acting("zhoumin")
    for body, words, keywords in (
        (cast.education, "指导学校食堂管理", ("学校食堂",)),
        (cast.water, "负责春灌用水调度", ("春灌", "用水调度", "供水")),
    ):
        edit_body(body, by=by, at=AT, values={}, aliases=(), duties=(DutyText(words, keywords),), on=None)
    document = take_in(cast.city, by=by, at=AT, text=pasted(WORDS), content=WORDS.encode(), name="通稿.txt")
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    return Desk(cast, client, Meeting.objects.get(), document)
