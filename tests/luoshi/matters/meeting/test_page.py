"""The page of a meeting: what it decided and where it stands, for each of the cast."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import proposed
from cast import AT, DAY, Cast
from luoshi.documents.models import Document
from luoshi.matters.meeting.page import MeetingPage, meeting_page
from luoshi.matters.models import Matter, MatterState, SaidState, Sort
from luoshi.matters.operations import complete_matter, correct_reading, docket, drop, hand_out, report
from luoshi.meetings.models import Meeting
from luoshi.meetings.operations import set_basis

SignIn = Callable[[str], Client]
Take = Callable[..., Document]


def matter(words: str) -> Matter:
    return Matter.objects.get(words__contains=words)


def page_for(cast: Cast, login: str) -> MeetingPage:
    return meeting_page(Meeting.objects.get(), cast.acting(login), on=DAY)


def words_of(page: MeetingPage) -> list[str]:
    return [row.words for topic in page.topics for row in topic.rows] + [row.words for row in page.rest]


def test_the_head_says_when_where_and_who(cast: Cast, waiting: Meeting) -> None:
    page = page_for(cast, "zhoumin")
    assert dict(page.facts) == {
        "时间": "2026年2月9日上午",
        "地点": "市政府二楼会议室",
        "主持": "沈怀远（市委副书记、市长）",
    }
    assert dict(page.people) == {
        "出席": ("顾明川", "方静姝"),
        "列席": ("韩廷川（市人大常委会副主任）",),
        "请假": ("秦越峰（因公）",),
    }


def test_topics_come_in_order_with_their_outcome_and_what_was_stressed(cast: Cast, waiting: Meeting) -> None:
    first, second = page_for(cast, "zhoumin").topics
    assert (first.kind, first.outcome) == ("传达学习", None)
    assert first.stressed[0].startswith("校园安全责任重于泰山")
    assert (second.kind, second.outcome) == ("审议", "原则通过")
    assert second.decided[0].startswith("会议原则同意")


def test_an_outcome_that_the_text_does_not_say_is_said_to_be_unwritten(waiting: Meeting, signed_in: SignIn) -> None:
    shown = signed_in("zhoumin").get(f"/meetings/{waiting.ref}/").content.decode()
    assert re.search(r"结果：\s*<span class=\"unstated\">未写明</span>", shown)


def test_before_docketing_the_title_says_what_waits(cast: Cast, waiting: Meeting) -> None:
    assert page_for(cast, "zhoumin").title == "4 件待校核立项"


def test_what_became_of_a_requirement_stands_beside_it(cast: Cast, under_way: Meeting) -> None:
    by = cast.acting("zhoumin")
    report(matter("校车"), by=by, at=AT, body=cast.education, progress="已起草初稿", said=SaidState.ON_TRACK)
    complete_matter(matter("用水定额"), by=by, at=AT, result="已公布", despite="会上说明已办结")
    page = page_for(cast, "zhoumin")
    rows = {row.number: (row.lead, row.state, row.lamp, row.note) for topic in page.topics for row in topic.rows}
    assert rows == {
        "常务会47-01": ("市教育局", "未启动", "逾期 9 天", ""),
        "常务会47-02": ("市教育局", "正常推进", "正常", "已起草初稿"),
        "常务会47-03": ("市水务局", "已办结", "已办结", "已公布"),
        "常务会47-04": ("市水务局", "长期坚持", "", ""),
    }
    assert page.title == "立项 4 件，已办结 1 件，逾期 1 件"


def test_general_requirements_are_listed_apart(cast: Cast, under_way: Meeting) -> None:
    page = page_for(cast, "zhoumin")
    assert [row.words for row in page.general] == ["全市各级各部门要严格执行校园安全值班制度。"]
    assert not any("值班" in words for words in words_of(page))
    assert (page.figures.found, page.figures.docketed, page.figures.general) == (5, 4, 1)


def test_what_was_left_off_the_docket_is_shown_with_the_reason(cast: Cast, waiting: Meeting) -> None:
    drop(matter("校车"), by=cast.acting("zhoumin"), at=AT, reason="上月已办结")
    page = page_for(cast, "zhoumin")
    [row] = [row for row in page.topics[0].rows if "校车" in row.words]
    assert (row.state, row.note) == ("不立项", "上月已办结")
    assert page.figures.dropped == 1


def test_a_liaison_sees_the_meeting_but_of_the_matters_only_her_own(cast: Cast, under_way: Meeting) -> None:
    page = page_for(cast, "wangfang")
    assert dict(page.facts)["主持"] == "沈怀远（市委副书记、市长）"
    rows = [row for topic in page.topics for row in topic.rows]
    assert [row.number for row in rows if row.matter] == ["常务会47-01", "常务会47-03", "常务会47-04"]
    assert [(row.words, row.number, row.state) for row in rows if not row.matter] == [
        ("由市教育局负责，3月20日前制定校车管理办法。", "", ""),
        ("全市各级各部门要严格执行校园安全值班制度。", "", ""),
    ]
    assert page.title == "涉及您单位 3 件，已办结 0 件，逾期 1 件"


def test_proposals_are_only_words_to_whoever_does_not_keep(cast: Cast, waiting: Meeting) -> None:
    for login in ("wangfang", "auditor"):
        page = page_for(cast, login)
        assert len(words_of(page)) == 5
        assert page.figures.found == 0
    assert page_for(cast, "wangfang").title == "这次会议没有交办您单位的事项"


def test_the_words_of_an_internal_text_are_kept_from_whoever_may_not_see_it(
    cast: Cast, take: Take, signed_in: SignIn, texts: tuple[str, str]
) -> None:
    take(texts[1], "纪要.txt", label="internal")
    page = page_for(cast, "wangfang")
    assert page.told is None
    assert (page.topics, page.people) == ((), ())
    assert [shown.title for shown in page.texts] == ["内部资料，由督查室保管"]
    shown = signed_in("wangfang").get(f"/meetings/{Meeting.objects.get().ref}/").content.decode()
    assert "校舍" not in shown
    assert "原则同意" not in shown
    assert len(page_for(cast, "zhoumin").topics) == 2


def test_where_the_basis_is_internal_the_published_text_tells_the_meeting(
    cast: Cast, take: Take, texts: tuple[str, str]
) -> None:
    take(texts[0], "通稿.txt")
    take(texts[1], "纪要.txt", label="internal")
    page = page_for(cast, "wangfang")
    assert page.told is not None
    assert not page.told.is_basis
    assert "市教育局要开展校舍安全排查，建立问题台账；" in words_of(page)
    assert not any("校车" in words for words in words_of(page))


def test_a_matter_stands_under_its_topic_of_the_text_that_tells_the_meeting(
    cast: Cast, take: Take, texts: tuple[str, str]
) -> None:
    turned = texts[0]
    for old, new in (
        ("会议传达学习", "会议听取防汛工作情况汇报；传达学习"),
        ("二、市水务局", "三、市水务局"),
        ("一、校园", "一、防汛形势总体平稳。\n二、校园"),
        ("一、市教育局", "一、市水务局要检修水文监测站。\n二、市教育局"),
    ):
        turned = turned.replace(old, new)
    take(turned, "通稿.txt")
    take(texts[1], "纪要.txt", label="internal")
    meeting = Meeting.objects.get()
    docket(meeting, by=cast.acting("zhoumin"), at=AT, matters=[matter("校舍")], approved_by="市长", approved_on=DAY)
    hand_out(meeting, by=cast.acting("zhoumin"), at=AT, matters=[matter("校舍")])
    assert matter("校舍").topic_at == 0
    found = {
        topic.title: [row.number for row in topic.rows if row.matter] for topic in page_for(cast, "wangfang").topics
    }
    assert found["全省校园安全工作会议精神"] == ["常务会47-01"]


def test_a_correction_shows_on_the_page(cast: Cast, waiting: Meeting) -> None:
    document = Document.objects.get()
    start = document.text.index("方静姝")
    correct_reading(
        document,
        by=cast.acting("zhoumin"),
        at=AT,
        field="person",
        start=start,
        end=start + 3,
        value={"group": "absent"},
    )
    assert dict(page_for(cast, "zhoumin").people)["出席"] == ("顾明川",)


def test_every_text_is_linked_and_the_basis_marked(
    cast: Cast, take: Take, texts: tuple[str, str], signed_in: SignIn
) -> None:
    first, second = take(texts[0], "通稿.txt"), take(texts[1], "纪要.txt")
    page = page_for(cast, "zhoumin")
    assert [(shown.text.document_id, shown.text.is_basis) for shown in page.texts] == [
        (second.pk, True),
        (first.pk, False),
    ]
    set_basis(Meeting.objects.get(), by=cast.acting("zhoumin"), at=AT, document=first)
    shown = signed_in("zhoumin").get(f"/meetings/{Meeting.objects.get().ref}/").content.decode()
    assert all(f'href="/texts/{each.ref}/"' in shown for each in (first, second))
    assert shown.count("事项以此为准") == 1


def test_the_next_county_gets_404_everywhere(under_way: Meeting, signed_in: SignIn) -> None:
    stranger = signed_in("chenjing")
    for path in ("", "table.docx", "comparison.xlsx"):
        assert stranger.get(f"/meetings/{under_way.ref}/{path}").status_code == 404
    assert "第47次" not in stranger.get("/meetings/").content.decode()


@pytest.mark.parametrize("login", ["zhoumin", "wangfang", "auditor"])
def test_the_number_of_queries_does_not_grow_with_the_matters(
    login: str, cast: Cast, under_way: Meeting, signed_in: SignIn
) -> None:
    client = signed_in(login)

    def queries() -> int:
        client.get(f"/meetings/{under_way.ref}/")
        with CaptureQueriesContext(connection) as taken:
            assert client.get(f"/meetings/{under_way.ref}/").status_code == 200
        return len(taken)

    before = queries()
    for number in range(20):
        proposed(cast, f"第{number}项补充事项", meeting=under_way, topic_at=1, position=50 + number)
    assert queries() == before


def test_what_is_docketed_is_handed_out_from_the_page(cast: Cast, waiting: Meeting, signed_in: SignIn) -> None:
    rows = list(waiting.matters.filter(lead=cast.water))
    by = cast.acting("zhoumin")
    docket(waiting, by=by, at=AT, matters=rows, approved_by="市长沈怀远", approved_on=DAY)
    client, there = signed_in("zhoumin"), f"/meetings/{waiting.ref}/"
    page = client.get(there).content.decode()
    assert f"交办 {len(rows)} 件" in page
    typed = {"act": "hand_out", "query": f"meeting={waiting.ref}", "m": re.findall(r'name="m" value="(\w+)"', page)}
    looked = client.post("/matters/chosen/", typed).content.decode()
    assert f"交办：{len(rows)} 件可以办" in looked
    client.post("/matters/chosen/hand_out/", typed | {"frequency": "once", "do": "1"})
    assert {row.state for row in waiting.matters.filter(lead=cast.water)} == {MatterState.HANDED_OUT}
    assert "交办 " not in client.get(there).content.decode()


@pytest.mark.parametrize("login", ["liqiang", "wangfang"])
def test_only_the_supervision_office_is_offered_to_hand_out(
    cast: Cast, waiting: Meeting, signed_in: SignIn, login: str
) -> None:
    ready = list(waiting.matters.exclude(sort=Sort.GENERAL))
    docket(waiting, by=cast.acting("zhoumin"), at=AT, matters=ready, approved_by="市长沈怀远", approved_on=DAY)
    assert 'value="hand_out"' not in signed_in(login).get(f"/meetings/{waiting.ref}/").content.decode()
