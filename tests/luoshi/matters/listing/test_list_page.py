"""The list of matters as the cast sees it: what the title says, what narrows it, how it pages, what leaves as a file."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as Docx

from build_matters import docketed, handed_out, meeting_of, proposed
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.matters.listing import ordering
from luoshi.matters.models import Matter, MatterState, Sort
from luoshi.matters.operations import complete_matter, drop, hand_out, report
from luoshi.people.models import Role

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def titles(client: Client, query: str = "") -> list[str]:
    shown = text(client.get(f"/matters/{query}"))
    return re.findall(r'<a class="title two-lines"[^>]*>([^<]+)</a>', shown)


def heading(client: Client, query: str = "") -> str:
    found = re.search(r"<h1>(.*?)</h1>", text(client.get(f"/matters/{query}")))
    assert found
    return found[1]


def in_days(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def test_nobody_is_sent_to_sign_in(cast: Cast) -> None:
    assert Client().get("/matters/").headers["Location"].startswith("/sign-in/")


def test_the_title_says_how_many_are_late_and_how_many_are_near(cast: Cast, signed_in: SignIn) -> None:
    for number, days in enumerate((-9, -1, 0, 3, 4, None)):
        handed_out(cast, f"第{number}件", due_on=in_days(days) if days is not None else None)
    client = signed_in("zhoumin")
    assert heading(client) == "2 件逾期，2 件临近"
    assert titles(client) == ["第0件", "第1件", "第2件", "第3件", "第4件", "第5件"]


def test_without_anything_late_or_near_the_title_says_so(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    assert "还没有督办事项" in text(client.get("/matters/"))
    handed_out(cast)
    assert heading(client) == "在办 1 件，没有逾期和临近的"


def test_what_is_done_is_neither_late_nor_in_the_list_of_the_running(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast, due_on=in_days(-9))
    complete_matter(matter, by=cast.acting("zhoumin"), at=AT, result="已全部整改。", despite="会上说明已办结")
    client = signed_in("zhoumin")
    assert heading(client) == "没有在办的事项"
    assert titles(client, "?group=done") == ["排查全市小型水库隐患"]
    assert heading(client, "?group=done") == "已办结 1 件"


def test_the_groups_are_those_of_the_bulletins(cast: Cast, signed_in: SignIn) -> None:
    by = cast.acting("zhoumin")
    started = handed_out(cast, "未启动的")
    fine, behind = handed_out(cast, "正常的"), handed_out(cast, "滞后的")
    handed_out(cast, "没有反馈的")
    report(fine, by=by, at=AT, body=cast.education, progress="在办", said="on_track")
    report(behind, by=by, at=AT, body=cast.education, progress="慢了", said="behind")
    handed_out(cast, "长期的", sort=Sort.STANDING, due_on=None)
    proposed(cast, "拟立项的")
    drop(proposed(cast, "不立项的"), by=by, at=AT, reason="已办结")
    client = signed_in("zhoumin")
    assert titles(client, "?group=not_started") == [started.words, "没有反馈的"]
    assert titles(client, "?group=on_track") == ["正常的"]
    assert titles(client, "?group=behind") == ["滞后的"]
    assert titles(client, "?group=under_way") == ["正常的", "滞后的"]
    assert titles(client, "?group=standing") == ["长期的"]
    assert titles(client, "?group=proposed") == ["拟立项的"]
    assert titles(client, "?group=set_aside") == ["不立项的"]
    assert len(titles(client, "?group=all")) == 5


def test_an_overdue_matter_is_behind_whatever_was_reported(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast, due_on=in_days(-1))
    report(matter, by=cast.acting("zhoumin"), at=AT, body=cast.education, progress="在办", said="on_track")
    assert titles(signed_in("zhoumin"), "?group=behind") == [matter.words]
    assert titles(signed_in("zhoumin"), "?group=on_track") == []


def test_each_condition_narrows_and_stands_as_a_chip_that_takes_it_back(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "教育的", due_on=in_days(-1))
    handed_out(cast, "水务的", lead=cast.water, due_on=in_days(1), source="hotline", sort=Sort.STANDING)
    handed_out(cast, "配合的", supporting=[cast.water], due_on=None)
    handed_out(cast, "另一次会议的", meeting=meeting_of(cast, 48), due_on=in_days(60))
    client = signed_in("zhoumin")
    expected = {
        f"body={cast.water.ref}": ["水务的", "配合的"],
        f"meeting={meeting_of(cast, 48).ref}": ["另一次会议的"],
        "lamp=red": ["教育的"],
        "lamp=yellow": ["水务的"],
        "lamp=green": ["另一次会议的"],
        "lamp=none": ["配合的"],
        "source=hotline": ["水务的"],
        "sort=standing": ["水务的"],
        "year=2026": ["教育的", "水务的", "另一次会议的", "配合的"],
        f"due_from={DAY}&due_to={in_days(30)}": ["水务的"],
        "q=水务的": ["水务的"],
        "q=常务会47-02": ["水务的"],
        "q=常务会〔2026〕3号": ["配合的"],
    }
    for query, words in expected.items():
        assert titles(client, f"?{query}") == words, query
        shown = text(client.get(f"/matters/?{query}&order=newest"))
        assert shown.count('class="chip filtered"') == query.count("="), query
        assert 'href="?order=newest"' in shown or query.count("=") > 1, query


def test_a_condition_that_is_none_is_told_and_narrows_nothing(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast)
    client = signed_in("zhoumin")
    for query in ("body=xyz", "group=nothing", "lamp=purple", "due_from=昨天", "year=多年", "meeting=2"):
        answer = client.get(f"/matters/?{query}")
        assert "没有用上" in text(answer), query
        assert "排查全市小型水库隐患" in text(answer)


def test_nothing_found_says_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast)
    shown = text(signed_in("zhoumin").get("/matters/?q=没有这样的事"))
    assert "没有符合这些条件的事项" in shown
    assert "去掉全部条件" in shown


@pytest.mark.parametrize("order", list(ordering.ORDERS))
def test_pages_by_key_show_every_matter_once_forward_and_back(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    for number in range(11):
        due = in_days(10 + number % 3) if number % 4 else None
        handed_out(cast, f"第{number}件", due_on=due, lead=(cast.education, cast.water)[number % 2])
    monkeypatch.setattr(ordering.stretch, "__kwdefaults__", ordering.stretch.__kwdefaults__ | {"size": 4})
    client, there, back = signed_in("zhoumin"), [], []
    query = f"?order={order}"
    while query:
        shown = text(client.get(f"/matters/{query}"))
        there.append(titles(client, query))
        found = re.search(r'href="(\?[^"]*)" rel="next"', shown)
        query = found[1].replace("&amp;", "&") if found else ""
    assert [len(page) for page in there] == [4, 4, 3]
    assert len({words for page in there for words in page}) == 11
    last = Matter.objects.get(words=there[2][0])
    back = titles(client, f"?order={order}&before={last.ref}")
    assert back == there[1]
    first = Matter.objects.get(words=there[1][0])
    assert titles(client, f"?order={order}&before={first.ref}") == there[0]
    assert 'rel="prev"' not in text(client.get(f"/matters/?order={order}&before={first.ref}"))


def test_the_orders_are_what_they_say(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "甲", due_on=in_days(30), lead=cast.water)
    handed_out(cast, "乙", due_on=in_days(20))
    handed_out(cast, "丙", due_on=in_days(10), lead=cast.water)
    client = signed_in("zhoumin")
    assert titles(client, "?order=due") == ["丙", "乙", "甲"]
    assert titles(client, "?order=number") == ["甲", "乙", "丙"]
    assert titles(client, "?order=newest") == ["丙", "乙", "甲"]
    assert titles(client, "?order=body") == ["乙", "丙", "甲"]


def test_a_page_after_a_matter_that_is_gone_begins_anew(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast)
    assert titles(signed_in("zhoumin"), "?after=2222222222222222") == [matter.words]


def test_a_liaison_sees_what_was_handed_out_to_her_bodies_and_nothing_else(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "教育的")
    handed_out(cast, "水务的", lead=cast.water)
    handed_out(cast, "一同的", lead=cast.water, supporting=[cast.education])
    docketed(cast, proposed(cast, "还没交办的"))
    proposed(cast, "拟立项的")
    client = signed_in("liqiang")
    for query in ("", "?group=all", "?group=proposed"):
        assert titles(client, query) == ["教育的", "一同的"], query
    assert "拟立项" not in text(client.get("/matters/"))


def test_someone_with_two_bodies_sees_a_common_matter_once(cast: Cast, signed_in: SignIn) -> None:
    from luoshi.journal.acting import Acting
    from luoshi.people.accounts.operations import grant_role

    grant_role(cast.accounts["liqiang"], by=Acting.system(cast.city.pk), at=AT, role=Role.LIAISON, body=cast.water)
    handed_out(cast, "一同的", supporting=[cast.water], due_on=in_days(-1))
    client = signed_in("liqiang")
    assert titles(client) == ["一同的"]
    assert heading(client) == "1 件逾期"


def test_the_auditor_sees_what_is_on_the_docket_and_no_proposal(cast: Cast, signed_in: SignIn) -> None:
    docketed(cast, proposed(cast, "立了项的"))
    proposed(cast, "拟立项的")
    client = signed_in("auditor")
    assert titles(client, "?group=all") == ["立了项的"]
    assert titles(client, "?group=proposed") == ["立了项的"]


def test_the_next_county_sees_nothing(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast)
    assert titles(signed_in("chenjing"), "?group=all") == []


def test_the_list_costs_the_same_queries_for_one_matter_as_for_twenty(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/matters/?group=all&q=水库")
        return len(captured)

    handed_out(cast, supporting=[cast.water])
    alone = queries()
    for _ in range(19):
        handed_out(cast, supporting=[cast.water])
    assert queries() == alone


def test_the_file_holds_exactly_the_list_in_the_columns_of_the_table(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "教育的", standard="全部销号", supporting=[cast.water])
    handed_out(cast, "水务的", lead=cast.water)
    client = signed_in("zhoumin")
    answer = client.get(f"/matters/export.xlsx?body={cast.education.ref}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[2] == (
        *("序号", "来源", "议定事项", "牵头领导", "牵头单位", "配合单位", "完成时限", "办结标准"),
        *("进展情况", "存在问题及需协调事项", "状态", "备注"),
    )
    [row] = [row for row in rows[3:] if row[2]]
    assert row[:3] == (1, "常务会47-01", "教育的")
    assert row[4:8] == ("市教育局", "市水务局", "2026年3月29日", "全部销号")
    assert row[10:] == ("未启动", "常务会〔2026〕1号")
    assert "单位：市教育局" in rows[1][0]
    words = "".join(cell.text for cell in Docx(io.BytesIO(client.get("/matters/export.docx").content)).tables[0]._cells)
    assert "水务的" in words
    [first, _] = AccessEntry.objects.filter(act=AccessAct.EXPORTED).order_by("pk")
    assert first.detail == "事项清单 1 件 xlsx 单位：市教育局"


def test_a_liaison_takes_away_no_more_than_she_sees(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "教育的")
    handed_out(cast, "水务的", lead=cast.water)
    answer = signed_in("wangfang").get("/matters/export.xlsx?group=all")
    words = [row[2] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values]
    assert "水务的" in words
    assert "教育的" not in words


def test_too_long_a_list_and_an_empty_one_are_refused_with_a_sentence(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("zhoumin")
    assert "没有符合条件的事项可以导出" in text(client.get("/matters/export.xlsx"))
    handed_out(cast, "甲")
    handed_out(cast, "乙")
    monkeypatch.setattr("luoshi.matters.listing.export.LIMIT", 1)
    answer = client.get("/matters/export.xlsx")
    assert answer.status_code == 422
    assert "超过 1 件" in text(answer)
    assert client.get("/matters/export.pdf").status_code == 404
    assert not AccessEntry.objects.filter(act=AccessAct.EXPORTED).exists()


def test_matters_from_internal_papers_carry_their_label_in_the_file(cast: Cast, signed_in: SignIn) -> None:
    from luoshi.documents.received import pasted
    from luoshi.matters.operations import take_in

    words = "市政府第3次专题会议纪要\n2026年3月5日，市长主持召开专题会议。\n会议议定：由市教育局牵头，5月底前完成校舍安全排查。\n"
    by = cast.acting("zhoumin")
    read = pasted(words)
    take_in(cast.city, by=by, at=AT, text=read, content=words.encode(), name="纪要.txt", label="internal")
    matter = Matter.objects.get()
    docketed(cast, matter)
    assert matter.meeting is not None
    hand_out(matter.meeting, by=by, at=AT, matters=[matter])
    rows = list(
        openpyxl.load_workbook(io.BytesIO(signed_in("zhoumin").get("/matters/export.xlsx").content)).active.values
    )
    assert rows[3][11].startswith("内部；")
    assert "不得通过互联网传送" in rows[1][0]
    assert Matter.objects.get().state == MatterState.HANDED_OUT
