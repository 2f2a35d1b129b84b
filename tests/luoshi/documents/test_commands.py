"""``luoshi read`` on a machine where nothing has been set up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from luoshi.cli import main

WORDS = "2025年6月9日上午，市长沈怀远主持召开安澜市九届人民政府第47次常务会议。\n会议要求：\n一、市水利局牵头，市应急局配合，6月底前完成隐患排查。\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "通稿.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_a_table_is_written_without_a_database(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.docx"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", "LUOSHI_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "luoshi", "read", str(text), "--table", str(out)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[3]
    )
    assert done.returncode == 0, done.stderr
    assert "1 件" in done.stderr
    assert Document(str(out)).tables[0].rows[1].cells[4].text == "市水利局"
    assert not (tmp_path / "data").exists()


def test_several_files_make_one_table(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    assert main(["read", str(text), str(text), "--table", str(out)]) == 0
    assert [cell.value for cell in load_workbook(out)["责任分解表"]["A"]][3:] == [1, 2]


def test_a_reading_is_printed_as_json(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(text), "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["source"]["name"] == "通稿.txt"


def test_without_an_output_the_matters_are_listed(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(text)]) == 0
    assert "市水利局牵头" in capsys.readouterr().out


def test_an_existing_file_is_overwritten_only_when_told_to(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "表.docx"
    out.write_text("别动我")
    assert main(["read", str(text), "--table", str(out)]) == 2
    assert "已存在" in capsys.readouterr().err
    assert out.read_text() == "别动我"
    assert main(["read", str(text), "--table", str(out), "--force"]) == 0
    assert len(Document(str(out)).tables) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["没有.txt", "--table", "表.docx"], "找不到文件"),
        ([".", "--table", "表.docx"], "是文件夹"),
        (["通稿.txt", "--table", "表.pdf"], "不认识这种格式"),
        (["通稿.txt", "--table", "没有/表.docx"], "不存在"),
        (["密.txt", "--table", "表.docx"], "不处理涉密内容"),
        (["空.txt", "--table", "表.docx"], "文件是空的"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    text: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(text.parent)
    Path("密.txt").write_text("机密★1年\n纪要", encoding="utf-8")
    Path("空.txt").touch()
    assert main(["read", *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert not Path("表.docx").exists()


def test_one_bad_file_among_good_ones_writes_nothing(text: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.docx"
    assert main(["read", str(text), str(tmp_path / "没有.txt"), "--table", str(out)]) == 2
    assert not out.exists()
