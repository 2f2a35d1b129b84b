"""What holds for any text: spans are true, reading returns, and time grows with length."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiyao import read

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
PIECES = sorted(
    {line.strip() for path in CASES for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
)

GAPS = st.sampled_from([" ", "\u3000", "\t", "\r\n", "\n", "\u200b", "\x07", "\ufeff"])
WIDTHS = str.maketrans("，；：（）0123456789", ",;:()０１２３４５６７８９")
LENIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def found(thing: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every (text, span) of a reading, however deep."""
    if isinstance(thing, dict):
        if "text" in thing and "span" in thing:
            yield thing["text"], tuple(thing["span"])
        for value in thing.values():
            yield from found(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from found(value)


def check(raw: str) -> None:
    """Read it, and every word of the reading stands where the reading says."""
    for reading in read(raw):
        shown = reading.as_dict()
        assert shown["source"]["length"] == len(raw)
        for text, (start, end) in found(shown):
            assert raw[start:end] == text
        spans = [statement.span for statement in reading.statements]
        assert all(a.end <= b.start for a, b in pairwise(spans)), "statements overlap"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_spans_are_true_in_every_case(path: Path) -> None:
    check(path.read_bytes().decode("utf-8"))


@LENIENT
@given(data=st.data(), path=st.sampled_from(CASES))
def test_spans_stay_true_when_gaps_are_strewn_in(data: st.DataObject, path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    for at in sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=12)), reverse=True):
        raw = raw[:at] + data.draw(GAPS) + raw[at:]
    check(raw)


@LENIENT
@given(data=st.data(), path=st.sampled_from(CASES))
def test_spans_stay_true_when_stretches_are_lost_or_doubled(data: st.DataObject, path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 5))):
        start, length = data.draw(st.integers(0, len(raw))), data.draw(st.integers(1, 60))
        kept = raw[start : start + length] * data.draw(st.sampled_from([0, 2]))
        raw = raw[:start] + kept + raw[start + length :]
    check(raw)


@LENIENT
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["\n", "\r\n", "", "\r"]))
def test_paragraphs_in_any_order_are_read(paragraphs: list[str], ends: str) -> None:
    check(ends.join(paragraphs))


@LENIENT
@given(st.text(max_size=400))
def test_any_characters_are_read(raw: str) -> None:
    check(raw)


@LENIENT
@given(
    st.text(alphabet="要会议，。；：、《》“”（）一二是.1强调指出由局牵头负责年月日前底\n 通过同意研究", max_size=300)
)
def test_any_mixture_of_cues_is_read(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_width_of_punctuation_and_digits_changes_no_statement(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    wide = raw.translate(WIDTHS)
    for one, other in zip(read(raw), read(wide), strict=True):
        assert [(s.span, s.label, s.heading, s.ordinal) for s in one.statements] == [
            (s.span, s.label, s.heading, s.ordinal) for s in other.statements
        ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_another_paragraph_behind_the_end_leaves_the_statements_before_it_as_they_are(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    longer = raw.rstrip() + "\n会议还研究了其他事项。\n"
    for one, other in zip(read(raw), read(longer), strict=True):
        assert [(s.text, s.label) for s in one.statements] == [(s.text, s.label) for s in other.statements]


REPEATS = [
    "要", "会议", "会议强调", "会议要求，", "一是", "（一）", "1.", "一、", "《", "“", "（", "《“（", "、", "，", "；", "。", "\n", " ", "落实", "牵头", "由市", "由县水利局", "县水利局、",
    "各部门", "同意", "原则同意《", "通过", "4月", "4月底前", "每月", "2024年3月5日", "日前", "100个", "百分之", "副市长", "副市长甲、", "张三丰", "列席", "出席：", "主持召开", "切实", "深入", "以人民", "在工作中", "是", "了",
    "王·", "第一议题：", "市政府", "市人民政府第", "常务会议", "来源：", "汇报", "听取", "研究", "审议《", "报市政府审定", "（牵头单位：", "责任单位：市", "不少于", "元", "《》", "“”", "（）", "1,0", "的", "a", "与会人员", "会上，部署", "在讲话中", "甲情况、", "讲话强调，", "各单位：", "牵头单位：甲局\n", "，会议强调，", "书记甲、", "会前，", "市长于", "要求各部门", "修改完善，", "审核后印发", "分片包抓", "汇报强调，", "会议在学习", "市第三医院迁", "关于甲情况、", "（市教育局、", "，及甲关于", "各甲企业", "自甲后", "把甲、", "“甲、", "全年实施", "（牵头", "（牵头一）、", "关于主持召开", "\x00", "\U0001f600",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATS)
def test_a_piece_repeated_costs_no_more_than_its_length(piece: str) -> None:
    """Eight times as long takes at most some twenty times as long: a quadratic pattern would take sixty-four times."""
    short, long = (_seconds((piece * (size // len(piece) + 1))[:size]) for size in (6_000, 48_000))
    assert long < 20 * max(short, 0.01), f"{piece!r}: {short:.3f} s, then {long:.3f} s"


_CONVENED = "2026年3月9日上午，市长沈怀远主持召开市政府第4次常务会议。\n"
UNDER_TOPICS = {
    "papers listed first": "会议审议了《甲地供热保障条例》《乙地公园绿化管理办法》。\n会议强调，",
    "reports named in one sentence": "会议听取了市水务局关于甲地供热保障的汇报、市园林局关于乙地公园绿化的汇报。会议要求，",
    "the same without a heading": "会议听取了市水务局关于甲地供热保障的汇报、市园林局关于乙地公园绿化的汇报。",
}
BELOW = [
    "要抓好供热管网改造。要修建公园绿化步道。",
    "一是抓好供热；二要修建步道；（三）压实责任。",
    "牵头单位：市水务局；",
    "要修改完善办法。",
]


@pytest.mark.parametrize("piece", BELOW)
@pytest.mark.parametrize("topics", UNDER_TOPICS)
def test_a_long_paragraph_below_several_topics_costs_no_more_than_its_length(topics: str, piece: str) -> None:
    """Each sentence asks which topic it belongs to; the paragraph is compared with the topics once."""
    head = _CONVENED + UNDER_TOPICS[topics]
    short, long = (_seconds(head + piece * (size // len(piece))) for size in (4_000, 32_000))
    assert long < 20 * max(short, 0.02), f"{short:.3f} s, then {long:.3f} s"


def _seconds(raw: str) -> float:
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        read(raw)
        best = min(best, time.process_time() - begun)
    return best
