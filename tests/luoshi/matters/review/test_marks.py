"""Naming words of the source by hand: by place, by the words themselves, and taking it back."""

from __future__ import annotations

import html

import pytest

from cast import AT, cast, signed_in
from luoshi.documents.models import Correction, StoredReading
from luoshi.documents.stored import read_text_of
from luoshi.matters.operations import read_and_settle
from luoshi.matters.review.marks import BY_CODE
from review_desk import WORDS, Desk, desk

__all__ = ["cast", "desk", "signed_in"]


def place(words: str) -> dict[str, object]:
    """Where words stand, in code points, as the script sends it."""
    start = WORDS.index(words)
    return {"start": start, "end": start + len(words)}


def test_selected_words_become_the_lead_body(desk: Desk) -> None:
    answer = desk.mark("市水务局", "owner.lead", **place("市水务局"))
    assert answer["Location"] == f"{desk.address}#marking"
    assert desk.matter("校舍安全排查").origins["lead"]["how"] == "text"
    owners = read_text_of(desk.document).readings[0].statements[1].owners
    assert [(owner.text, owner.role) for owner in owners] == [("市教育局", "lead"), ("市水务局", "lead")]


def test_words_after_a_character_beyond_the_first_plane_keep_their_place(desk: Desk) -> None:
    assert WORDS.index("😀") < WORDS.index("逐校整改")
    desk.mark("逐校整改", "standard", **place("逐校整改"))
    matter = desk.matter("食堂台账")
    assert matter.standard == "逐校整改"
    assert matter.origins["standard"] | {"at": ""} == {
        "how": "text",
        "document": desk.document.ref,
        **place("逐校整改"),
        "by": "周敏",
        "at": "",
    }
    assert "原文，周敏 3月9日标注" in desk.get(f"?open={matter.ref}").content.decode()


def test_copied_words_are_found_in_the_source(desk: Desk) -> None:
    desk.mark("5月底前", "deadline", on="2026-05-29")
    correction = Correction.objects.get()
    assert (correction.field, correction.value) == ("deadline", {"on": "2026-05-29", "standing": False})
    assert str(desk.matter("校舍安全排查").due_on) == "2026-05-29"


def test_words_that_stand_twice_are_asked_about(desk: Desk) -> None:
    asked = desk.mark("校舍安全", "seen")
    page = html.unescape(asked.content.decode())
    assert asked.status_code == 422
    assert "这些字句在原文里出现 3 处" in page
    second = WORDS.index("校舍安全", WORDS.index("校舍安全") + 1)
    assert f'name="at" value="{second}"' in " ".join(page.split())
    desk.mark("校舍安全", "seen", at=second)
    assert Correction.objects.get().start == second


@pytest.mark.parametrize(
    ("words", "word", "sentence"),
    [
        ("从未写过的话", "seen", "原文里没有找到这些字句"),
        ("会议审议", "owner.lead", "选中的字句不在任何一句事项里"),
        ("会议审议", "standard", "选中的字句不在任何一件事项里"),
        ("会议审议", "head.date", "选中的字句里没有日期"),
        ("会议审议", "head.number", "选中的字句里没有数字"),
        ("", "seen", "原文里没有找到这些字句"),
        ("会议审议", "nonsense", "不认识这一类标注"),
    ],
)
def test_what_cannot_be_is_refused_and_the_words_stay(desk: Desk, words: str, word: str, sentence: str) -> None:
    answer = desk.mark(words, word)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in page
    assert words in page
    assert not Correction.objects.exists()


def test_a_selection_that_misses_the_full_stop_means_the_sentence(desk: Desk) -> None:
    desk.mark("全市各级各部门要进一步统筹协调，抓好工作落实", "statement.attitude")
    labels = [(each.label, each.text) for each in read_text_of(desk.document).readings[0].statements]
    assert labels[-1] == ("attitude", "全市各级各部门要进一步统筹协调，抓好工作落实。")
    assert len(labels) == 5


def test_unread_words_that_need_nothing_leave_the_list(desk: Desk) -> None:
    assert "没有读懂的 1 处" in desk.get().content.decode()
    start = WORDS.index("抓好工作落实")
    desk.post("marks/", {"document": desk.document.ref, "place": f"{start}-{start + 6}", "word": "seen"})
    assert "没有读懂的" not in desk.get().content.decode()


def test_a_correction_shows_who_and_when_and_can_be_taken_back(desk: Desk) -> None:
    desk.mark("统筹协调", "seen")
    page = " ".join(html.unescape(desk.get().content.decode()).split())
    assert "人工标注 1 处" in page
    assert "周敏 3月9日 09:30" in page
    row = Correction.objects.get()
    desk.post(f"marks/{desk.document.ref}/{row.pk}/withdraw/", {})
    assert "人工标注" not in desk.get().content.decode()


def test_corrections_survive_another_reading(desk: Desk) -> None:
    desk.mark("逐校整改", "standard")
    desk.mark("校舍安全关系千家万户，形势总体平稳😀。", "statement.action")
    StoredReading.objects.update(reader="0.0.0")
    read_and_settle(desk.document, by=desk.cast.acting("zhoumin"), at=AT)
    assert StoredReading.objects.count() == 2
    assert desk.matter("千家万户").state == "proposed"
    assert desk.matter("食堂台账").standard == "逐校整改"


def test_the_meeting_follows_the_head(desk: Desk) -> None:
    desk.mark("5月底前", "head.date")
    desk.mark("2026年3月5日", "head.date")
    desk.mark("第3次", "head.number")
    desk.meeting.refresh_from_db()
    assert (str(desk.meeting.held_on), desk.meeting.number) == ("2026-03-05", 3)
    desk.mark("30所", "head.number")
    desk.meeting.refresh_from_db()
    assert desk.meeting.number == 30
    desk.post(f"marks/{desk.document.ref}/{Correction.objects.get(start=WORDS.index('30所')).pk}/withdraw/", {})
    desk.meeting.refresh_from_db()
    assert desk.meeting.number == 3


def test_which_meeting_it_was_is_corrected_in_a_form(desk: Desk) -> None:
    sent = {
        "name": "市政府第13次专题会议",
        "kind": "thematic",
        "number": 13,
        "held_on": "2026-03-06",
        "seen_seq": desk.meeting.seq,
    }
    assert desk.post("about/", sent).status_code == 302
    assert "市政府第13次专题会议" in desk.get().content.decode()
    stale = desk.post("about/", {**sent, "name": "我的更正"})
    assert stale.status_code == 422
    assert 'value="我的更正"' in stale.content.decode()


def test_every_button_is_a_correction_the_reading_takes(desk: Desk) -> None:
    """No word on the buttons leads to a reading that cannot be shown."""
    for code in BY_CODE:
        words = "第3次" if code == "head.number" else "2026年3月5日" if code == "head.date" else "市水务局"
        assert desk.mark(words, code).status_code == 302, code
        assert desk.get().status_code == 200, code


def test_words_of_a_paper_that_is_not_of_this_meeting_are_not_there(desk: Desk) -> None:
    assert desk.post("marks/", {"document": "x" * 16, "words": "春灌", "word": "seen"}).status_code == 404
