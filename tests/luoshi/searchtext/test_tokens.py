"""Folding and cutting: any text is a query, and every piece of a document asks for what the document has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.searchtext.tokens import LONGEST_QUERY, Words, bigrams, folded

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("煤矿安全、，。 \n12３ＡbX\"'*:&|!()\0\u0301é")), max_size=60)


def finds(query: str, document: str) -> bool:
    """What either index does, said plainly."""
    words, has = Words.of(query), bigrams(document).split(" ")
    indexed = all(
        any(token.startswith(wanted) for token in has) if begins else wanted in has for wanted, begins in words.wanted()
    )
    checked = all(word in folded(document) for word in words.words)
    assert indexed or not checked, "the index loses what the text has"
    return bool(words) and indexed and checked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("煤矿安全", "煤矿 矿安 安全 全"),
        ("煤", "煤"),
        ("ＡＢ１", "ab b1 1"),
        ("12 3", "12 2 3"),
        ("煤\n矿", "煤矿 矿"),
        ("、。", ""),
        ("", ""),
    ],
)
def test_a_text_is_cut_into_pairs_and_the_end_of_each_run(text: str, expected: str) -> None:
    assert bigrams(text) == expected


@pytest.mark.parametrize(
    ("query", "document", "expected"),
    [
        ("煤矿", "切实加强煤矿安全生产", True),
        ("矿", "小煤矿", True),
        ("煤", "小煤矿", True),
        ("矿煤", "小煤矿", False),
        ("煤矿 教育", "教育厅查煤矿", True),
        ("煤矿 教育", "煤矿安全", False),
        ("两不愁三保障", "紧盯“两不愁、三保障”目标", True),
        ("两不愁、三保障", "两不愁三保障", True),
        ("第47次", "第４７次常务会议", True),
        ("GDP", "ｇｄｐ增长", True),
        ("123", "12 3", False),
        ("12", "2026年12月", True),
        ("covid", "COVID-19", True),
        ("19", "COVID-19", True),
        ("", "煤矿", False),
        ("、", "煤、矿", False),
    ],
)
def test_a_query_finds_what_it_should(query: str, document: str, *, expected: bool) -> None:
    assert finds(query, document) is expected


@given(TEXT, st.data())
def test_every_piece_of_a_document_finds_it(document: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document)))
    piece = document[start : data.draw(st.integers(start, len(document)))]
    assert finds(piece, document) == bool(folded(piece))


@given(st.text(max_size=400))
def test_any_text_is_a_query_of_bounded_length_without_signs(text: str) -> None:
    words = Words.of(text)
    assert sum(map(len, words.words)) <= LONGEST_QUERY
    for token, begins in words.wanted():
        assert 1 <= len(token) <= 2
        assert begins is (len(token) == 1)
        assert not set(token) & set(" \0'\"*:&|!()\\")


@given(TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
