"""A whole archive is read on all cores; bad files are reported, a stopped run goes on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_docx import docx, p, packed
from build_killer import read_or_die
from jiyao import corpus
from jiyao.corpus import main, read_folder
from jiyao.export import parquet

WORDS = "2026年3月9日上午，市长周远主持召开三届市人民政府第12次常务会议。\n会议要求，由市水利局牵头，于五月底前完成隐患排查。\n"


@pytest.fixture
def pl() -> Any:
    return pytest.importorskip("polars", reason="Polars (requirements/corpus.txt) is not installed")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = tmp_path / "档案"
    (root / "2026").mkdir(parents=True)
    (root / "2026" / "通稿.txt").write_text(WORDS, encoding="utf-8")
    (root / "2026" / "纪要.docx").write_bytes(docx("".join(p(line) for line in WORDS.splitlines())))
    (root / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (root / "一批.zip").write_bytes(packed({"甲.txt": WORDS, "乙.png": b"\x89PNG"}))
    (root / ".hidden").write_text(WORDS, encoding="utf-8")
    return root


def test_every_file_gives_its_readings_or_the_reason_why_not(pl: Any, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "readings.parquet"
    assert read_folder(archive, out, workers=2, progress=io.StringIO()) == (3, 2)
    table = pl.read_parquet(out).sort("path", "member")
    assert table["path"].to_list() == ["2026/纪要.docx", "2026/通稿.txt", "一批.zip", "一批.zip", "旧.doc"]
    assert table["member"].to_list() == ["", "", "乙.png", "甲.txt", ""]
    assert table.filter(pl.col("error").is_not_null())["path"].to_list() == ["一批.zip", "旧.doc"]
    readings = [json.loads(each) for each in table["reading"].drop_nulls()]
    assert {reading["meeting"]["date"]["value"] for reading in readings} == {"2026-03-09"}
    assert table["date"].drop_nulls().to_list() == ["2026-03-09"] * 3


def test_a_second_run_reads_only_what_is_new_or_changed(pl: Any, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "readings.parquet"
    read_folder(archive, out, workers=1, progress=io.StringIO())
    (archive / "新.txt").write_text(WORDS, encoding="utf-8")
    bar = io.StringIO()
    assert read_folder(archive, out, workers=1, progress=bar) == (4, 2)
    assert "1/1" in bar.getvalue()


def test_a_file_that_kills_its_process_is_reported_and_harms_no_other(
    pl: Any, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "BATCH", 2)
    (archive / "2026" / "killer.pdf").write_bytes(b"%PDF-1.7")
    out = tmp_path / "readings.parquet"
    assert read_folder(archive, out, workers=2, progress=io.StringIO(), work=read_or_die) == (3, 3)
    refused = pl.read_parquet(out).filter(pl.col("path") == "2026/killer.pdf")
    assert "已跳过" in refused["error"][0]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="The processes of a process are told by /proc")
def test_a_run_that_is_killed_leaves_no_process_behind_and_the_next_one_goes_on(
    pl: Any, archive: Path, tmp_path: Path
) -> None:
    for number in range(260):
        (archive / f"{number}.txt").write_text(WORDS + "会议要求，抓好落实。\n" * 60, encoding="utf-8")
    out = tmp_path / "readings.parquet"
    command = [sys.executable, "-m", "jiyao", "corpus", str(archive), "--out", str(out), "--workers", "2"]
    source = str(Path(corpus.__file__).parents[1])
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": source})
    wait_until(lambda: any(tmp_path.glob("*.parts/*.parquet")))
    children = [int(pid) for pid in Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()]
    running.kill()
    running.wait()
    assert children
    wait_until(lambda: not any(is_running(pid) for pid in children))
    kept = {part.name: part.stat().st_mtime_ns for part in tmp_path.glob("*.parts/*.parquet")}
    assert read_folder(archive, out, workers=1, progress=io.StringIO()) == (263, 2)
    assert kept.items() <= {part.name: part.stat().st_mtime_ns for part in tmp_path.glob("*.parts/*.parquet")}.items()


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    pytest.fail("not within a minute")


def is_running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_part_that_was_not_finished_is_no_part(pl: Any, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "readings.parquet"
    folder = tmp_path / "readings.parquet.parts"
    folder.mkdir()
    (folder / "half.unfinished").write_bytes(b"PAR1")
    assert read_folder(archive, out, workers=1, progress=io.StringIO()) == (3, 2)


def test_an_output_inside_the_folder_is_not_read_as_a_file(pl: Any, archive: Path) -> None:
    out = archive / "readings.parquet"
    for _ in range(2):
        assert read_folder(archive, out, workers=1, progress=io.StringIO()) == (3, 2)


def test_the_command_says_what_it_wrote(
    pl: Any, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(archive), "--out", str(tmp_path / "a.parquet"), "--workers", "1"]) == 0
    assert "3 份读数，2 个文件没有读取" in capsys.readouterr().err


def test_an_empty_folder_is_told_so(pl: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空").mkdir()
    assert main([str(tmp_path / "空"), "--out", str(tmp_path / "a.parquet")]) == 2
    assert "没有文件" in capsys.readouterr().err


def test_what_is_no_folder_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "没有"), "--out", str(tmp_path / "a.parquet")]) == 2
    assert "不是文件夹" in capsys.readouterr().err


def test_without_polars_the_sentence_says_what_to_install(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    assert main([str(archive), "--out", str(tmp_path / "a.parquet")]) == 2
    assert capsys.readouterr().err.strip() == parquet.MISSING
