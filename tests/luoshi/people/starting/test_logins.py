"""Logins that can be said on the telephone."""

from __future__ import annotations

import pytest

from luoshi.people.starting.logins import initials, login_for


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("市教育局", "jyj"),
        ("市发展改革局", "fzggj"),
        ("云溪镇", "yxz"),
        ("县委办", "wb"),
        ("12345热线", "12345rx"),
        ("市场监管局", "cjgj"),
        ("啊芭擦搭蛾发噶哈", "abcdefgh"),
        ("击喀垃妈拿哦啪期", "jklmnopq"),
        ("然撒塌挖昔压匝座", "rstwxyzz"),
    ],
)
def test_a_login_is_the_initials_of_the_short_name(name: str, login: str) -> None:
    assert initials(name) == login


def test_a_login_that_is_taken_gets_a_number() -> None:
    assert login_for("市教育局", {"jyj", "jyj2"}) == "jyj3"


def test_a_name_without_initials_is_numbered() -> None:
    assert login_for("犇犇", ()) == "dw"
