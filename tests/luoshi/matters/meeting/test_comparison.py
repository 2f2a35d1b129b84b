"""The 贯彻落实对照表: what came from above beside what is done about it, and back."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import openpyxl
import pytest
from django.test import Client

from cast import AT, DAY, Cast
from luoshi.documents.models import Document
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.matters.meeting.comparison import Compared, Comparison, Measure, comparison, lineage
from luoshi.matters.meeting.comparison_files import docx_of, xlsx_of
from luoshi.matters.models import Matter
from luoshi.matters.operations import drop
from luoshi.meetings.models import Meeting

SignIn = Callable[[str], Client]


def matter(words: str) -> Matter:
    return Matter.objects.get(words__contains=words)


def test_only_conveyed_topics_are_compared(cast: Cast, under_way: Meeting) -> None:
    found = comparison(under_way, cast.acting("zhoumin"), on=DAY)
    assert [topic.title for topic in found.topics] == ["全省校园安全工作会议精神"]


def test_what_is_required_stands_beside_measures_bodies_dates_and_matters(cast: Cast, under_way: Meeting) -> None:
    [topic] = comparison(under_way, cast.acting("zhoumin"), on=DAY).topics
    assert topic.required == ("校园安全责任重于泰山，各级各部门要提高政治站位，时刻绷紧校园安全这根弦。",)
    assert [(each.bodies, each.due, each.matter) for each in topic.measures] == [
        ("市教育局、市水务局", "2月底前（2026年2月28日）", "常务会47-01 未启动"),
        ("市教育局", "3月20日前", "常务会47-02 未启动"),
        ("全市各级各部门", "—", "面上要求，写入通知"),
    ]


def test_what_was_dropped_is_no_measure(cast: Cast, waiting: Meeting) -> None:
    drop(matter("校车"), by=cast.acting("zhoumin"), at=AT, reason="已办结")
    [topic] = comparison(waiting, cast.acting("zhoumin"), on=DAY).topics
    assert not any("校车" in each.words for each in topic.measures)


def test_a_liaison_learns_nothing_of_another_body_s_matters(cast: Cast, under_way: Meeting) -> None:
    [topic] = comparison(under_way, cast.acting("wangfang"), on=DAY).topics
    [other] = [each for each in topic.measures if "校车" in each.words]
    assert (other.bodies, other.due, other.matter, other.ref) == ("—", "—", "—", "")


def test_a_matter_leads_back_to_its_row_and_the_row_to_the_matter(
    cast: Cast, under_way: Meeting, signed_in: SignIn
) -> None:
    row = matter("校舍")
    found = lineage(row, cast.acting("zhoumin"))
    assert found is not None
    assert (found.number, found.title) == (1, "全省校园安全工作会议精神")
    shown = signed_in("zhoumin").get(f"/meetings/{under_way.ref}/").content.decode()
    assert f'id="{found.anchor}"' in shown
    assert f'href="/matters/{row.ref}/"' in shown.partition(f'id="{found.anchor}"')[2]
    back = signed_in("liqiang").get(f"/matters/{row.ref}/").content.decode()
    assert f'href="/meetings/{under_way.ref}/#{found.anchor}"' in back


def test_the_page_of_a_matter_leads_to_its_row_and_says_what_was_required(
    under_way: Meeting, signed_in: SignIn
) -> None:
    row, other = matter("校舍"), matter("用水定额")
    client = signed_in("zhoumin")
    shown = client.get(f"/matters/{row.ref}/").content.decode()
    assert f'href="/meetings/{under_way.ref}/#row-{row.ref}"' in shown
    assert "上级要求：校园安全责任重于泰山" in shown
    assert "对照表" not in client.get(f"/matters/{other.ref}/").content.decode()


def test_a_matter_of_a_topic_that_conveys_nothing_has_no_lineage(cast: Cast, under_way: Meeting) -> None:
    assert lineage(matter("用水定额"), cast.acting("zhoumin")) is None


def test_the_lineage_of_an_internal_text_is_kept_from_whoever_may_not_see_it(
    cast: Cast, take: Callable[..., Document], texts: tuple[str, str]
) -> None:
    take(texts[1], label="internal")
    assert lineage(matter("校舍"), cast.acting("zhoumin")) is not None
    assert lineage(matter("校舍"), cast.acting("wangfang")) is None


def test_the_word_file_merges_what_is_required_over_its_measures(cast: Cast, under_way: Meeting) -> None:
    found = docx.Document(io.BytesIO(docx_of(comparison(under_way, cast.acting("zhoumin"), on=DAY))))
    [table] = found.tables
    above, *measures = list(zip(*[[cell.text for cell in row.cells] for row in table.rows], strict=True))
    assert above == ("上级要求", *[above[1]] * 3)
    assert above[1].startswith("全省校园安全工作会议精神\n校园安全责任重于泰山")
    assert measures[-1][1] == "常务会47-01 未启动"


def test_the_workbook_says_the_same(cast: Cast, under_way: Meeting) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(comparison(under_way, cast.acting("zhoumin"), on=DAY))))
    sheet = book.active
    assert sheet is not None
    assert [str(merged) for merged in sheet.merged_cells.ranges if str(merged).startswith("A4")] == ["A4:A6"]
    assert sheet["E4"].value == "常务会47-01 未启动"


def test_a_topic_without_measures_keeps_a_row_that_says_so() -> None:
    found = Comparison("对照表", "会议时间：未写明", (Compared(1, "全省会议精神", (), (), ()),))
    table = docx.Document(io.BytesIO(docx_of(found))).tables[0]
    assert table.rows[1].cells[1].text == "文本中没有写明措施"


def test_words_that_look_like_a_formula_stay_words() -> None:
    measure = Measure("=1+1", "市教育局", "—", "—")
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(Comparison("表", "", (Compared(1, "题", (), (), (measure,)),)))))
    assert book.active is not None
    assert (book.active["B4"].value, book.active["B4"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize("name", ["table", "comparison"])
def test_a_download_is_noted_in_the_access_log(name: str, suffix: str, under_way: Meeting, signed_in: SignIn) -> None:
    answer = signed_in("liqiang").get(f"/meetings/{under_way.ref}/{name}.{suffix}")
    assert answer.status_code == 200
    assert f".{suffix}" in answer["Content-Disposition"]
    line = AccessEntry.objects.get(act=AccessAct.EXPORTED)
    assert (line.account, line.subject_ref) == ("liqiang", under_way.ref)


def test_a_file_of_another_kind_is_not_there(under_way: Meeting, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    assert client.get(f"/meetings/{under_way.ref}/table.pdf").status_code == 404
    assert client.get(f"/meetings/{under_way.ref}/comparison.pdf").status_code == 404
