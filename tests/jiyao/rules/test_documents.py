"""Tests of ``documents``."""

from __future__ import annotations

import pytest

from jiyao.rules import documents
from reading_checks import check_leaves, check_linear, check_reads


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        ("审议《安澜市供水办法》。", "《安澜市供水办法》", "安澜市供水办法"),
        ("审议《安澜市供水办法（送审稿）》。", "《安澜市供水办法（送审稿）》", "安澜市供水办法（送审稿）"),
        ("审议《安澜市供水办法》（送审稿）。", "《安澜市供水办法》（送审稿）", "安澜市供水办法"),
        (
            "审议《关于印发《安澜市供水办法》的通知》。",
            "《关于印发《安澜市供水办法》的通知》",
            "关于印发《安澜市供水办法》的通知",
        ),
        (
            "审议《关于印发〈安澜市供水办法〉的通知》。",
            "《关于印发《安澜市供水办法》的通知》",
            "关于印发《安澜市供水办法》的通知",
        ),
    ],
)
def test_a_document_is_read_with_its_state_and_what_it_quotes(text: str, words: str, title: str) -> None:
    check_reads(documents, text, [(words, title)])


@pytest.mark.parametrize("text", ["审议《安澜市供水办法。", "审议供水办法。", "《上半段\n下半段》"])
def test_marks_that_do_not_close_are_left_alone(text: str) -> None:
    check_leaves(documents, text)


@pytest.mark.parametrize("unit", ["《", "》", "《《", "《甲", "《甲》（"])
def test_hostile_repeats_cost_their_length(unit: str) -> None:
    check_linear(documents, unit)
