"""A round from the command line: out, looked at, taken in; every refusal a sentence and nothing done."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_matters import handed_out
from build_returns import answered, members
from cast import Cast, cast
from luoshi.cli import main
from luoshi.matters.models import Report, Round

__all__ = ["cast"]
OFFICE = "安澜市人民政府办公室"


@pytest.fixture
def zipped(cast: Cast, tmp_path: Path) -> Path:
    handed_out(cast, "修订校园食堂采购目录")
    out = tmp_path / "发出.zip"
    command = ["round", "--office", OFFICE, "out", "--out", str(out), "--due", "2099-01-01", "--title", "3月反馈"]
    assert main(command) == 0
    return out


def test_a_round_goes_out_and_comes_back(zipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "市教育局_3月反馈_1项.xlsx"
    back = zipped.with_name(name)
    back.write_bytes(answered(members(zipped.read_bytes())[name], {"常务会47-01": "已修订"}))
    command = ["round", "--office", OFFICE, "in", str(back)]
    assert main(command) == 0
    said = capsys.readouterr()
    assert "还没有录入" in said.err
    assert "已报 0 家，还差 1 家" in said.out
    assert not Report.objects.exists()
    assert main([*command, "--take"]) == 0
    assert "1 家全部已报" in capsys.readouterr().out
    assert Report.objects.get().progress == "已修订"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, worked in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--office", "某办", "out", "--out", "x.zip", "--due", "2099-01-01"], "没有名为“某办”的办公机构"),
        (["out", "--out", "x.zip", "--due", "2099-01-01"], "请用 --office 写明"),
        (["--office", OFFICE, "out", "--out", "没有/x.zip", "--due", "2099-01-01"], "不存在"),
        (["--office", OFFICE, "out", "--out", "x.zip", "--due", "2099-01-01", "--body", "某局"], "名录里没有“某局”"),
        (["--office", OFFICE, "out", "--out", "x.zip", "--due", "2099-01-01"], "没有需要反馈的事项"),
        (["--office", OFFICE, "in", "x.xlsx"], "还没有发出过反馈表"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_opened(
    cast: Cast, empty: Path, capsys: pytest.CaptureFixture[str], more: list[str], sentence: str
) -> None:
    assert main(["round", *more]) == 2
    assert sentence in capsys.readouterr().err
    assert not Round.objects.exists()
    assert not list(empty.iterdir())
