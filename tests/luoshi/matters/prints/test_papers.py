"""立项呈批单, 反馈表, 延期申请单, 呈报单, 销号审批表, 移交清单: what must stand on each, and how a long one is set."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from build_matters import DUE, docketed, done, handed_out, meeting_of, proposed, told
from cast import AT, DAY, Cast
from luoshi.journal.refusal import Refused
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import Batch, Matter
from luoshi.matters.operations import Part, act_on, break_down, report
from luoshi.matters.prints.approval import approval, approval_of
from luoshi.matters.prints.forms import blank_extension, closing, extension, feedback, submission
from luoshi.matters.prints.handover import handover
from luoshi.matters.prints.of_matter import due_cell, loaded, visible
from luoshi.matters.prints.paper import docx_of
from luoshi.matters.prints.sheet import Form, Row, Sheet, fitted, label, signed, value, width_of
from luoshi.matters.prints.shelf import chosen
from read_papers import opened, words

LONG = "加快城区老旧燃气管网更新改造，" * 12


def seen(cast: Cast, matter: Matter) -> Matter:
    row = loaded(matter.ref, cast.acting("zhoumin"))
    assert row is not None
    return row


def text(sheet: Sheet) -> str:
    return words(docx_of([sheet]))


def with_chain(cast: Cast, *steps: str) -> Matter:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
    Matter.objects.filter(pk=matter.pk).update(chain=list(steps))
    matter.refresh_from_db()
    return done(cast, matter, Act.FIND_DONE, Act.SUBMIT, Act.NOTE)


def test_before_docketing_the_paper_lists_the_numbers_to_come_for_one_signature(cast: Cast) -> None:
    first, second = proposed(cast), proposed(cast, "制定用水定额", lead=cast.water)
    held, listed = chosen(cast.acting("zhoumin"), [first.ref, second.ref], on=DAY)
    found = text(approval(held, listed, made_by="周敏", on=DAY))
    assert "常务会47-01｜排查全市小型水库隐患｜市教育局" in found
    assert "常务会47-02｜制定用水定额｜市水务局" in found
    assert "件数｜2 件｜呈批日期｜2026年3月9日" in found
    assert found.count("领导批示｜签字：") == 1


def test_after_docketing_it_carries_the_signature(cast: Cast) -> None:
    matter = proposed(cast)
    batch = docketed(cast, matter)
    rows = list(visible(cast.acting("zhoumin")).filter(batch=batch))
    found = text(approval_of(Batch.objects.get(), rows, on=DAY))
    assert "常务会47-01 〔2026〕1号｜" in found
    assert "领导批示｜签字：市政府秘书长　2026年3月9日" in found


def test_what_comes_from_two_meetings_is_not_put_on_one_paper(cast: Cast) -> None:
    one, other = proposed(cast), proposed(cast, "另一次会议的", meeting=meeting_of(cast, 48))
    with pytest.raises(Refused, match="请按会议分别呈批"):
        chosen(cast.acting("zhoumin"), [one.ref, other.ref], on=DAY)


def test_nothing_ticked_is_refused_with_what_to_do(cast: Cast) -> None:
    with pytest.raises(Refused, match="请在校核页勾选"):
        chosen(cast.acting("zhoumin"), [], on=DAY)


def test_a_list_asks_as_often_for_one_matter_as_for_ten(cast: Cast, leaders: Any) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            held, listed = chosen(cast.acting("zhoumin"), list(Matter.objects.values_list("ref", flat=True)), on=DAY)
            found = text(approval(held, listed, on=DAY))
        assert "沈怀远" in found
        return len(queries)

    proposed(cast, leader=leaders.mayor, supporting=[cast.water])
    one = asked()
    for at in range(9):
        proposed(cast, f"第{at}件", leader=leaders.mayor, supporting=[cast.water])
    assert asked() == one


def test_a_long_list_repeats_its_head_on_every_page(cast: Cast) -> None:
    rows = [proposed(cast, f"第{at}件{LONG}") for at in range(40)]
    held, listed = chosen(cast.acting("zhoumin"), [row.ref for row in rows], on=DAY)
    table = opened(docx_of([approval(held, listed, on=DAY)])).tables[1]
    assert len(table.rows) == 41
    heads = [row for row in table._tbl.iter(qn("w:tr")) if row.find(f".//{qn('w:tblHeader')}") is not None]
    assert heads == [table.rows[0]._tr]


def test_pages_are_numbered_outside_as_on_official_paper(cast: Cast) -> None:
    document = opened(docx_of([feedback(seen(cast, handed_out(cast)), on=DAY)]))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for foot, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = foot.paragraphs[0]
        assert (paragraph.text, paragraph.alignment) == ("—  —", align)
        assert [node.text for node in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_who_sends_it_stands_centred_over_the_day_four_characters_from_the_margin() -> None:
    office, day = signed("安澜市人民政府办公室", DAY)
    assert (day.words, office.keep) == ("2026年3月9日", True)
    middle = [line.back + width_of(line.words) / 2 for line in (office, day)]
    assert middle[0] == middle[1]
    assert min(line.back for line in (office, day)) >= 0
    assert signed("市府办", DAY)[1].back == 4


def test_the_feedback_form_opens_with_the_last_report(cast: Cast) -> None:
    matter = handed_out(cast)
    by = told(cast.acting("zhoumin"))
    report(matter, by=by, at=AT, body=cast.education, progress="已排查一半", problems="缺人手", said="on_track")
    found = text(feedback(seen(cast, matter), on=DAY))
    assert "编号：常务会〔2026〕1号-反2" in found
    assert "上次反馈｜2026年3月9日：已排查一半" in found
    assert "本次进展｜已排查一半" in found
    assert "存在问题及需协调事项｜缺人手" in found
    assert "☑正常推进" in found
    assert "□进展滞后" in found
    assert "市教育局（公章）" in found


def test_words_of_a_supporting_body_are_not_put_into_the_leads_mouth(cast: Cast) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    by = told(cast.acting("zhoumin"))
    report(matter, by=by, at=AT, body=cast.education, progress="牵头单位说的")
    report(matter, by=by, at=AT, body=cast.water, progress="配合单位说的")
    assert "配合单位说的" not in text(feedback(seen(cast, matter), on=DAY))


def test_an_extension_form_is_blank_until_it_is_asked_and_then_filled(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE)
    blank = text(extension(seen(cast, matter), on=DAY))
    assert "申请延至｜　　年　　月　　日" in blank
    assert "□同意延期　□不同意延期" in blank
    matter = done(cast, matter, Act.ASK_EXTENSION)
    asked = text(extension(seen(cast, matter), on=DAY))
    assert "汛期施工受阻。" in asked
    assert "编号：常务会〔2026〕1号-延1" in asked
    matter = done(cast, matter, Act.GRANT_EXTENSION)
    granted = text(extension(seen(cast, matter), on=DAY))
    assert f"原定时限｜{DUE.year}年{DUE.month}月{DUE.day}日" in granted
    assert "☑同意延期　□不同意延期" in granted
    later = DUE + dt.timedelta(days=30)
    assert f"批准延至｜{later.year}年{later.month}月{later.day}日" in granted


def test_after_an_answer_the_next_application_begins_blank(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION, Act.GRANT_EXTENSION)
    found = text(blank_extension(seen(cast, matter), on=DAY))
    assert "编号：常务会〔2026〕1号-延2" in found
    assert "申请延至｜　　年　　月　　日" in found
    assert "□同意延期　□不同意延期" in found


def test_a_refused_extension_says_so(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION, Act.REFUSE_EXTENSION)
    found = text(extension(seen(cast, matter), on=DAY))
    assert "□同意延期　☑不同意延期有理由。" in found
    assert "批准延至｜　　年　　月　　日" in found


def test_the_submission_has_boxes_and_lines_for_the_pen(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)
    found = text(submission(seen(cast, matter), on=DAY))
    assert "□圈阅　□同意　□继续办理　□新批示" in found
    assert found.count("＿" * 22) == 2
    assert "办理结果｜已完成。" in found
    assert "周敏 2026年3月9日认定办结" in found


@pytest.mark.parametrize(
    ("act", "ticked"),
    [(Act.NOTE, "☑同意"), (Act.CONTINUE, "☑继续办理"), (Act.INSTRUCT, "☑新批示")],
)
def test_what_the_leader_wrote_is_ticked_on_the_submission(cast: Cast, act: Act, ticked: str) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT, act)
    found = text(submission(seen(cast, matter), on=DAY))
    assert ticked in found
    assert found.count("☑") == 1
    assert "有理由。" in found


def test_the_close_out_form_has_the_steps_of_the_chain_and_prints_those_that_are_signed(cast: Cast) -> None:
    matter = with_chain(cast, "验收", "公示", "销号")
    by = cast.acting("zhoumin")
    given = Given(who="王主任", on=DAY, paper="验收单3号", words="验收合格")
    matter = act_on(matter, by=by, at=AT, act=Act.SIGN, given=given)
    found = text(closing(seen(cast, matter), on=DAY))
    assert "1. 验收｜验收合格见验收单3号签字：王主任　2026年3月9日" in found
    assert "2. 公示｜签字：　" in found
    assert "3. 销号｜签字：　" in found
    assert "各步办完即予销号" in found


def test_a_chain_that_began_anew_shows_none_of_its_old_signatures(cast: Cast) -> None:
    matter = done(cast, with_chain(cast, "验收", "销号"), Act.SIGN, Act.SIGN, Act.REOPEN)
    assert "签字：副市长" not in text(closing(seen(cast, matter), on=DAY))


def test_no_signature_stands_alone_on_a_page(cast: Cast) -> None:
    table = opened(docx_of([feedback(seen(cast, handed_out(cast)), on=DAY)])).tables[0]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next or False for row in table.rows]
    assert kept == [False] * (len(kept) - 3) + [True] * 3


def test_long_words_leave_the_forms_whole(cast: Cast) -> None:
    row = replace_words(seen(cast, handed_out(cast)), LONG * 3)
    for make in (feedback, extension, submission, closing):
        assert LONG * 3 in text(make(row, on=DAY))


def replace_words(matter: Matter, said: str) -> Matter:
    matter.words = said
    return matter


def test_whoever_takes_over_reads_what_runs_and_whose_turn_it_is(cast: Cast) -> None:
    running = done(cast, handed_out(cast, supporting=[cast.water]), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    by = cast.acting("zhoumin")
    break_down(running, by=told(by), at=AT, parts=[Part(words="清淤一段", body=cast.water)])
    closed = done(cast, handed_out(cast, "已经销号的"), Act.FIND_DONE, Act.SIGN)
    proposed(cast, "还没有立项的")
    found = text(handover(cast.city, by, on=DAY + dt.timedelta(days=2)))
    assert "督查室，自2026年3月9日起（第 3 天）；等答复：延期申请" in found
    assert "清淤一段｜市水务局" in found
    assert closed.words not in found
    assert "拟立项｜1 件，在校核页" in found
    assert "移交人签字：" in found


def test_the_next_county_hands_over_nothing_of_ours(cast: Cast) -> None:
    matter = handed_out(cast)
    other = cast.acting("chenjing")
    assert matter.words not in text(handover(cast.county, other, on=DAY))
    assert loaded(matter.ref, replace(other)) is None


def test_a_day_in_a_narrow_column_breaks_after_its_year_and_nowhere_else(cast: Cast) -> None:
    matter = handed_out(cast)
    assert (due_cell(matter), due_cell(Matter())) == ("2026年\n3月29日", None)
    matter.due_words = "6月底前"
    assert due_cell(matter) == "6月底前（2026年\n3月29日）"


def heights(form: Form) -> list[float]:
    return [row.height for row in form.rows]


def test_the_room_for_the_pen_shrinks_where_the_item_is_long_and_no_further_than_half() -> None:
    pen = Row((label("领导批示"), value("", span=3)), height=52)
    short, long, endless = (
        Form((26, 52, 26, 52), (Row((label("事项"), value(LONG * times, span=3))), pen)) for times in (1, 3, 9)
    )
    assert heights(fitted(short, 190)) == heights(short)
    shrunk = heights(fitted(long, 140))
    assert 26 <= shrunk[1] < 52
    assert shrunk[0] == 10
    assert heights(fitted(endless, 140)) == heights(endless)


@pytest.mark.parametrize("paper", [feedback, extension, submission])
def test_a_form_with_a_long_item_keeps_its_rows(cast: Cast, paper: Any) -> None:
    long = seen(cast, handed_out(cast, LONG * 2))
    [short_form, long_form] = [
        sheet.blocks[0] for sheet in (paper(seen(cast, handed_out(cast)), on=DAY), paper(long, on=DAY))
    ]
    assert len(long_form.rows) == len(short_form.rows)
    assert sum(heights(long_form)) < sum(heights(short_form))
