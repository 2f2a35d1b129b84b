"""What the first page says of a text."""

from __future__ import annotations

from build_reading import Words, anlan, reading_of
from luoshi.documents.page import SHOWN, page_of


def test_the_title_says_how_many_matters_there_are_and_how_many_name_who() -> None:
    assert page_of(anlan()).title == "议定事项 5 件，2 件写明责任单位"


def test_a_text_that_names_nobody_says_so() -> None:
    w = Words("要排查隐患。")
    text = reading_of(w.raw, statements=(w.statement(w.raw, label="action"),))
    assert page_of(text).title == "议定事项 1 件，均未写明责任单位"
    assert page_of(text).summary[0] == "均未写明时限"


def test_a_text_without_matters_says_so() -> None:
    assert page_of(reading_of("今天天气很好。")).title == "没有读到可以列入分解表的事项"


def test_views_and_attitudes_are_folded_and_matters_are_numbered_as_in_the_table() -> None:
    page = page_of(anlan())
    groups = {group.name: group for group in page.meetings[0].groups}
    assert [entry.label for entry in groups["强调一"].folded] == ["形势", "态度"]
    assert [entry.number for entry in groups["要求一"].shown] == [1, 2]
    assert [row.number for _, row in page.rows] == [1, 2, 3, 4, 5]


def test_a_row_of_the_table_leads_to_its_statement() -> None:
    page = page_of(anlan())
    entries = [entry for group in page.meetings[0].groups for entry in group.shown]
    assert [key for key, _ in page.rows] == [entry.key for entry in entries]
    assert entries[0].words == page.table.rows[0].matter


def test_every_fact_with_a_key_has_its_words_in_the_source() -> None:
    page = page_of(anlan())
    words: dict[str, str] = {}
    for line in page.lines:
        for piece in line.pieces:
            for key in piece.keys.split():
                words[key] = words.get(key, "") + piece.words
    facts = [fact for group in page.meetings[0].groups for entry in group.shown for fact in entry.facts if fact.key]
    assert len(facts) == 10
    assert all(words[fact.key] == fact.words for fact in facts)


def test_what_a_matter_lacks_is_said_beside_it() -> None:
    (group,) = (group for group in page_of(anlan()).meetings[0].groups if group.name == "要求四")
    assert [fact.words for fact in group.shown[0].facts] == ["责任单位未明确", "时限未明确"]


def test_of_a_very_long_text_the_page_shows_the_beginning_and_counts_everything() -> None:
    before, filler = "要排查甲。\n", "会" * SHOWN + "\n"
    w = Words(before + filler + "要排查乙。")
    statements = tuple(w.statement(words, label="action") for words in ("要排查甲。", "要排查乙。"))
    page = page_of(reading_of(w.raw, statements=statements))
    assert page.cut
    assert page.title.startswith("议定事项 2 件")
    assert [row.matter for _, row in page.rows] == ["要排查甲。"]
    assert sum(len(piece.words) for line in page.lines for piece in line.pieces) < SHOWN
    assert len(page.table.rows) == 2
    assert not page_of(anlan()).cut
