"""``luoshi ledger`` takes over and gives back."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_ledgers import workbook
from cast import Cast, cast
from luoshi import cli
from luoshi.matters.models import Matter

__all__ = ["cast"]

OFFICE = ["ledger", "--office", "安澜市人民政府办公室"]


def test_a_ledger_is_shown_then_taken_over_then_given_back(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "台账.xlsx", tmp_path / "现在.xlsx"
    file.write_bytes(workbook())
    assert cli.main([*OFFICE, "import", str(file), "--year", "2026"]) == 0
    assert "台账2026-01  新接管  正在办理  市水务局  排查全市小型水库隐患" in capsys.readouterr().out
    assert Matter.objects.count() == 0
    assert cli.main([*OFFICE, "import", str(file), "--year", "2026", "--take"]) == 0
    assert Matter.objects.count() == 3
    assert cli.main([*OFFICE, "export", "--out", str(out)]) == 0
    capsys.readouterr()
    assert cli.main([*OFFICE, "import", str(out), "--year", "2026"]) == 0
    assert capsys.readouterr().out.count("没有变化") == 3


@pytest.mark.parametrize("rest", [["import", "没有.xlsx"], ["export", "--out", "现在.xlsx"]])
def test_what_cannot_be_done_is_told(cast: Cast, rest: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*OFFICE, *rest]) == 2
    assert "。" in capsys.readouterr().err
