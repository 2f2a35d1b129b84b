"""Spellings of one name are equal, names of two bodies are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.bodies.names import Naming

ANLAN = Naming("安澜市")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安澜市教育局", "市教育局"),
        ("市教育局", "教育局"),
        ("安澜教育局", "市教育局"),
        ("安澜市 教育局", "市教育局"),
        ("市人力资源和社会保障局", "人力资源社会保障局"),
        ("市卫生健康委员会", "市卫生健康委"),
        ("中共安澜市委组织部", "市委组织部"),
        ("安澜市人民政府办公室", "市政府办公室"),
        ("市政府办公室", "市政府办"),
        ("市民政局", "民政局"),
        ("市市场监督管理局", "市场监督管理局"),
        ("云溪镇人民政府", "云溪镇"),
        ("城关街道办事处", "城关街道"),
        ("安澜经济开发区管理委员会", "安澜经济开发区管委会"),
        ("市发展和改革局(市粮食局)", "市发展和改革局（市粮食局）"),
        ("市１２３热线办公室", "市123热线办"),
        ("市残疾人联合会", "安澜市残疾人联合会"),
    ],
)
def test_two_spellings_of_one_name_are_one_name(one: str, other: str) -> None:
    assert ANLAN.key(one) == ANLAN.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市教育局", "县教育局"),
        ("市教育局", "州教育局"),
        ("市委办公室", "市政府办公室"),
        ("市委组织部", "组织部"),
        ("市委政法委员会", "市委"),
        ("市场监督管理局", "监督管理局"),
        ("市政管理处", "政管理处"),
        ("云溪镇", "溪镇"),
        ("安澜镇人民政府", "镇人民政府"),
    ],
)
def test_names_of_two_bodies_stay_two(one: str, other: str) -> None:
    assert ANLAN.key(one) != ANLAN.key(other)


def test_a_county_shortens_with_its_own_level() -> None:
    county = Naming("临溪县")
    assert county.key("临溪县教育局") == county.key("县教育局") == county.key("教育局")
    assert county.key("市教育局") != county.key("教育局")


def test_without_a_place_any_level_is_cut() -> None:
    assert Naming().key("区教育局") == Naming().key("县教育局") == Naming().key("教育局")


def test_the_short_name_is_proposed_from_the_full_one() -> None:
    assert ANLAN.short("安澜市教育局") == "市教育局"
    assert ANLAN.short("中共安澜市委宣传部") == "市委宣传部"
    assert ANLAN.short("云溪镇人民政府") == "云溪镇人民政府"


@given(st.text(max_size=30))
def test_any_text_has_a_key_that_is_its_own_key(name: str) -> None:
    key = ANLAN.key(name)
    assert len(key) <= 4 * len(name)
