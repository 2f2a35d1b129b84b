"""What the tests themselves rely on: skips that become failures, a browser whose complaints are heard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from complaints import listen_for_complaints

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SKIPS = """
import pytest

@pytest.fixture
def chromium():
    pytest.skip("no Chromium on this machine")

def test_in_a_fixture(chromium): ...

def test_in_the_body():
    pytest.skip("no fonts on this machine")

def test_of_the_seed():
    pytest.skip("no ../shared/seed.txt on this machine")
"""


@pytest.fixture
def outcomes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> dict[str, int]:
    monkeypatch.setenv("LUOSHI_NO_SKIP", request.param)
    without_plugins = re.sub(r"(?m)^pytest_plugins = .*$", "", CONFTEST.read_text(encoding="utf-8"))
    pytester.makeconftest(without_plugins)
    pytester.makepyfile(test_skips=SKIPS, test_module="import pytest\npytest.importorskip('nothing_of_this_name')")
    plugins = ("-p", "no:django", "-p", "no:randomly", "-p", "no:cacheprovider")
    result = pytester.runpytest_subprocess(*plugins, "--continue-on-collection-errors")
    return result.parseoutcomes()


@pytest.mark.parametrize("outcomes", [""], indirect=True)
def test_a_skip_is_a_skip_by_default(outcomes: dict[str, int]) -> None:
    assert outcomes == {"skipped": 4}


@pytest.mark.parametrize("outcomes", ["1"], indirect=True)
def test_a_skip_fails_where_nothing_may_be_skipped_but_for_the_folder_beside_the_repository(
    outcomes: dict[str, int],
) -> None:
    assert outcomes == {"errors": 2, "failed": 1, "skipped": 1}, (
        "skipped by a fixture and by a module, in a body, beside"
    )


@pytest.mark.browser
def test_a_breach_of_the_policy_and_a_script_error_are_heard(browser: Browser) -> None:
    page = browser.new_page()
    complaints = listen_for_complaints(page)
    headers = {"Content-Security-Policy": "script-src 'self'", "Content-Type": "text/html"}
    page.route(
        "**/*", lambda route: route.fulfill(headers=headers, body="<p>a</p><script>document.title = 'ran'</script>")
    )
    page.goto("http://luoshi.test/")
    assert page.title() != "ran"
    page.close()
    assert len(complaints) == 1
