"""汇总: whatever comes back, in whatever state, nothing is lost, nothing is doubled, nothing is guessed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from build_returns import dropped, filled, ledger, members, table, whole
from luoshi.documents.heap import Dropped, heap_of
from luoshi.documents.ledger import Ledger, LedgerRow
from luoshi.documents.merged import Merged, merge
from luoshi.documents.outcome import merged_xlsx
from luoshi.documents.split import split
from luoshi.documents.versions import MARK, Version, settle
from luoshi.journal.refusal import Refused

HEAD = ("编号", "议定事项", "进展情况", "状态")


def merged(*files: Dropped, of: Ledger | None = None) -> Merged:
    return merge(heap_of([whole(of or ledger()), *files]))


def cell(result: Merged, code: str, key: str = "progress") -> str:
    return next(row[key] for row in result.ledger.rows if row.code == code)


def kinds(result: Merged) -> list[str]:
    return [each.kind for each in result.told]


def parcel(body: int, progress: dict[str, str], **how: str) -> Dropped:
    name = f"安澜市第{body}局_第47次常务会_2项.xlsx"
    return dropped(name, filled(members(split(ledger()))[name], progress, **how))


def test_the_title_counts_who_has_reported_and_who_has_not() -> None:
    result = merged(parcel(1, {"常务会47-01": "已开工", "常务会47-02": "已完工"}))
    assert result.title == "已报 1 家，还差 2 家"
    assert [each.body for each in result.missing] == ["安澜市第2局", "安澜市第3局"]
    assert cell(result, "常务会47-02") == "已完工"
    assert cell(result, "常务会47-02", "state") == "正常推进"


def test_a_file_that_came_back_empty_is_no_report() -> None:
    result = merged(parcel(1, {}))
    assert result.title == "已报 0 家，还差 3 家"


def test_a_body_that_filled_in_some_rows_is_asked_for_the_others_only() -> None:
    result = merged(parcel(1, {"常务会47-01": "已开工"}))
    (own,) = [each for each in result.waiting if each.came]
    assert [row.code for row in own.rows] == ["常务会47-02"]


def test_when_all_have_reported_the_title_says_so() -> None:
    files = [parcel(body, {f"常务会47-{2 * body - 1:02}": "好", f"常务会47-{2 * body:02}": "好"}) for body in (1, 2, 3)]
    assert merged(*files).title == "3 家全部已报"


def test_a_renamed_column_is_known_by_its_other_names() -> None:
    assert cell(merged(parcel(1, {"常务会47-01": "已开工"}, column="工作进展")), "常务会47-01") == "已开工"


def test_a_column_nobody_knows_is_kept_in_the_remarks_with_its_title() -> None:
    result = merged(table("a.xlsx", (*HEAD, "到位资金"), ("常务会47-01", "", "已开工", "", "20万元")))
    assert cell(result, "常务会47-01", "remark") == "到位资金：20万元"


def test_a_row_without_its_number_is_known_by_its_words() -> None:
    words = ledger().rows[2]["matter"]
    for said in (words, f"{words}。", words[:-2]):
        result = merged(table("a.xlsx", HEAD, ("", said, "已开工", "")))
        assert cell(result, "常务会47-03") == "已开工"
        assert "按文字对上" in kinds(result)


def test_words_that_fit_two_rows_are_shown_and_not_guessed() -> None:
    rows = tuple(LedgerRow(f"A-{n}", {"matter": "开展安全生产大排查", "lead_body": f"{n}局"}) for n in "12")
    result = merged(table("a.xlsx", HEAD, ("", "开展安全生产大排查", "已开工", "")), of=Ledger("表", rows))
    assert not any(row["progress"] for row in result.ledger.rows)
    (told,) = [each for each in result.told if each.kind == "没有对上"]
    assert "A-1、A-2" in told.sentence
    assert "已开工" in told.sentence


def test_a_number_with_the_words_of_another_row_is_shown_and_not_guessed() -> None:
    result = merged(table("a.xlsx", HEAD, ("常务会47-01", ledger().rows[4]["matter"], "已开工", "")))
    assert kinds(result) == ["没有对上"]
    assert "编号是一件事，文字是另一件事" in result.told[0].sentence


def test_a_row_that_stands_in_no_ledger_is_added_and_said() -> None:
    result = merged(table("a.xlsx", HEAD, ("常务会47-01", "", "好", ""), ("", "另行开展电动车整治", "已整治", "")))
    assert kinds(result) == ["新增行"]
    assert cell(result, "新增-01") == "已整治"
    assert cell(result, "新增-01", "lead_body") == "安澜市第1局"
    assert len(result.ledger.rows) == len(ledger().rows) + 1


def test_changed_locked_text_is_said_and_not_taken() -> None:
    result = merged(table("a.xlsx", (*HEAD, "完成时限"), ("常务会47-01", "只做一半", "好", "", "明年")))
    assert kinds(result) == ["改动未采用", "改动未采用"]
    assert cell(result, "常务会47-01", "matter") == ledger().rows[0]["matter"]


def test_the_same_body_twice_stands_side_by_side_and_neither_text_is_dropped() -> None:
    first, second = parcel(1, {"常务会47-01": "已开工"}), parcel(1, {"常务会47-01": "尚未开工"})
    result = merged(first, replace(second, name="改.xlsx"))
    (conflict,) = result.conflicts
    assert {version.words for version in conflict.versions} == {"已开工", "尚未开工"}
    words = cell(result, "常务会47-01")
    assert words.startswith(MARK)
    assert "已开工" in words
    assert "尚未开工" in words


def test_two_files_of_one_name_both_stand() -> None:
    one = parcel(1, {"常务会47-01": "已开工"})
    result = merged(one, parcel(1, {"常务会47-01": "尚未开工"}))
    assert {version.words for version in result.conflicts[0].versions} == {"已开工", "尚未开工"}


def test_the_same_text_twice_is_no_conflict() -> None:
    one = parcel(1, {"常务会47-01": "已开工"})
    assert merged(one, replace(one, name="又一份.xlsx")).conflicts == ()


def test_cells_merged_over_two_rows_belong_to_both() -> None:
    book = Workbook()
    sheet = book.active
    for row in (HEAD, ("常务会47-01", "", "第一步", "正常推进"), ("", "", "第二步", "")):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    result = merged(dropped("a.xlsx", out.getvalue()))
    assert cell(result, "常务会47-01") == "第一步\n第二步"
    assert kinds(result) == ["同号多行"]


def test_wrong_files_are_told_one_by_one_and_the_others_go_on() -> None:
    macro = io.BytesIO()
    with zipfile.ZipFile(macro, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/vbaProject.bin", b"x")
    result = merged(
        dropped("照片.jpg", b"\xff\xd8\xff"),
        dropped("宏.xlsm", macro.getvalue()),
        dropped("空.xlsx", b""),
        dropped("坏.xlsx", b"PK\x03\x04"),
        Dropped("大.xlsx", b"PK", 11 * 1024 * 1024),
        table("名单.xlsx", ("姓名", "电话"), ("某", "1")),
        table("密.xlsx", ("机密★1年",), HEAD, ("常务会47-01", "", "x", "")),
        parcel(1, {"常务会47-01": "已开工"}),
    )
    told = {each.name: each.sentence for each in result.rejected}
    assert set(told) == {"照片.jpg", "宏.xlsm", "空.xlsx", "坏.xlsx", "大.xlsx", "名单.xlsx", "密.xlsx"}
    assert "带有宏" in told["宏.xlsm"]
    assert "10 MB" in told["大.xlsx"]
    assert "不处理涉密内容" in told["密.xlsx"]
    assert cell(result, "常务会47-01") == "已开工"


def test_a_zip_of_files_is_opened_and_its_names_are_read_as_windows_wrote_them() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("总表.xlsx", whole(ledger()).data)
        out.writestr("交回/一局.xlsx", parcel(1, {"常务会47-01": "已开工"}).data)
        out.writestr("发放清单.xlsx", members(split(ledger()))["发放清单.xlsx"])
    result = merge(heap_of([dropped("全部.zip", packed.getvalue())]))
    assert cell(result, "常务会47-01") == "已开工"
    assert result.rejected == ()


def test_a_csv_file_is_read_like_a_workbook() -> None:
    result = merged(dropped("a.csv", "编号,议定事项,进展情况\n常务会47-1,,已开工\n".encode("gb18030")))
    assert cell(result, "常务会47-01") == "已开工"


def test_a_heap_without_a_ledger_says_what_to_add() -> None:
    with pytest.raises(Refused, match="没有找到总表"):
        heap_of([parcel(1, {}), parcel(2, {})])


def test_two_ledgers_are_refused() -> None:
    with pytest.raises(Refused, match="有 2 份总表"):
        heap_of([whole(ledger()), whole(ledger(), "总表 (1).xlsx")])


def test_a_ledger_under_another_name_is_known_by_holding_every_number() -> None:
    assert heap_of([parcel(1, {}), whole(ledger(), "台账.xlsx")]).ledger_file == "台账.xlsx"


def test_a_matter_with_two_lead_bodies_waits_for_the_one_that_has_not_reported() -> None:
    rows = (
        LedgerRow("A-1", {"matter": "修路", "lead_body": "甲局、乙局"}),
        LedgerRow("A-2", {"matter": "架桥", "lead_body": "甲局"}),
    )
    result = merged(
        table("甲局.xlsx", HEAD, ("A-1", "修路", "已开工", ""), ("A-2", "架桥", "已开工", "")), of=Ledger("表", rows)
    )
    assert [each.body for each in result.missing] == ["乙局"]


def test_a_new_text_for_an_old_one_is_taken_and_the_old_one_is_told() -> None:
    first = merged(parcel(1, {"常务会47-01": "已开工"}))
    second = merged(parcel(1, {"常务会47-01": "已完工"}), of=first.ledger)
    assert cell(second, "常务会47-01") == "已完工"
    assert "原为“已开工”" in second.told[0].sentence


def second_round() -> dict[str, bytes]:
    """The zip of a second round: in the first one 第1局 and 第2局 reported on all their rows."""
    first = merged(
        parcel(1, {"常务会47-01": "已开工", "常务会47-02": "已开工"}),
        parcel(2, {"常务会47-03": "已开工", "常务会47-04": "已办完"}),
    )
    return members(split(first.ledger))


def returned(sent: dict[str, bytes], body: int, progress: dict[str, str]) -> Dropped:
    name = f"安澜市第{body}局_第47次常务会_2项.xlsx"
    return dropped(name, filled(sent[name], progress))


def test_in_a_second_round_what_was_reported_in_the_first_is_no_answer() -> None:
    sent = second_round()
    result = merge(heap_of([dropped("总表.xlsx", sent["总表.xlsx"])]))
    assert result.title == "已报 0 家，还差 3 家"
    assert [each.standing for each in result.waiting] == ["未报", "未报", "未报"]


def test_a_file_that_repeats_the_words_of_the_last_round_is_not_updated() -> None:
    sent = second_round()
    files = [
        dropped("总表.xlsx", sent["总表.xlsx"]),
        returned(sent, 1, {}),
        returned(sent, 2, {"常务会47-03": "已完工"}),
    ]
    result = merge(heap_of(files))
    assert result.title == "已报 1 家，还差 2 家"
    assert {each.body[-3:]: each.standing for each in result.waiting} == {
        "第1局": "未更新",
        "第2局": "漏填",
        "第3局": "未报",
    }
    assert cell(result, "常务会47-01") == "已开工"


def test_a_late_file_goes_on_with_the_same_round() -> None:
    sent = second_round()
    files = [dropped("总表.xlsx", sent["总表.xlsx"]), returned(sent, 1, {"常务会47-01": "过半", "常务会47-02": "过半"})]
    first = merged_xlsx(merge(heap_of(files)))
    late = [dropped("总表_汇总.xlsx", first), returned(sent, 2, {"常务会47-03": "过半", "常务会47-04": "过半"})]
    result = merge(heap_of(late))
    assert result.title == "已报 2 家，还差 1 家"
    again = merge(heap_of([dropped("总表_汇总.xlsx", merged_xlsx(result)), returned(sent, 1, {})]))
    assert again.title == "已报 2 家，还差 1 家"
    assert cell(again, "常务会47-01") == "过半"
    assert again.conflicts == ()


def test_a_matter_that_was_done_when_the_round_began_is_not_waited_for() -> None:
    first = merged(parcel(1, {"常务会47-01": "完成", "常务会47-02": "完成"}, state="已办结"))
    sent = members(split(first.ledger))
    result = merge(heap_of([dropped("总表.xlsx", sent["总表.xlsx"])]))
    assert [each.body for each in result.missing] == ["安澜市第2局", "安澜市第3局"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_whatever_comes_back_in_whatever_order_no_row_is_lost_or_doubled(order: list[int], left_out: set[int]) -> None:
    files = [
        *(
            parcel(n, {f"常务会47-{2 * n - 1:02}": f"第{n}局甲", f"常务会47-{2 * n:02}": f"第{n}局乙"})
            for n in (1, 2, 3)
        ),
        table("补.xlsx", HEAD, ("", "另行开展电动车整治", "已整治", ""), ("常务会47-01", "", "另一种说法", "")),
    ]
    came = [files[at] for at in order if at not in left_out]
    result = merged(*came)
    codes = [row.code for row in result.ledger.rows]
    assert codes[:7] == [row.code for row in ledger().rows]
    assert len(codes) == len(set(codes)) == (7 if 3 in left_out else 8)
    assert result.ledger == merged(*sorted(came, key=lambda file: file.name)).ledger
    words = "\n".join(row["progress"] for row in result.ledger.rows)
    for n in {1, 2, 3} - {at + 1 for at in left_out}:
        assert words.count(f"第{n}局甲") == words.count(f"第{n}局乙") == 1
    again = merged(*members_as_files(result.ledger), of=result.ledger)
    assert again.ledger == result.ledger
    assert merged(*came, of=result.ledger).ledger == result.ledger


def members_as_files(of: Ledger) -> list[Dropped]:
    """The files of a split, as they went out and came back untouched."""
    return [dropped(name, data) for name, data in members(split(of)).items() if name != "总表.xlsx"]


@given(st.text("甲乙 ▼\n", max_size=8), st.lists(st.text("甲乙丙▼\n", min_size=1, max_size=6), max_size=4))
def test_settling_a_cell_twice_with_the_same_reports_changes_nothing(base: str, words: list[str]) -> None:
    versions = [Version(f"{at}.xlsx", said.strip()) for at, said in enumerate(words)]
    once = settle(base, versions).words
    assert settle(once, versions).words == once


def test_the_merged_workbook_marks_a_conflict_and_lists_it_on_a_second_sheet() -> None:
    result = merged(parcel(1, {"常务会47-01": "已开工"}), table("改.xlsx", HEAD, ("常务会47-01", "", "未开工", "")))
    book = load_workbook(io.BytesIO(merged_xlsx(result)))
    assert book.sheetnames == ["责任分解表", "汇总说明"]
    assert book["汇总说明"]["A2"].value == "不一致"
