"""The living page shows every component there is."""

from __future__ import annotations

from pathlib import Path

from django.test import Client

import luoshi.ui

TEMPLATES = Path(luoshi.ui.__file__).parent / "templates" / "ui"
STYLES = Path(luoshi.ui.__file__).parent / "static" / "luoshi"


def test_every_component_stands_on_the_living_page() -> None:
    living = (TEMPLATES / "living.html").read_text(encoding="utf-8")
    for component in (TEMPLATES / "components").glob("*.html"):
        if component.name != "errors.html":  # part of field.html
            assert f'"ui/components/{component.name}"' in living, component.name


def test_the_living_page_opens() -> None:
    response = Client().get("/ui/")
    assert response.status_code == 200
    page = response.content.decode()
    for words in ("逾期 3 天", "超过 10 MB 的上限", "责任单位未明确", "还没有督办事项", "撤回这件交办？"):
        assert words in page


def test_a_style_for_the_keyboard_is_shown_and_is_that_of_the_browser_s_focus() -> None:
    living = (TEMPLATES / "living.html").read_text(encoding="utf-8")
    base = (STYLES / "base.css").read_text(encoding="utf-8")
    assert 'class="button primary focused"' in living
    assert ":focus-visible,\n.focused {" in base


def test_htmx_is_told_to_keep_nothing_and_to_evaluate_nothing() -> None:
    page = Client().get("/ui/").content.decode()
    assert (
        """content='{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0,"attributesToSettle":["class","width","height"]}'"""
        in page
    )


def test_the_licence_of_what_is_vendored_lies_beside_it() -> None:
    vendor = Path(luoshi.ui.__file__).parent / "static" / "vendor"
    assert (vendor / "htmx.LICENSE.txt").read_text(encoding="utf-8").startswith("Zero-Clause BSD")
