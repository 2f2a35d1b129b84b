"""The same matters as board, month and groups: counts that add up, addresses that lead to what was counted, nobody sees more than the list shows."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import done, handed_out, meeting_of
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, Sort
from luoshi.matters.operations import report, set_reporting
from luoshi.meetings.models import Meeting
from luoshi.people.models import Role

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
WAYS = ("board/", "calendar/", "by/body/", "by/leader/", "by/meeting/", "by/source/")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def shown(client: Client, path: str) -> str:
    answer = client.get(f"/matters/{path}")
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def words_of(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def columns(text: str) -> dict[str, int]:
    found = re.findall(r'id="column-(\w+)">.*?<span class="many">(\d+)</span>', text, re.DOTALL)
    return {name: int(number) for name, number in found}


@pytest.fixture
def every_column(cast: Cast) -> dict[str, Matter]:
    """One matter in each column of the board."""
    by = cast.acting("zhoumin")
    slow = done(cast, handed_out(cast, "滞后的"), Act.ACKNOWLEDGE)
    report(slow, by=by, at=AT, body=cast.education, progress="慢了", said="behind")
    return {
        "not_started": handed_out(cast, "未启动的"),
        "well": done(cast, handed_out(cast, "签收了还没反馈的"), Act.ACKNOWLEDGE),
        "slow": slow,
        "in_review": done(cast, handed_out(cast, "待审核的"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION),
        "done": done(cast, handed_out(cast, "办结的"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE),
        "standing": done(cast, handed_out(cast, "长期的", sort=Sort.STANDING, due_on=None), Act.ACKNOWLEDGE),
        "suspended": done(cast, handed_out(cast, "暂缓的"), Act.ACKNOWLEDGE, Act.SUSPEND),
    }


def test_every_docketed_matter_stands_in_exactly_one_column_and_the_parts_equal_the_whole(
    every_column: dict[str, Matter], signed_in: SignIn
) -> None:
    client = signed_in("zhoumin")
    text = shown(client, "board/")
    assert columns(text) == dict.fromkeys(every_column, 1)
    assert "共 7 件，各栏相加即总数" in text
    for name, matter in every_column.items():
        listed = shown(client, f"?group={name}")
        assert re.findall(r'two-lines" href="/matters/(\w+)/"', listed) == [matter.ref], name


def test_a_filter_narrows_every_view_and_the_switch_keeps_it(
    cast: Cast, every_column: dict[str, Matter], signed_in: SignIn
) -> None:
    other = handed_out(cast, "水务的事", lead=cast.water)
    client, query = signed_in("zhoumin"), f"?body={cast.water.ref}"
    for way in WAYS:
        text = shown(client, way + query)
        assert "滞后的" not in text, way
        assert other.words in text, way
        assert text.count(f"body={cast.water.ref}") >= len(WAYS), way
    assert sum(columns(shown(client, f"board/{query}")).values()) == 1
    assert columns(shown(client, "board/?group=done"))["done"] == 1
    assert sum(columns(shown(client, "board/?group=done")).values()) == 1


def test_the_month_shows_what_is_due_and_what_is_to_be_reported_on_the_days_of_the_office(
    cast: Cast, signed_in: SignIn
) -> None:
    due = handed_out(cast, "月底到期的", due_on=dt.date(2026, 3, 31))
    weekly = done(cast, handed_out(cast, "每周反馈的", due_on=dt.date(2026, 6, 30)), Act.ACKNOWLEDGE)
    set_reporting(weekly, by=cast.acting("zhoumin"), at=AT, frequency="weekly")
    client = signed_in("zhoumin")
    text = shown(client, "calendar/")
    assert "2026年3月：1 件到期，1 件应反馈" in text
    day = re.search(r'data-day="2026-03-31">(.*?)</td>', text, re.DOTALL)
    assert day
    assert due.words in day[1]
    reported = re.search(r'data-day="2026-03-16">(.*?)</td>', text, re.DOTALL)
    assert reported
    assert "应反馈 1 件" in words_of(reported[1])
    assert "休" in shown(client, "calendar/?month=2026-10")
    assert "month=2026-04" in text
    assert "2026年3月" in shown(client, "calendar/?month=nonsense")
    link = re.search(r'href="/matters/(\?[^"]*report_on=2026-03-16)"', text)
    assert link
    assert weekly.words in shown(client, link[1])
    for end in ("0001-01", "9999-12"):
        shown(client, f"calendar/?month={end}")


def test_more_than_three_of_a_day_are_counted_and_one_click_away(cast: Cast, signed_in: SignIn) -> None:
    for number in range(5):
        handed_out(cast, f"同一天的第{number}件", due_on=DAY + dt.timedelta(days=7))
    client = signed_in("zhoumin")
    text = shown(client, "calendar/")
    assert "到期 5 件" in text
    assert "另有 2 件" in text
    link = re.search(r'href="/matters/(\?[^"]*due_from=2026-03-16[^"]*)"', text)
    assert link
    assert shown(client, link[1]).count("data-row") == 5


def test_the_tasks_for_a_calendar_program_are_folded_by_octets_and_logged(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast, "对全市中小学校舍开展一次全面的安全隐患排查，逐校建立台账；" * 3)
    handed_out(cast, "没有时限的", due_on=None)
    answer = signed_in("zhoumin").get("/matters/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    whole = answer.content.decode().replace("\r\n ", "")
    assert whole.count("BEGIN:VTODO") == 1
    assert f"UID:{matter.ref}@luoshi" in whole
    assert "DUE;VALUE=DATE:20260329" in whole
    assert "STATUS:NEEDS-ACTION" in whole
    assert "台账\\;" not in whole, "a full-width sign needs no escaping"
    assert AccessEntry.objects.filter(act=AccessAct.EXPORTED, detail__contains="ics").count() == 1


def test_bodies_stand_in_protocol_order_whatever_they_have(cast: Cast, signed_in: SignIn) -> None:
    for _ in range(3):
        handed_out(cast, lead=cast.water, due_on=DAY - dt.timedelta(days=9))
    handed_out(cast, "教育的", supporting=[cast.water])
    client = signed_in("zhoumin")
    text = shown(client, "by/body/")
    assert re.findall(r'class="of">([^<]+)<', text) == ["市教育局", "市水务局"]
    rows = re.findall(r'<th scope="row".*?</tr>', text, re.DOTALL)
    assert [re.findall(r'data-name="(?:牵头|配合)">\s*(?:<a href="[^"]*">)?(\d+)', row) for row in rows] == [
        ["1", "0"],
        ["3", "1"],
    ]
    for href, number in re.findall(r'<a href="/matters/(\?[^"]+)">(\d+)</a>', "".join(rows)):
        assert shown(client, href).count("<tr data-row") == int(number), href


def test_what_has_no_body_stands_last_and_is_found_by_its_link(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "有单位的")
    matter = handed_out(cast, "没有单位的")
    Matter.objects.filter(pk=matter.pk).update(lead=None)
    client = signed_in("zhoumin")
    text = shown(client, "by/body/")
    assert re.findall(r'class="of">([^<]+)<', text) == ["市教育局", "未明确牵头单位"]
    link = re.search(r'href="/matters/(\?[^"]*lacks=lead[^"]*)"', text)
    assert link
    assert shown(client, link[1]).count("<tr data-row") == 1


def test_meetings_stand_newest_first_and_sources_by_kind(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, meeting=meeting_of(cast, 48))
    handed_out(cast, source="hotline")
    Meeting.objects.filter(number=47).update(held_on=DAY - dt.timedelta(days=30))
    client = signed_in("zhoumin")
    names = re.findall(r'class="of">([^<]+)<', shown(client, "by/meeting/"))
    assert names == ["安澜市人民政府第48次常务会议", "安澜市人民政府第47次常务会议"]
    assert re.findall(r'class="of">([^<]+)<', shown(client, "by/source/")) == ["会议议定", "12345"]
    assert re.findall(r'class="of">([^<]+)<', shown(client, "by/leader/")) == ["未明确牵头领导"]
    assert client.get("/matters/by/weather/").status_code == 404


def test_groups_page_by_key_forward_and_back(cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.matters.looking.groups.GROUPS", 2)
    for number in range(41, 46):
        handed_out(cast, meeting=meeting_of(cast, number))
    client, pages, query = signed_in("zhoumin"), [], "by/meeting/"
    while query:
        text = shown(client, query)
        pages.append(re.findall(r'class="of">[^<]*第(\d+)次', text))
        found = re.search(r'href="(\?[^"]*)" rel="next"', text)
        query = f"by/meeting/{found[1]}" if found else ""
    assert pages == [["45", "44"], ["43", "42"], ["41"]]
    back = re.search(r'href="(\?[^"]*)" rel="prev"', text)
    assert back
    assert re.findall(r'class="of">[^<]*第(\d+)次', shown(client, f"by/meeting/{back[1]}")) == ["43", "42"]


@pytest.mark.parametrize("way", WAYS)
def test_nobody_sees_in_another_view_what_the_list_does_not_show(cast: Cast, signed_in: SignIn, way: str) -> None:
    handed_out(cast, "教育的秘密")
    assert "教育的秘密" in shown(signed_in("liqiang"), way)
    assert "教育的秘密" not in shown(signed_in("wangfang"), way)
    assert "教育的秘密" not in shown(signed_in("chenjing"), way)
    assert Client().get(f"/matters/{way}").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("way", [*WAYS, ""])
def test_a_view_costs_the_same_queries_for_two_matters_as_for_twenty(cast: Cast, signed_in: SignIn, way: str) -> None:
    client = signed_in("zhoumin")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/matters/{way}?group=all")
        return len(captured)

    for lead in (cast.education, cast.water):
        handed_out(cast, lead=lead, supporting=[cast.water] if lead == cast.education else [])
    few = queries()
    for number in range(18):
        handed_out(cast, lead=(cast.education, cast.water)[number % 2])
    assert queries() == few


def test_someone_with_two_bodies_counts_a_common_matter_once_everywhere(cast: Cast, signed_in: SignIn) -> None:
    from luoshi.journal.acting import Acting
    from luoshi.people.accounts.operations import grant_role

    grant_role(cast.accounts["liqiang"], by=Acting.system(cast.city.pk), at=AT, role=Role.LIAISON, body=cast.water)
    handed_out(cast, "一同的", supporting=[cast.water])
    client = signed_in("liqiang")
    assert sum(columns(shown(client, "board/")).values()) == 1
    assert "1 件到期" in shown(client, "calendar/")
    text = shown(client, "by/body/")
    assert text.count("一同的") == 1
    assert re.findall(r'data-name="(?:牵头|配合)">\s*(?:<a href="[^"]*">)?(\d+)', text) == ["1", "0", "0", "1"]


def test_the_new_conditions_find_what_they_say(cast: Cast, signed_in: SignIn) -> None:
    by = cast.acting("zhoumin")
    asked = done(cast, handed_out(cast, "申请延期的"), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    held = done(cast, handed_out(cast, "单位在办的"), Act.ACKNOWLEDGE)
    late = done(cast, handed_out(cast, "该反馈没反馈的", lead=cast.water), Act.ACKNOWLEDGE)
    set_reporting(late, by=by, at=AT - dt.timedelta(days=30), frequency="weekly")
    closed = done(cast, handed_out(cast, "销了号的"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SIGN)
    assert closed.closed_on == DAY
    client = signed_in("zhoumin")
    expected = {
        "waits=any": [asked],
        "waits=extension": [asked],
        "waits=claim": [],
        "holder=o": [asked],
        "holder=b": [held, late],
        f"holder=b:{cast.water.ref}": [late],
        f"body={cast.water.ref}&bears=holds": [late],
        f"body={cast.water.ref}&bears=support": [],
        "report=late": [late],
        "part=whole": [asked, held, late],
        "part=part": [],
        f"closed_from={DAY}&closed_to={DAY}": [closed],
        f"closed_to={DAY - dt.timedelta(days=1)}": [],
        "lacks=leader": [asked, held, late],
        "lacks=due": [],
    }
    for query, matters in expected.items():
        found = re.findall(r'two-lines" href="/matters/(\w+)/"', shown(client, f"?{query}"))
        assert found == [matter.ref for matter in matters], query


def test_every_condition_stays_on_the_indexes(cast: Cast, signed_in: SignIn) -> None:
    """No table of matters is read from end to end, whatever is asked for."""
    handed_out(cast)
    client, sqlite = signed_in("zhoumin"), connection.vendor == "sqlite"
    if not sqlite:
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
    asked = ("", "group=all", "group=slow", "waits=any", "waits=extension", "holder=b", "report=late", "report=week")
    asked += (f"closed_from={DAY}", f"body={cast.water.ref}&bears=holds", "lacks=due", f"due_from={DAY}", "lamp=red")
    read_whole = re.compile(r"SCAN (?:matters_\w+|U\d)(?! USING)|Seq Scan on matters_(?:matter|audience|slip)\b")
    for query in asked:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/matters/?{query}")
        for one in captured:
            if not one["sql"].startswith("SELECT") or "matters_audience" not in one["sql"]:
                continue
            with connection.cursor() as cursor:
                cursor.execute(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + one["sql"].replace("%", "%%"))
                plan = "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())
            assert not read_whole.search(plan), (query, one["sql"], plan)


@pytest.mark.parametrize("path", ["board/", "by/body/"])
def test_a_view_by_state_says_that_it_shows_everything(
    signed_in: SignIn, every_column: dict[str, Matter], path: str
) -> None:
    text = shown(signed_in("zhoumin"), path)
    assert '<option value="all" selected>' in text
    assert "状态：" not in words_of(text)


def test_a_board_of_what_runs_has_nothing_that_is_done(signed_in: SignIn, every_column: dict[str, Matter]) -> None:
    text = shown(signed_in("zhoumin"), "board/?group=running")
    assert '<option value="running" selected>' in text
    assert (columns(text)["done"], columns(text)["not_started"]) == (0, 1)


@pytest.mark.parametrize("path", ["by/body/", "by/leader/", "by/meeting/"])
def test_what_has_matters_is_asked_once_and_not_for_each_row_of_the_directory(
    signed_in: SignIn, every_column: dict[str, Matter], path: str
) -> None:
    client = signed_in("zhoumin")
    with CaptureQueriesContext(connection) as seen:
        shown(client, path)
    asked = [each["sql"] for each in seen.captured_queries if "IN (SELECT DISTINCT" in each["sql"]]
    assert len(asked) == 1
