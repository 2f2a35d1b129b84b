"""The list of texts, the page of one, and two of a meeting side by side, as the cast sees them."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import jiyao
from cast import AT, Cast
from jiyao.reading import Reading
from luoshi.documents.models import Document
from luoshi.matters.models import Difference, Matter
from luoshi.matters.operations import correct_reading, taking_in
from luoshi.meetings.models import Meeting

SignIn = Callable[[str], Client]
TakeIn = Callable[..., Document]
UNDATED = "校舍安全有关事宜会议纪要\n会议要求：\n一、由市教育局负责，对全市中小学校舍开展一次安全排查，建立问题台账。\n"


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("zhoumin")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def address(document: Document) -> str:
    return f"/texts/{document.ref}/"


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return " ".join(found[1].split())


def test_an_empty_list_says_what_to_do_next(clerk: Client) -> None:
    page = shown(clerk, "/texts/")
    assert heading(page) == "还没有收文"
    assert "粘贴到上面，或选择文件" in page


def test_the_title_of_the_list_says_what_waits(clerk: Client, take: TakeIn, minutes: str) -> None:
    take(minutes)
    take("会议通知", later=True)
    assert heading(shown(clerk, "/texts/")) == "1 份待研读，1 份待校核"


def test_of_a_text_that_nobody_read_the_list_claims_neither_kind_nor_number(
    clerk: Client, take: TakeIn, minutes: str
) -> None:
    document = take(minutes, later=True)
    cells = re.findall(r'data-name="(文种|事项)">([^<]*)<', shown(clerk, "/texts/"))
    assert cells == [("文种", "—"), ("事项", "—")]
    assert "还没有研读" in shown(clerk, f"/texts/{document.ref}/")


def test_a_list_in_which_nothing_waits_says_so(clerk: Client, take: TakeIn, minutes: str) -> None:
    take(minutes)
    Matter.objects.update(state="dropped")
    assert heading(shown(clerk, "/texts/")) == "收文 1 份，都已校核"


def test_a_long_list_takes_as_many_questions_as_a_short_one(
    clerk: Client, take: TakeIn, minutes: str, communique: str
) -> None:
    take(minutes)
    shown(clerk, "/texts/")
    with CaptureQueriesContext(connection) as few:
        shown(clerk, "/texts/")
    for number in range(20):
        take(communique.replace("第31次", f"第{number + 40}次"))
    with CaptureQueriesContext(connection) as many:
        page = shown(clerk, "/texts/")
    assert page.count("<tr data-row>") == 21
    assert len(many) == len(few)


def test_a_list_longer_than_a_page_goes_on_by_key(clerk: Client, take: TakeIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.matters.intake.texts.SIZE", 2)
    for number in range(5):
        take(f"第{number}份会议通知文本", later=True)
    first = shown(clerk, "/texts/")
    assert re.findall(r"第(\d)份会议通知文本", first) == ["4", "3"]
    [following] = re.findall(r'href="(\?before=\d+)"', first)
    assert re.findall(r"第(\d)份会议通知文本", shown(clerk, f"/texts/{following}")) == ["2", "1"]


def test_the_next_county_finds_no_text_and_a_liaison_none_of_the_office(
    signed_in: SignIn, take: TakeIn, minutes: str
) -> None:
    document, meeting = take(minutes), Meeting.objects.get()
    for login in ("chenjing", "liqiang", "auditor"):
        client = signed_in(login)
        assert client.get(address(document)).status_code == 404
        assert client.get(f"{address(document)}state/").status_code == 404
        assert minutes[:10] not in client.get("/texts/").content.decode()
    assert signed_in("chenjing").get(f"/texts/of/{meeting.ref}/").status_code == 404
    for part in ("read", "revise", "withdraw", "move"):
        assert signed_in("chenjing").post(f"{address(document)}{part}/").status_code == 404
        assert signed_in("liqiang").post(f"{address(document)}{part}/").status_code == 403


def test_the_page_of_a_text_shows_words_meeting_history_and_the_original(
    clerk: Client, take: TakeIn, minutes: str
) -> None:
    document = take(minutes)
    page = shown(clerk, address(document))
    assert heading(page) == f"{document.title}：4 件事项"
    assert "城北河道清淤工程前期工作" in page
    assert f"/meetings/{Meeting.objects.get().ref}/review/" in page
    assert "收到文本（市" in page or "收到文本（周敏" in page
    assert "下载原件" in page


def test_a_stretch_named_in_the_address_is_marked_and_nonsense_is_not(
    clerk: Client, take: TakeIn, minutes: str
) -> None:
    document = take(minutes)
    start = minutes.index("城北河道")
    page = shown(clerk, f"{address(document)}?start={start}&end={start + 4}")
    assert re.search(r'<a class="statement here"[^>]*id="t-here">城北河道</a>', page)
    for wrong in ("?start=9&end=3", "?start=-1&end=2", f"?start=0&end={len(minutes) + 1}", "?start=一&end=二"):
        assert "t-here" not in shown(clerk, address(document) + wrong)


def test_title_and_kind_are_corrected(clerk: Client, take: TakeIn, minutes: str) -> None:
    document = take(minutes)
    given = {"title": "第31次常务会议纪要", "kind": "speech", "seen_seq": document.seq, "token": "a"}
    assert clerk.post(f"{address(document)}revise/", given).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.kind) == ("第31次常务会议纪要", "speech")


@pytest.mark.parametrize(
    ("given", "sentence"), [({"title": " "}, "标题不能空着"), ({"seen_seq": 1, "title": "我写的标题"}, "已被他人更新")]
)
def test_a_wrong_or_stale_form_is_refused_and_what_was_typed_stays(
    clerk: Client, take: TakeIn, minutes: str, given: dict[str, object], sentence: str
) -> None:
    document = take(minutes)
    answer = clerk.post(f"{address(document)}revise/", {"kind": "minutes", "seen_seq": document.seq} | given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert str(given["title"]).strip() in page


def test_a_correction_stands_in_plain_words_and_is_taken_back_by_a_button(
    cast: Cast, clerk: Client, take: TakeIn, minutes: str
) -> None:
    document = take(minutes)
    start = minutes.index("（二）由市教育局负责，6月底前")
    end = minutes.index("加固。") + 3
    correct_reading(
        document,
        by=cast.acting("zhoumin"),
        at=AT,
        field="statement",
        start=start,
        end=end,
        value={"label": "attitude"},
    )
    page = shown(clerk, address(document))
    assert "人工标注 1 处" in page
    assert "这句是“态度”" in page
    correction = document.corrections.get()
    assert clerk.post(f"{address(document)}withdraw/", {"correction": correction.pk}).status_code == 302
    assert "人工标注" not in shown(clerk, address(document)).replace("人工标注都保留", "")
    assert clerk.post(f"{address(document)}withdraw/", {"correction": correction.pk}).status_code == 422


@pytest.fixture
def newer_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the reader that finds another day and one action less."""
    read = taking_in.read_now

    def otherwise(document: Document) -> tuple[Reading, ...]:
        [reading] = read(document)
        first, *rest = (each for each in reading.statements if each.label == "action")
        assert first.deadline is not None
        moved = replace(first, deadline=replace(first.deadline, value="2026-04-29"))
        return (replace(reading, statements=(moved, *rest[:-1])),)

    monkeypatch.setattr(taking_in, "read_now", otherwise)
    monkeypatch.setattr(jiyao, "__version__", "99.0")


def test_a_text_read_by_this_version_offers_no_reading_again(clerk: Client, take: TakeIn, minutes: str) -> None:
    assert "用新版程序重新研读" not in shown(clerk, address(take(minutes)))


def test_a_newer_reader_reads_again_keeps_the_corrections_and_shows_what_changed(
    cast: Cast, clerk: Client, take: TakeIn, minutes: str, request: pytest.FixtureRequest
) -> None:
    document = take(minutes)
    at = minutes.index("市教育局配合")
    correct_reading(
        document, by=cast.acting("zhoumin"), at=AT, field="owner", start=at, end=at + 4, value={"role": "none"}
    )
    request.getfixturevalue("newer_reader")
    assert "用新版程序重新研读" in shown(clerk, address(document))
    clerk.post(f"{address(document)}read/", {"again": "on", "token": "n"})
    page = shown(clerk, address(document))
    assert "相比，有 3 处变化；人工标注都保留" in page
    assert "4月30日前（2026-04-29）" in page
    assert "人工标注 1 处" in page
    matter = Matter.objects.get(words__contains="城北河道")
    assert matter.due_on == dt.date(2026, 4, 29)
    assert not matter.supporting.exists()
    assert matter.places.get().vanished is False
    assert Matter.objects.get(words__contains="围墙").places.get().vanished
    for key in re.findall(r'<tr data-row id="(c\d+)"', page):
        assert f'id="t-{key}"' in page


def test_a_text_whose_meeting_nothing_decides_offers_the_ones_it_may_be(
    clerk: Client, take: TakeIn, minutes: str
) -> None:
    take(minutes)
    known = Meeting.objects.get()
    document = take(UNDATED)
    own = document.meeting_texts.get().meeting
    page = shown(clerk, address(document))
    assert "文中没有写明是哪一次会议，请确定" in page
    assert "1 件事项的说法相近" in page
    answer = clerk.post(f"{address(document)}move/", {"meeting": own.ref, "to": known.ref})
    assert answer.headers["Location"] == f"/meetings/{known.ref}/review/"
    assert document.meeting_texts.get().meeting == known


def test_a_meeting_said_to_be_one_of_its_own_is_not_asked_again(clerk: Client, take: TakeIn, minutes: str) -> None:
    take(minutes)
    document = take(UNDATED)
    own = document.meeting_texts.get().meeting
    clerk.post(f"{address(document)}move/", {"meeting": own.ref, "to": own.ref})
    page = shown(clerk, address(document))
    assert "文中没有写明是哪一次会议" not in page
    assert "不是这次会议？改归另一次" in page


def test_moving_without_a_choice_says_what_to_choose(clerk: Client, take: TakeIn, minutes: str) -> None:
    document = take(minutes)
    answer = clerk.post(f"{address(document)}move/", {"meeting": Meeting.objects.get().ref})
    assert answer.status_code == 422
    assert "请选择要归入的会议" in answer.content.decode()


def test_two_texts_stand_side_by_side_statement_by_statement(
    clerk: Client, take: TakeIn, minutes: str, communique: str
) -> None:
    take(communique)
    take(minutes)
    page = shown(clerk, f"/texts/of/{Meeting.objects.get().ref}/")
    assert heading(page) == "2 份文本，没有待定的不一致"
    assert "两份都有 3 句" in page
    aligned = page[page.index("逐句对照") :]
    row = aligned[aligned.index("（一）由市水务局牵头") :].split("</tr>")[0]
    assert "要加快完成城北河道清淤工程前期工作" in row
    assert aligned.count("没有这句") == 2


def test_a_difference_is_decided_on_the_page(
    cast: Cast, clerk: Client, take: TakeIn, minutes: str, task_table: bytes
) -> None:
    take(minutes)
    take(task_table, "分解表.xlsx")
    meeting, asked = Meeting.objects.get(), Difference.objects.get()
    page = shown(clerk, f"/texts/of/{meeting.ref}/")
    assert heading(page) == "1 处不一致待定"
    given = {"difference": asked.pk, "take": "theirs", "token": "d"}
    assert clerk.post(f"/texts/of/{meeting.ref}/decide/", given).status_code == 302
    assert Matter.objects.get(pk=asked.matter_id).due_on == dt.date(2026, 5, 20)
    again = clerk.post(f"/texts/of/{meeting.ref}/decide/", given | {"token": "e"})
    assert again.status_code == 422
    assert "已经处理过了" in again.content.decode()


def test_the_basis_is_chosen_on_the_page_and_a_stale_choice_is_refused(
    clerk: Client, take: TakeIn, minutes: str, communique: str
) -> None:
    first = take(communique)
    take(minutes)
    meeting = Meeting.objects.get()
    given = {"document": first.ref, "seen_seq": meeting.seq, "token": "b"}
    assert clerk.post(f"/texts/of/{meeting.ref}/basis/", given).status_code == 302
    assert meeting.texts.get(is_basis=True).document == first
    stale = clerk.post(f"/texts/of/{meeting.ref}/basis/", given | {"seen_seq": 1, "token": "c"})
    assert stale.status_code == 409


def test_a_meeting_with_one_text_says_what_a_second_will_do(clerk: Client, take: TakeIn, minutes: str) -> None:
    take(minutes)
    page = shown(clerk, f"/texts/of/{Meeting.objects.get().ref}/")
    assert heading(page) == "这次会议只有一份文本"
    assert "自动归到一起" in page


def test_a_reading_of_the_same_version_is_not_made_twice(cast: Cast, take: TakeIn, minutes: str) -> None:
    document = take(minutes)
    taking_in.read_again(document, by=cast.acting("zhoumin"), at=AT)
    assert document.readings.count() == 1


def test_a_paste_without_a_title_goes_by_its_meeting(take: TakeIn, communique: str) -> None:
    assert take(communique).title == "安澜市九届人民政府第31次常务会议通稿"


def test_a_label_at_the_head_is_no_title(take: TakeIn, minutes: str) -> None:
    assert take(f"内部资料 注意保存\n{minutes}").title == "安澜市人民政府常务会议纪要"


def test_every_page_of_a_text_says_the_page_or_the_cell_where_the_file_knows_it(
    clerk: Client, take: TakeIn, task_table: bytes
) -> None:
    document = take(task_table, "分解表.xlsx")
    matter = Matter.objects.get(words__contains="河道清淤")
    text, review, one = (
        shown(clerk, address)
        for address in (
            f"/texts/{document.ref}/",
            f"/meetings/{Meeting.objects.get().ref}/review/",
            f"/matters/{matter.ref}/",
        )
    )
    for page in (text, review):
        assert 'data-place="工作表“Sheet” 第3行"' in html.unescape(page)
    assert "<b>位置</b>工作表“Sheet” 第3行" in review
    assert "工作表“Sheet” 第3行" in one
