"""Where a paragraph is cut, and which pieces are run-in headings."""

from __future__ import annotations

import pytest

from jiyao.splitting import is_run_in, pieces


def cut(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲要办。乙要办；丙也要办！", ["甲要办。", "乙要办；", "丙也要办！"]),
        ("要抓好三件事：一是修路，二是架桥，三是通水。", ["要抓好三件事：", "一是修路，", "二是架桥，", "三是通水。"]),
        ("一要稳增长；二要保民生。", ["一要稳增长；", "二要保民生。"]),
        (
            "（一）摸清底数。各村要逐户登记。（二）分类施策。",
            ["（一）摸清底数。", "各村要逐户登记。", "（二）分类施策。"],
        ),
        ("会议议定：1.修路。2、架桥。", ["会议议定：", "1.修路。", "2、架桥。"]),
        ("落实“一岗双责；党政同责”要求。", ["落实“一岗双责；党政同责”要求。"]),
        ("审议《甲办法；乙办法》。", ["审议《甲办法；乙办法》。"]),
        ("他说：“要办好。”会后抓落实。", ["他说：“要办好。”会后抓落实。"]),
        (
            "每月报送进展。（责任单位：县水利局；配合单位：县财政局）",
            ["每月报送进展。（责任单位：县水利局；配合单位：县财政局）"],
        ),
        (
            "推行一网通办。〔责任单位：县政务局。各乡镇配合，下同。〕提速。",
            ["推行一网通办。〔责任单位：县政务局。各乡镇配合，下同。〕", "提速。"],
        ),
        ("每月报送进展。（此前已报两次）", ["每月报送进展。", "（此前已报两次）"]),
        (
            "新建公园5个（牵头单位：市住建局；配合单位：各县（市、区）政府；完成时限：9月底前）。修路。",
            ["新建公园5个（牵头单位：市住建局；配合单位：各县（市、区）政府；完成时限：9月底前）。", "修路。"],
        ),
        ("增长1.5个百分点，新建1、2号桥。", ["增长1.5个百分点，新建1、2号桥。"]),
        ("有的问题一是一、二是二。", ["有的问题一是一、", "二是二。"]),
        ("没有标点", ["没有标点"]),
        ("", []),
    ],
)
def test_a_paragraph_is_cut_by_the_conventions_of_the_contract(text: str, expected: list[str]) -> None:
    assert cut(text) == expected
    assert "".join(cut(text)) == text


def test_an_unclosed_quotation_hides_no_full_stop() -> None:
    assert cut("落实“三个到位。会后抓紧办。") == ["落实“三个到位。", "会后抓紧办。"]


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("（二）压实责任。", "各乡镇要签订责任书。"),
        ("（一）摸清底数。", "1.逐户登记。"),
        ("2.应急物资储备。", "市级储备编织袋不少于30万条。"),
        ("加快前期工作。", "由县住建局负责办理。"),
        ("3.强化保障", None),
        ("1.明确任务，压实责任。", "各牵头单位要建立清单。"),
        ("一是要提高认识，统一思想。", "各乡镇要签订责任书。"),
    ],
)
def test_a_short_heading_with_its_matter_behind_it_is_run_in(text: str, following: str | None) -> None:
    assert is_run_in(text, following=following, opens_paragraph=True)


@pytest.mark.parametrize(
    ("text", "following", "opens"),
    [
        ("（二）压实责任。", None, True),  # nothing behind it
        ("1.加强监管。", "2.严格执法。", True),  # an item of a list
        ("一是加强监管。", "二是严格执法。", True),
        ("供水是民生大事。", "各乡镇要保障水源。", True),  # says something of its own
        ("加强监管。", "各乡镇要保障水源。", False),  # not at the start of its paragraph
        ("形势总体平稳。", "要加强监测。", True),  # no instruction
        ("（一）县水利局要加强监测。", "县财政局要保障经费。", True),
        ("（一）原则同意该方案。", "由县水利局组织实施。", True),
        ("1.县水利局牵头，县财政局配合。", "县水利局要摸清底数。", True),
        ("提高认识，压实责任。", "各乡镇要签订责任书。", True),  # two phrases, no number
        ("一是要加快进度，严把质量。", "二是要强化督导。", True),
    ],
)
def test_a_sentence_of_its_own_is_not_run_in(text: str, following: str | None, opens: bool) -> None:
    assert not is_run_in(text, following=following, opens_paragraph=opens)


def test_behind_a_number_that_was_dropped_two_phrases_are_run_in() -> None:
    following = "各乡镇要签订责任书。"
    assert is_run_in("提高认识，压实责任。", following, opens_paragraph=True, numbered=True)
    assert not is_run_in("提高认识，压实责任。", following, opens_paragraph=False, numbered=True)
