"""A cheap sign that is asked before a costly pattern has to stand wherever the pattern matches, and one scan finds what searching each word finds."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from re import _parser
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jiyao import labels, signs, unread
from jiyao.literals import Cues
from jiyao.text import Text, _translated, _translation

GATES = {
    "procedure": (signs._PROCEDURE, lambda text: len(text) >= 160 or signs.is_procedure(text)),
    "foot": (signs._FOOT_WITHIN, signs.is_foot),
    "attendance": (signs._ATTENDANCE, signs._ATTENDS.search),
    "list of those present": (signs._LIST_OF_PRESENT, signs._ATTENDS.search),
    "speaker": (signs._SPEAKER_HEADING, lambda text: signs._SAYS.search(text, 0, signs._LONGEST_SPEAKER)),
    "turn": (signs._TURN, lambda text: signs.may_turn(text, 0, len(text))),
    "what is unread": (unread._WORD, unread._CUE.search),
    "must": (labels._MUST, labels._TELLING.search),
    "norm": (labels._NORM, labels._TELLING.search),
    "ought": (labels._OUGHT, labels._TELLING.search),
    "statement of fact": (labels._STATES, lambda text: labels._TELLING.search(text) and labels._MAY_STATE.search(text)),
}


@pytest.mark.parametrize("name", GATES)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_gate_holds_back_what_its_pattern_matches(name: str, data: st.DataObject) -> None:
    pattern, gate = GATES[name]
    text = data.draw(st.from_regex(pattern.pattern))
    match = pattern.search(text)
    assume(match)
    assert gate(text[match.start() :])


STARTS = {
    "foot": (signs.FOOT, signs._FOOT_STARTS | frozenset(string.digits)),
    "heading of a list": (signs.LIST_HEADING, signs.LIST_HEADING_STARTS),
    "heading": (signs._MEETING_HEADING, signs._MEETING_STARTS),
    "elided heading": (signs._ELIDED_HEADING, signs._ELIDED_STARTS),
    "label of duty": (signs._DUTY_LABEL, signs._DUTY_STARTS),
}


@pytest.mark.parametrize("name", STARTS)
def test_every_first_character_of_a_pattern_is_let_through(name: str) -> None:
    pattern, starts = STARTS[name]
    assert firsts(_parser.parse(pattern.pattern)) <= starts


def firsts(sequence: Iterable[tuple[Any, Any]]) -> set[str]:
    """The characters that a match of a parsed pattern may begin with; digits in ASCII only."""
    found: set[str] = set()
    for op, argument in sequence:
        name = str(op)
        if name in {"AT", "ASSERT", "ASSERT_NOT"}:
            continue
        if name == "LITERAL":
            return found | {chr(argument)}
        if name == "IN":
            return found.union(*map(members, argument))
        if name == "BRANCH":
            return found.union(*map(firsts, argument[1]))
        if name == "SUBPATTERN":
            inner, optional = argument[3], False
        else:
            assert name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}, f"{name} leads a pattern"
            inner, optional = argument[2], argument[0] == 0
        found |= firsts(inner)
        if not optional:
            return found
    return found


def members(item: tuple[Any, Any]) -> set[str]:
    op, argument = str(item[0]), item[1]
    if op == "RANGE":
        return set(map(chr, range(argument[0], argument[1] + 1)))
    return {chr(argument)} if op == "LITERAL" else set(string.digits)


@given(st.text("不少于同意要。牵头负责成", max_size=60))
def test_one_scan_finds_every_place_of_every_word(raw: str) -> None:
    cues = Cues("同意", "要", "不少于", "负责", "责成", "。")
    view = Text.of(raw).view
    assert cues.places(view) == [(m.start(), word) for word in cues.words for m in re.finditer(re.escape(word), view.s)]


@given(st.text(st.sampled_from([*_translation()[1], *"会议要求，。\n"]), max_size=80))
def test_few_and_many_foreign_characters_are_translated_alike(raw: str) -> None:
    table = _translation()[1]
    assert _translated(raw) == "".join(table.get(char, char) for char in raw)
