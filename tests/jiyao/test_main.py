"""The command: a line of JSON a meeting, sentences for files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiyao.__main__ import main

ONE = "5月9日，县长温如海主持召开县政府第3次常务会议。\n会议强调，各乡镇要排查隐患。\n"
TWO = ONE + "5月20日，县长温如海主持召开县政府第4次常务会议。\n会议要求，县水利局要建立台账。\n"


def test_each_meeting_is_one_line_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.txt").write_text(TWO, encoding="utf-8")
    assert main([str(tmp_path / "two.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["meeting"]["number"]["value"] for line in lines] == [3, 4]
    assert [json.loads(line)["part"]["of"] for line in lines] == [2, 2]


def test_indent_prints_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    assert main([str(tmp_path / "one.txt"), "--indent"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith('{\n  "jiyao": 1')
    assert json.loads(printed)["source"]["name"] == "one.txt"


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    names = [str(tmp_path / name) for name in ("absent.txt", "empty.txt", "one.txt")]
    assert main(names) == 2
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert "打不开" in printed.err
    assert "文件是空的" in printed.err


def test_a_file_beyond_the_limit_is_told_its_own_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert main([str(tmp_path / "large.txt")]) == 2
    assert "200.0 MB" in capsys.readouterr().err


def test_recognition_is_for_pdf_files_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    assert main(["--ocr", str(tmp_path / "one.txt")]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["media_type"] == "text/plain"


def test_help_and_complaints_are_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["corpus"], ["evaluate"]):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        told = capsys.readouterr().out
        assert told.startswith("用法：")
        assert "options" not in told
        with pytest.raises(SystemExit) as left:
            main([*command, "--nonsense"])
        assert left.value.code == 2
        assert "用法见" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert "python -m jiyao corpus" in capsys.readouterr().err
    assert main([str(tmp_path / "absent.txt")]) == 2
    assert "没有这个文件" in capsys.readouterr().err
