"""A duty, a date or a person that no finding covers is reported, and nothing else is."""

from __future__ import annotations

from jiyao import read

HEAD = "2024年3月5日，县长文澜主持召开县政府第3次常务会议。\n"


def unread(text: str) -> list[tuple[str, object]]:
    (reading,) = read(HEAD + text)
    return [(found.text, found.value) for found in reading.unread]


def test_a_word_of_duty_without_a_doer_found_is_unread() -> None:
    assert unread("会议强调，要提高站位，扎实抓好各项工作落实。") == [("扎实抓好各项工作落实", "落实")]


def test_a_duty_is_unread_whatever_label_its_statement_has() -> None:
    assert unread("会议指出，三年来全面落实了各项政策，成效明显。") == [("三年来全面落实了各项政策", "落实")]


def test_a_doer_elsewhere_in_the_sentence_does_not_make_a_duty_read() -> None:
    assert unread("会议要求，县水利局要加快建设，责任落实到人。") == [("责任落实到人", "落实")]


def test_a_duty_whose_doer_was_found_is_read() -> None:
    assert unread("会议要求，由县水利局牵头，县财政局配合，编制方案。") == []


def test_a_deadline_is_read_and_another_date_is_not() -> None:
    assert unread("会议要求，5月底前完成编制。") == []
    assert unread("会议指出，2019年以来投诉逐年下降。") == [("2019年以来投诉逐年下降", "2019年")]


def test_a_topic_sentence_claims_its_own_words_of_duty() -> None:
    assert unread("会议传达学习了全省供水工作会议精神，研究我县贯彻落实意见。") == []


def test_the_head_and_the_imprint_are_not_unread() -> None:
    assert unread("会议还研究了其他事项。\n（来源：县政府办公室）") == []


def test_the_span_of_what_is_unread_is_true() -> None:
    text = HEAD + "会议强调，要 扎实抓好各项工作落 实。"
    (reading,) = read(text)
    (found,) = reading.unread
    assert text[found.span.start : found.span.end] == found.text == "要 扎实抓好各项工作落 实"
