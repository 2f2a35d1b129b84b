"""Commands in a terminal: any encoding, a reader that went away, a person who stops it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import jiyao
from jiyao.console import run

TEXT = "5月9日，县长温如海主持召开县政府第3次常务会议。\n会议强调，各乡镇要排查𠮷台隐患。\n"


def started(*command: str, **environment: str) -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": str(Path(jiyao.__file__).parents[1])} | environment
    return subprocess.Popen(
        [sys.executable, "-m", "jiyao", *command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_reader_that_went_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(TEXT * 2000)
    process = started("--indent", str(tmp_path / "long.txt"))
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141


def test_what_the_terminal_cannot_show_is_shown_as_a_code(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT)
    out, err = started(str(tmp_path / "one.txt"), PYTHONIOENCODING="gb2312").communicate(timeout=60)
    assert err == b""
    assert "各乡镇要排查" in out.decode("gb2312")
    assert "\\U00020bb7" in out.decode("gb2312")


def test_a_person_who_stops_it_is_told_so(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(TEXT)
    process = started("corpus", str(tmp_path), "--out", str(tmp_path / "readings.parquet"), "--workers", "1")
    while not (tmp_path / "readings.parquet.parts").exists():
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert "已停止" in err.decode()
    assert "Traceback" not in err.decode()


def test_what_the_system_refuses_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "out.json")

    assert run(fail) == 2
    assert capsys.readouterr().err == "out.json 不能读写（磁盘已满）。请检查路径、权限和磁盘空间。\n"
