"""A backup holds what was committed, every file a row names, and no key; it can be read back."""

from __future__ import annotations

import datetime as dt
import errno
import io
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.bodies.models import Office
from luoshi.bodies.operations import found_office
from luoshi.cli import main
from luoshi.files.operations import keep_file
from luoshi.files.store import Store
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.upkeep.backup import back_up
from server_programs import use_server_programs

AT = dt.datetime(2026, 3, 9, 9, 30, tzinfo=dt.UTC)
SYSTEM = Acting.system(None)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the test; on PostgreSQL the client programs that come with the server."""
    settings.LUOSHI_DATA = tmp_path / "data"
    settings.LUOSHI_SEALS = tmp_path / "seals.jsonl"
    use_server_programs(monkeypatch)
    return tmp_path / "backup"


def keep(office: Office, data: bytes) -> str:
    arguments = {"by": SYSTEM, "at": AT, "refuse_if": lambda _name, _content: None}
    return keep_file(office, name="报告.pdf", content=io.BytesIO(data), **arguments).sha256  # type: ignore[arg-type]


def offices_in(dump: Path) -> str:
    if dump.suffix == ".sqlite3":
        return str(sqlite3.connect(dump).execute("SELECT name FROM bodies_office").fetchall())
    command = ["pg_restore", "--data-only", "--table=bodies_office", "--file=-", str(dump)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_backup_holds_database_files_and_seals_and_no_key(place: Path, settings: Settings) -> None:
    office = found_office(None, by=SYSTEM, at=AT, name="安澜市人民政府办公室")
    first = keep(office, b"first")
    settings.LUOSHI_SEALS.write_text('{"number":1}\n')
    settings.LUOSHI_KEYS = settings.LUOSHI_DATA / "keys"
    settings.LUOSHI_KEYS.mkdir()
    (settings.LUOSHI_KEYS / "luoshi.keys").write_text("0123456789abcdef")
    done = back_up(place, at=AT)
    manifest = json.loads((done.folder / "manifest.json").read_text())
    assert done.folder.name == "2026-03-09_093000"
    assert "安澜市人民政府办公室" in offices_in(done.folder / manifest["database"])
    assert (done.folder / "seals.jsonl").read_text() == '{"number":1}\n'
    assert list(Store(place / "files").digests()) == [first]
    assert not [path for path in place.rglob("*") if path.is_file() and b"0123456789abcdef" in path.read_bytes()]


def test_a_file_is_copied_once_for_all_backups(place: Path) -> None:
    office = found_office(None, by=SYSTEM, at=AT, name="安澜市人民政府办公室")
    keep(office, b"first")
    assert back_up(place, at=AT).copied == 1
    keep(office, b"second")
    again = back_up(place, at=AT + dt.timedelta(days=1))
    assert (again.files, again.copied) == (2, 1)
    assert len(list(Store(place / "files").digests())) == 2


def test_a_backup_that_fails_leaves_no_folder_that_looks_like_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = found_office(None, by=SYSTEM, at=AT, name="安澜市人民政府办公室")
    keep(office, b"first")

    def full(*_args: object, **_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Store, "put", full)
    with pytest.raises(Refused, match="磁盘已满"):
        back_up(place, at=AT)
    assert not [path.name for path in place.iterdir() if path.name != "files"]


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(place: Path) -> None:
    place.write_text("a file")
    with pytest.raises(Refused, match="请换一个文件夹"):
        back_up(place, at=AT)


def test_the_command_says_where_the_backup_lies(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(place)]) == 0
    assert f"备份完成：{place}" in capsys.readouterr().out
