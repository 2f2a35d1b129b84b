"""Tests of ``publication``."""

from __future__ import annotations

import pytest

from jiyao.laid import Layout
from jiyao.layout import lay_out
from jiyao.parts import parts
from jiyao.rules import publication
from jiyao.text import View

BODY = "5月9日，县长温如海主持召开县政府第3次常务会议。\n会议强调，要排查隐患。\n"


def laid_out(text: str) -> tuple[View, Layout]:
    view = View(text)
    return view, lay_out(view, parts(view)[0])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (BODY + "（来源：清河县政府办公室信息中心）", "清河县政府办公室信息中心"),
        ("发布时间：2026-01-21 来源：清河县人民政府办公室 浏览次数：120\n" + BODY, "清河县人民政府办公室"),
        (BODY + "信息来源：清河县人民政府　作者：", "清河县人民政府"),
        (BODY + "清河县人民政府办公室　　2025年11月6日印发", "清河县人民政府办公室"),
    ],
)
def test_the_source_line_or_the_imprint_names_the_publisher(text: str, who: str) -> None:
    found = publication.publisher(*laid_out(text))
    assert found is not None
    assert found.text == who


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("发布时间：2026-01-21 来源：清河县人民政府办公室\n" + BODY, "2026-01-21"),
        ("时间：2026-01-21 19:35　大　中　小　来源：清河新闻网\n" + BODY, "2026-01-21"),
        (BODY + "清河县人民政府办公室2025年11月6日印发", "2025-11-06"),
    ],
)
def test_the_day_of_publication_is_no_day_of_the_meeting(text: str, day: str) -> None:
    found = publication.published_on(*laid_out(text))
    assert found is not None
    assert found.value == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("清府会议纪要〔2025〕2 号\n" + BODY, "清府会议纪要〔2025〕2 号"),
        ("县人民政府常务会议纪要\n第 12 期\n" + BODY, "第 12 期"),
    ],
)
def test_the_number_of_the_minutes_stands_in_the_title_block(text: str, number: str) -> None:
    found = publication.minutes_number(*laid_out(text))
    assert found is not None
    assert found.text == number


def test_a_number_that_the_body_cites_is_left_alone() -> None:
    assert publication.minutes_number(*laid_out(BODY + "会议要求，落实清政发〔2024〕8号文件。\n")) is None


def test_reporters_and_editors_publish_nothing() -> None:
    assert publication.publisher(*laid_out(BODY + "（记者 余音）\n编辑：贺晓\n")) is None
