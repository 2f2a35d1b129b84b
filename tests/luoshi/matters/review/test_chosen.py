"""What a person does to several matters at once: adopt, fill in, merge, docket."""

from __future__ import annotations

import html
from urllib.parse import parse_qs, urlsplit

from cast import DAY, cast, signed_in
from luoshi.matters.models import Batch, Matter, MatterState
from review_desk import Desk, desk

__all__ = ["cast", "desk", "signed_in"]
APPROVAL = {"approved_by": "市政府秘书长", "approved_on": DAY.isoformat(), "basis": "呈批单第3号"}


def refs(*matters: Matter) -> list[str]:
    return [matter.ref for matter in matters]


def read(content: bytes) -> str:
    return " ".join(html.unescape(content.decode()).split())


def test_all_suggestions_are_taken_at_once(desk: Desk) -> None:
    desk.post("chosen/", {"act": "adopt"})
    assert str(desk.matter("食堂台账").lead) == "市教育局"
    assert str(desk.matter("春灌用水调度").lead) == "市水务局"
    assert desk.matter("统筹协调").lead is None
    assert "责任单位均已明确" in desk.get().content.decode()


def test_suggestions_of_one_topic_are_taken_alone(desk: Desk) -> None:
    desk.post("chosen/", {"act": "adopt:1"})
    assert desk.matter("食堂台账").lead is None
    assert str(desk.matter("春灌用水调度").lead) == "市水务局"


def test_only_empty_fields_are_filled_in(desk: Desk) -> None:
    stated, bare = desk.matter("校舍安全排查"), desk.matter("食堂台账")
    typed = {"act": "complete", "m": refs(stated, bare), "lead": "市水务局", "standard": "逐校销号"}
    desk.post("chosen/", typed)
    stated.refresh_from_db()
    bare.refresh_from_db()
    assert (str(stated.lead), stated.standard) == ("市教育局", "30所")
    assert (str(bare.lead), bare.standard) == ("市水务局", "逐校销号")


def test_filling_in_nothing_or_for_nothing_is_refused_with_what_was_typed(desk: Desk) -> None:
    answer = desk.post("chosen/", {"act": "complete", "standard": "逐校销号"})
    assert answer.status_code == 422
    assert "还没有勾选事项" in read(answer.content)
    assert 'value="逐校销号"' in read(answer.content)
    nothing = desk.post("chosen/", {"act": "complete", "m": refs(desk.matter("食堂台账"))}, partly=True)
    assert nothing["HX-Reswap"] == "none"
    assert "还没有填写要补充的内容" in read(nothing.content)


def test_merging_shows_the_words_first_and_keeps_the_places(desk: Desk) -> None:
    first, second = desk.matter("校舍安全排查"), desk.matter("食堂台账")
    there = desk.post("chosen/", {"act": "merge", "m": refs(first, second)})["Location"]
    page = read(desk.client.get(there).content)
    assert "把 2 件合并为一件" in page
    assert first.words + second.words in page
    desk.client.post(there, {"words": "完成30所学校校舍和食堂安全排查"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.words == "完成30所学校校舍和食堂安全排查"
    assert (second.state, second.into) == (MatterState.MERGED, first)
    assert first.places.count() == 2
    assert "已并入其他事项 1 件" in read(desk.get().content)


def test_merging_one_is_refused(desk: Desk) -> None:
    there = desk.post("chosen/", {"act": "merge", "m": refs(desk.matter("食堂台账"))})["Location"]
    answer = desk.client.post(there, {"words": "一件"})
    assert "请至少选择两件事项再合并" in read(answer.content)


def test_the_numbers_shown_before_are_the_numbers_given(desk: Desk) -> None:
    desk.post("chosen/", {"act": "adopt"})
    wanted = Matter.objects.exclude(words__contains="统筹协调")
    there = desk.post("chosen/", {"act": "docket", "m": refs(*wanted)})["Location"]
    page = read(desk.client.get(there).content)
    assert "3 件可以立项" in page
    for number in ("专题会3-01", "专题会3-03", "专题会〔2026〕3号"):
        assert number in page
    answer = desk.client.post(there, APPROVAL)
    assert answer["Location"] == f"/meetings/{desk.meeting.ref}/"
    assert list(wanted.order_by("position").values_list("spoken", flat=True)) == [
        "专题会3-01",
        "专题会3-02",
        "专题会3-03",
    ]
    batch = Batch.objects.get()
    assert (batch.approved_by, batch.basis, batch.matters.count()) == ("市政府秘书长", "呈批单第3号", 3)
    assert "已立项 3 件，没有待立项的事项" in read(desk.get().content)


def test_what_is_not_ready_stays_and_the_page_says_why(desk: Desk) -> None:
    every = list(Matter.objects.all())
    there = desk.post("chosen/", {"act": "docket", "m": refs(*every)})["Location"]
    page = read(desk.client.get(there).content)
    assert "1 件可以立项，3 件还不能" in page
    assert "责任单位未明确，请填写或采用建议" in page
    assert "面上要求写入通知" in page
    desk.client.post(there, APPROVAL)
    assert Matter.objects.filter(state=MatterState.DOCKETED).count() == 1


def test_where_nothing_is_ready_the_page_asks_for_no_approval(desk: Desk) -> None:
    there = desk.post("chosen/", {"act": "docket", "m": refs(desk.matter("食堂台账"))})["Location"]
    page = read(desk.client.get(there).content)
    assert "勾选的事项都还不能立项" in page
    assert "approved_by" not in page


def test_one_topic_is_docketed_alone(desk: Desk) -> None:
    desk.post("chosen/", {"act": "adopt"})
    there = desk.post("chosen/", {"act": "docket:1", "m": refs(*Matter.objects.all())})["Location"]
    chosen = parse_qs(urlsplit(there).query)["m"]
    assert chosen == refs(*Matter.objects.filter(topic_at=1).order_by("position"))


def test_an_approval_without_a_name_or_of_tomorrow_is_refused_beside_its_field(desk: Desk) -> None:
    there = desk.post("chosen/", {"act": "docket", "m": refs(desk.matter("校舍安全排查"))})["Location"]
    nameless = desk.client.post(there, {**APPROVAL, "approved_by": " "})
    assert nameless.status_code == 422
    assert 'id="id_approved_by_error"' in read(nameless.content)
    assert 'value="呈批单第3号"' in read(nameless.content)
    tomorrow = desk.client.post(there, {**APPROVAL, "approved_on": "2026-03-10"})
    assert "批准日期不能晚于今天" in read(tomorrow.content)
    assert not Batch.objects.exists()


def test_nothing_ticked_is_said(desk: Desk) -> None:
    there = desk.post("chosen/", {"act": "docket"})["Location"]
    assert "还没有勾选要立项的事项" in read(desk.client.post(there, APPROVAL).content)


def test_approving_twice_is_one_batch(desk: Desk) -> None:
    there = desk.post("chosen/", {"act": "docket", "m": refs(desk.matter("校舍安全排查"))})["Location"]
    for _ in range(2):
        desk.client.post(there, {**APPROVAL, "token": "c" * 16})
    assert Batch.objects.count() == 1
