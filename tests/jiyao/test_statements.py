"""What becomes of the findings inside a statement."""

from __future__ import annotations

from jiyao import read
from jiyao.reading import Statement

OPENING = "2024年3月5日，县长文澜主持召开县政府第3次常务会议。\n"


def statement(text: str) -> Statement:
    (reading,) = read(OPENING + text)
    (only,) = reading.statements
    return only


def test_what_is_merely_stated_has_no_doer_no_day_and_nothing_to_reach() -> None:
    stated = statement("会议指出，今年以来县水利局完成了管网改造30公里，年底前的任务已经过半。")
    assert stated.label == "assessment"
    assert (stated.owners, stated.deadline, stated.targets, stated.urgency) == ((), None, (), None)


def test_a_task_keeps_its_doer_its_day_and_its_measure() -> None:
    told = statement("会议要求，由县水利局牵头，县财政局配合，5月底前新建水厂3座。")
    assert [(owner.text, owner.role) for owner in told.owners] == [("县水利局", "lead"), ("县财政局", "support")]
    assert told.deadline is not None
    assert told.deadline.value == "2024-05-31"
    assert [(target.quantity, target.unit) for target in told.targets] == [(3, "座")]


def test_a_doer_whom_two_rules_read_is_shown_once() -> None:
    told = statement("会议要求，县水利局要牵头编制方案。")
    assert [(owner.text, owner.role) for owner in told.owners] == [("县水利局", "lead")]


def test_a_date_comes_before_a_rhythm_and_the_other_is_its_rival() -> None:
    told = statement("会议要求，县水利局要每月报送进展，5月底前完成改造。")
    assert told.deadline is not None
    assert told.deadline.when["kind"] == "before"
    assert [rival.text for rival in told.deadline.rivals] == ["每月"]


def test_a_topic_sentence_that_decides_is_an_outcome() -> None:
    decided = statement("会议审议通过了《供水管理办法》。")
    assert decided.label == "outcome"
    assert [document.text for document in decided.documents] == ["《供水管理办法》"]


def test_the_text_keeps_its_stop_and_enumerator_and_drops_the_heading() -> None:
    (reading,) = read(OPENING + "会议强调，一要修路；（二）架桥。会议要求：1.通水。")
    assert [s.text for s in reading.statements] == ["一要修路；", "（二）架桥。", "1.通水。"]
    assert [s.heading for s in reading.statements] == ["stress", "stress", "require"]


def test_a_speaker_head_is_a_heading_too() -> None:
    told = statement("文澜强调，要加快管网改造。")
    assert (told.heading, told.text) == ("stress", "要加快管网改造。")


def test_a_run_in_heading_is_a_statement_of_its_own() -> None:
    (reading,) = read(OPENING + "会议要求：\n（一）压实责任。各乡镇要签订责任书。")
    assert [(s.text, s.run_in) for s in reading.statements] == [
        ("（一）压实责任。", True),
        ("各乡镇要签订责任书。", False),
    ]
