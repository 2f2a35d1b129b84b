"""The source cut into pieces says the same words as before, and says where they stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiyao.text import Place, Span, Text
from luoshi.documents.marking import Line, Mark, marked_lines, with_places

TEXTS = st.text(alphabet="会议𠮷要求。，\r\n \u2028x", max_size=40)


def marks_in(raw: str, ends: list[tuple[int, int]]) -> list[Mark]:
    size = len(raw)
    spans = [Span(min(a, b) % (size + 1), max(a, b) % (size + 1)) for a, b in ends]
    return [Mark(f"f{n}", span, "owner") for n, span in enumerate(spans) if span.start < span.end]


def shown(lines: list[Line]) -> list[str]:
    return ["".join(piece.words for piece in line.pieces) for line in lines]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_every_piece_stands_where_it_says_and_line_ends_are_all_that_is_missing(
    raw: str, ends: list[tuple[int, int]]
) -> None:
    lines = list(marked_lines(raw, marks_in(raw, ends)))
    for line in lines:
        at = line.start
        for piece in line.pieces:
            assert piece.start == at
            assert raw[at : at + len(piece.words)] == piece.words
            at += len(piece.words)
    assert "".join(shown(lines)) == "".join(char for char in raw if char not in "\r\n\u2028")


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_a_mark_lights_up_exactly_its_words(raw: str, ends: list[tuple[int, int]]) -> None:
    marks = marks_in(raw, ends)
    lines = list(marked_lines(raw, marks))
    for mark in marks:
        lit = [
            at
            for line in lines
            for p in line.pieces
            if mark.key in p.keys.split()
            for at in range(p.start, p.start + len(p.words))
        ]
        assert lit == [at for at in range(*mark.span) if raw[at] not in "\r\n\u2028"]


def test_windows_line_ends_make_one_line_each() -> None:
    assert shown(list(marked_lines("甲\r\n乙\r\n\r\n丙", []))) == ["甲", "乙", "", "丙"]


def test_characters_beyond_the_first_plane_count_one() -> None:
    lines = list(marked_lines("𠮷𠮷\n要求", [Mark("f1", Span(3, 5), "owner")]))
    assert lines[1].start == 3
    assert lines[1].pieces[0].keys == "f1"


def test_a_statement_begins_once_though_it_is_cut_by_its_findings() -> None:
    marks = [Mark("s1", Span(0, 6), "statement action"), Mark("f1", Span(2, 4), "owner")]
    (line,) = marked_lines("要求甲局落实", marks)
    assert [(p.words, p.first, p.kinds) for p in line.pieces] == [
        ("要求", True, "statement action"),
        ("甲局", False, "statement action owner"),
        ("落实", False, "statement action"),
    ]
    assert {p.statement for p in line.pieces} == {"s1"}


def test_a_line_says_its_page_or_its_row_once_where_it_changes() -> None:
    places = (Place(0, "第1页"), Place(6, "第2页"), Place(9, "第2页 表1 第2行 任务"), Place(11, "第2页 表1 第2行 时限"))
    text = Text("会议\n要求\n抓好\n修订预案\n", places=places)
    lines = list(with_places(marked_lines(text.raw, []), text))
    assert [line.place for line in lines] == ["第1页", "", "第2页", "第2页 表1 第2行", ""]
    assert shown(lines) == ["会议", "要求", "抓好", "修订预案", ""]


def test_a_text_that_knows_no_place_says_none() -> None:
    text = Text("会议\n要求")
    assert all(not line.place for line in with_places(marked_lines(text.raw, []), text))
