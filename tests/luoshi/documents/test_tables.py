"""What stands in the 责任分解表, whoever prints it."""

from __future__ import annotations

from dataclasses import replace

from build_reading import Words, anlan, reading_of
from jiyao.reading import Meeting
from jiyao.text import Text
from luoshi.documents.reader import read_text
from luoshi.documents.tables import COLUMNS, TableRow, task_table, task_words


def rows() -> list[TableRow]:
    return list(task_table([anlan()]).rows)


def test_the_columns_are_the_ones_clerks_know() -> None:
    assert [column.title for column in COLUMNS] == (
        [
            "序号",
            "来源",
            "议定事项",
            "牵头领导",
            "牵头单位",
            "配合单位",
            "完成时限",
            "办结标准",
            "进展情况",
            "存在问题及需协调事项",
            "状态",
            "备注",
        ]
    )


def test_only_actions_become_rows_and_they_are_numbered_through() -> None:
    assert [row.number for row in rows()] == [1, 2, 3, 4, 5]
    assert rows()[0].matter.startswith("副市长陆知行牵头")
    twice = task_table([anlan(), anlan()])
    assert [row.number for row in twice.rows] == list(range(1, 11))


def test_a_leading_person_and_a_leading_body_stand_in_different_columns() -> None:
    row = rows()[0]
    assert (row.lead_person, row.lead_body, row.supporting) == ("陆知行", "市水利局", "市应急局、各乡镇")
    assert row.remark == ""


def test_a_deadline_keeps_its_words_and_shows_the_day_they_amount_to() -> None:
    assert rows()[0].due == "4月底前（2020年4月30日）"


def test_a_quantity_of_the_text_is_the_standard() -> None:
    assert rows()[0].standard == "100座"


def test_a_list_without_roles_is_led_by_the_first_and_the_remark_says_so() -> None:
    row = rows()[2]
    assert (row.lead_body, row.supporting, row.remark) == ("市住建局", "市交通局、市城管局", "按惯例列首位者牵头")


def test_everyone_leads_nothing() -> None:
    row = rows()[3]
    assert row.lead_body is None
    assert row.supporting == "全市各级各部门"
    assert row.remark == "原文面向各单位，未指定牵头单位"


def test_a_single_body_leads_without_a_remark() -> None:
    w = Words("会议要求：市水利局要排查隐患。")
    alone = reading_of(
        w.raw,
        statements=(w.statement("市水利局要排查隐患。", label="action", owners=(w.owner("市水利局", "listed"),)),),
    )
    (row,) = task_table([alone]).rows
    assert (row.lead_body, row.supporting, row.remark) == ("市水利局", None, "")


def test_a_leader_named_by_post_needs_not_have_attended() -> None:
    w = Words("县林草局抓好管护。由副县长司马亮负责。")
    first = w.statement("县林草局抓好管护。", label="action", owners=(w.owner("县林草局", "listed"),))
    second = w.statement("由副县长司马亮负责。", label="action", owners=(w.owner("司马亮", "lead"),))
    table = task_table([reading_of(w.raw, statements=(first, second))])
    assert [row.lead_person for row in table.rows] == [None, "司马亮"]
    assert table.rows[1].lead_body is None


def test_what_the_text_does_not_say_is_none_and_what_people_fill_in_is_blank() -> None:
    row = rows()[4]
    assert [row.cell(key) for key in ("lead_person", "lead_body", "supporting", "due", "standard")] == [None] * 5
    assert [row.cell(key) for key in ("progress", "problems", "remark")] == ["", "", ""]
    assert row.state == "未启动"


def test_urgency_without_a_date_is_no_deadline_but_is_told() -> None:
    assert rows()[1].due is None
    assert rows()[1].remark == "原文要求“尽快”，未写日期"


def test_the_origin_names_the_meeting_and_the_place_in_its_text() -> None:
    assert [row.origin for row in rows()][:3] == [
        "第47次常务会 · 要求一",
        "第47次常务会 · 要求一",
        "第47次常务会 · 要求二",
    ]


def test_the_title_is_the_meetings_own_name() -> None:
    assert task_table([anlan()]).title == "安澜市九届人民政府第47次常务会议议定事项责任分解表"


def test_several_meetings_share_a_title_and_are_named_in_lines_of_their_own() -> None:
    table = task_table([anlan(), anlan()])
    assert table.title == "议定事项责任分解表"
    assert len(table.meetings) == 2
    assert table.meetings[0].startswith("安澜市九届人民政府第47次常务会议")
    assert table.emphases[0].heading == "第47次常务会强调："


def test_the_line_under_the_title_says_when_where_and_who_chaired() -> None:
    assert task_table([anlan()]).meetings == (
        "会议时间：2020年3月9日上午　　地点：市政府三楼会议室　　主持人：沈怀远（市委副书记、市长）",
    )


def test_emphases_of_one_item_are_one_paragraph() -> None:
    (emphasis,) = task_table([anlan()]).emphases
    assert emphasis.heading == "会议强调："
    assert emphasis.paragraphs == (
        "一、防汛工作事关人民群众生命财产安全，形势依然严峻。要提高政治站位，统一思想认识。",
    )


def test_broken_lines_and_control_characters_do_not_reach_a_cell() -> None:
    w = Words("要排\x01查\r\n隐患。")
    table = task_table([reading_of(w.raw, statements=(w.statement(w.raw, label="action"),))])
    assert table.rows[0].matter == "要排查隐患。"


def test_a_text_without_a_meeting_still_gives_a_table() -> None:
    w = Words("要排查隐患。")
    table = task_table([reading_of(w.raw, statements=(w.statement(w.raw, label="action"),))])
    assert table.title == "议定事项责任分解表"
    assert table.meetings == ()
    assert table.rows[0].origin == ""


def named(raw: str, **facts: object) -> str:
    w = Words(raw)
    found = {name: w.found(words) if isinstance(words, str) else words for name, words in facts.items()}
    return task_table([reading_of(raw, Meeting(**found))]).title


def test_a_name_over_head_and_opening_is_put_together() -> None:
    raw = "临溪区人民政府常务会议纪要\n11月3日，区长顾清源主持召开第45次常务会议。"
    title = named(raw, title="临溪区人民政府常务会议纪要", body="临溪区人民政府", number="第45次", kind="常务会议")
    assert title == "临溪区人民政府第45次常务会议议定事项责任分解表"


def test_a_headline_loses_its_verb() -> None:
    raw = "清河县人民政府召开2026年第2次常务会议\n"
    title = named(raw, body="清河县人民政府", year_number="2026年", number="第2次", kind="常务会议")
    assert title == "清河县人民政府2026年第2次常务会议议定事项责任分解表"


def test_an_extended_meeting_keeps_its_word() -> None:
    raw = "区政府党组\n传达学习。\n会议为党组会议。"
    assert named(raw, body="区政府党组", kind="党组会议", extended=True) == "区政府党组（扩大）会议议定事项责任分解表"


def test_a_title_stands_in_where_no_organ_was_read() -> None:
    assert named("专题会议纪要\n", title="专题会议纪要") == "专题会议议定事项责任分解表"


def test_a_day_that_the_words_say_already_is_not_said_again() -> None:
    w = Words("要于8月15日前完成，在月底前报送。")
    first = w.statement("要于8月15日前完成，", label="action", deadline=w.deadline("于8月15日前", "2023-08-15"))
    second = w.statement("在月底前报送。", label="action", deadline=w.deadline("在月底前", "2023-08-31"))
    rows_ = task_table([reading_of(w.raw, statements=(first, second))]).rows
    assert [row.due for row in rows_] == ["8月15日前", "月底前（2023年8月31日）"]


def test_a_heading_sentence_is_no_row_unless_it_says_who_or_when() -> None:
    w = Words("加快前期工作。市住建局抓好建设。")
    heading = w.statement("加快前期工作。", label="action", run_in=True)
    work = w.statement("市住建局抓好建设。", label="action", run_in=True, owners=(w.owner("市住建局", "listed"),))
    assert [row.matter for row in task_table([reading_of(w.raw, statements=(heading, work))]).rows] == [
        "市住建局抓好建设。"
    ]


def test_a_row_does_not_repeat_the_number_of_its_paragraph_but_keeps_what_belongs_to_the_sentence() -> None:
    said = (
        "1.市水利局要排查隐患。",
        "（二）市水利局要排查隐患。",
        "10、市水利局要排查隐患。",
        "3.5公里堤防要加固。",
        "一是要排查隐患。",
    )
    w = Words("".join(said))
    statements = tuple(w.statement(words, label="action") for words in said)
    shown = [row.matter for row in task_table([reading_of(w.raw, statements=statements)]).rows]
    assert shown == ["市水利局要排查隐患。"] * 3 + ["3.5公里堤防要加固。", "一是要排查隐患。"]


def matters(raw: str) -> list[tuple[str | None, ...]]:
    rows = task_table([read_text(Text.of(raw))]).rows
    return [(row.matter, row.lead_body, row.supporting, row.due) for row in rows]


def test_a_pasted_sheet_fills_the_columns_and_the_matter_is_the_task_alone() -> None:
    pasted = (
        "序号\t工作任务\t牵头单位\t配合单位\t完成时限\t备注\n"
        "1\t修订防汛预案\t市水利局\t市应急局、市气象局\t4月底前\t续办\n"
        "2\t开放市图书馆分馆\t市文旅局\t\t9月投入使用\t\n"
    )
    assert matters(pasted) == [
        ("修订防汛预案", "市水利局", "市应急局、市气象局", "4月底前"),
        ("开放市图书馆分馆", "市文旅局", None, "9月"),
    ]


def test_a_leader_in_a_column_of_leaders_is_a_person() -> None:
    head, row = "序号\t任务\t牵头领导\t牵头单位\t完成时限\n", "1\t修订预案\t阚泽\t市水利局\t4月底前\n"
    labelled = "市重点工作任务清单\n1.修订预案。（牵头领导：阚泽；牵头单位：市水利局；完成时限：4月底前）\n"
    for text in (head + row, labelled):
        (found,) = task_table([read_text(Text.of(text))]).rows
        assert (found.lead_person, found.lead_body) == ("阚泽", "市水利局")


def test_cells_of_one_line_each_are_no_words_of_the_matter() -> None:
    copied = "序号\n民生实事\n责任单位\n完成时限\n1\n新建图书馆。\n县文旅局\n县代建中心\n10月底前\n"
    assert matters(copied) == [("新建图书馆。", "县文旅局", "县代建中心", "10月底前")]


def test_a_last_bracket_of_duties_is_no_words_of_the_matter_but_any_other_is() -> None:
    text = (
        "关于印发重点工作任务分解表的通知\n一、城建\n"
        "1.新建公园5个（牵头单位：市住建局；配合单位：各县（市、区）政府；完成时限：9月底前）。\n"
        "2.修订办法（试行，期限：一年）。（责任单位：市司法局）\n"
        "3.补齐短板（见附件：责任单位名单）。\n"
    )
    assert [row[0] for row in matters(text)] == [
        "新建公园5个。",
        "修订办法（试行，期限：一年）。",
        "补齐短板（见附件：责任单位名单）。",
    ]


def test_labels_of_duty_behind_the_task_are_no_words_of_the_matter() -> None:
    text = (
        "县重点工作任务清单\n1.新建学校2所。\n牵头单位：县教育局\n完成时限：8月底前\n2.守住底线。责任单位：县金融办\n"
    )
    assert matters(text) == [("新建学校2所。", "县教育局", None, "8月底前"), ("守住底线。", "县金融办", None, None)]


def test_a_line_that_a_page_broke_before_a_body_stays_whole() -> None:
    w = Words("校舍隐患由\n市教育局牵头排查。")
    statement = w.statement(w.raw, label="action")
    statement = replace(statement, owners=(w.owner("市教育局", "lead"),))
    assert task_words(statement) == w.raw
