"""The settings the tests run with: the real ones, on a data folder and a database that nobody else uses.

pytest-django reads the settings before any ``conftest.py`` runs, so what must differ from an installation is decided here.
``LUOSHI_DATABASE`` is set by ``conftest.py`` for the run on PostgreSQL; without it the tests run on SQLite.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="luoshi-tests-"))
_OWNER = os.getpid()


@atexit.register
def _remove_folder() -> None:
    """Only the process that made the folder removes it; one that was forked off leaves it alone."""
    if os.getpid() == _OWNER:
        shutil.rmtree(_FOLDER, ignore_errors=True)


os.environ["LUOSHI_DATA"] = str(_FOLDER)
for _name in ("LUOSHI_KEYS", "LUOSHI_SEALS", "LUOSHI_HOSTS"):
    os.environ.pop(_name, None)

from luoshi.settings import *  # noqa: E402, F403 - the environment is set above
from luoshi.settings import DATABASES  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in an installation: SQLite in memory knows neither WAL nor two connections that write.
    DATABASES["default"]["TEST"] = {"NAME": _FOLDER / "test.sqlite3"}
