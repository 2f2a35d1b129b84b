"""``luoshi inspections``: the list of an office, and one with what is done and what is open."""

from __future__ import annotations

import pytest

from build_inspections import fed_back, first, planned, said
from build_matters import DUE
from cast import AT, Cast, cast
from luoshi import cli
from luoshi.matters.inspection import commands
from luoshi.matters.operations.inspecting import ask_review, cancel_visit, withdraw_problem

__all__ = ["cast"]


def test_the_list_names_those_of_the_office_newest_first(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    older, newer = planned(cast), planned(cast, title="校舍安全督查")
    assert cli.main(["inspections", "list", "--office", "安澜"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{newer.ref}  拟定  2026-03-09—{DUE}  校舍安全督查",
        f"{older.ref}  拟定  2026-03-09—{DUE}  防汛准备督查",
    ]
    assert cli.main(["inspections", "list", "--office", "临溪"]) == 0
    assert "还没有督查" in capsys.readouterr().out


def test_one_is_told_with_what_is_open(
    cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    row, by = fed_back(cast), cast.acting("zhoumin")
    withdraw_problem(row, by=by, at=AT, problem=row.problems.get(words="预案没有演练").pk, because="重复登记")
    ask_review(row, by=said(by), at=AT, body=cast.water, words="闸门已更换", problem=first(row).pk)
    assert cli.main(["inspections", "show", row.ref]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "防汛准备督查（专项督查，反馈）"
    assert told[2:5] == [
        "点位  市水务局 东水库  2026-03-09 到访，何山、督查室林立",
        "问题 1  闸门锈蚀  市水务局  没有转为督办事项",
        f"复核  市水务局：闸门已更换  最迟 {row.reviews.get().decide_by} 答复",
    ]
    assert told[-1] == "结论  准备基本到位，两处须整改。"


def test_a_cancelled_visit_says_why(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    row = planned(cast)
    cancel_visit(row, by=cast.acting("zhoumin"), at=AT, site=row.sites.get().pk, because="改日再去")
    commands._tell(row)
    assert "已取消：改日再去" in capsys.readouterr().out
