"""The evaluation counts what it says it counts, and the gold set is read at least as well as the page on quality says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from jiyao.__main__ import main
from jiyao.evaluate import Score, Scores, evaluate, report

CASES = Path(__file__).parent / "cases"
PAGE = Path(__file__).parents[2] / "docs" / "reading-quality.md"
TEXT = "2024年3月5日，县长文澜主持召开县政府第3次常务会议。\n会议要求，县水利局要加快改造。会议指出，供水关乎民生。\n"


def scores_of(gold: object, tmp_path: Path) -> Scores:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.json").write_text(json.dumps(gold), encoding="utf-8")
    return evaluate(tmp_path, tmp_path)


def test_precision_recall_and_f1_are_what_they_are_called() -> None:
    score = Score()
    score.add("one", [("a",), ("b",), ("b",)], [("b",), ("c",)])
    assert (score.expected, score.found, score.right) == (3, 2, 1)
    assert (score.precision, score.recall) == (0.5, pytest.approx(1 / 3))
    assert score.f1 == pytest.approx(0.4)
    assert score.missed == ["one：a", "one：b"]
    assert score.wrong == ["one：c"]


def test_where_there_is_nothing_to_find_and_nothing_found_all_is_right() -> None:
    score = Score()
    score.add("one", [], [])
    assert (score.precision, score.recall, score.f1) == (1, 1, 1)


def test_a_key_that_the_gold_leaves_out_is_not_judged(tmp_path: Path) -> None:
    scores = scores_of({"meeting": {"number": 3}}, tmp_path)
    assert scores["meeting.number"].right == 1
    assert set(scores) == {"会议次数", "meeting.number"}


def test_an_empty_list_says_that_there_is_nothing(tmp_path: Path) -> None:
    scores = scores_of({"statements": []}, tmp_path)
    assert (scores["statements"].expected, scores["statements"].found) == (0, 2)
    assert scores["statements"].precision == 0


def test_labels_are_counted_one_by_one(tmp_path: Path) -> None:
    gold = [{"text": "县水利局要加快改造。", "label": "attitude"}, {"text": "供水关乎民生。", "label": "assessment"}]
    scores = scores_of({"statements": gold}, tmp_path)
    assert scores["statements"].f1 == 1
    assert (scores["label.assessment"].f1, scores["label.attitude"].recall, scores["label.action"].precision) == (
        1,
        0,
        0,
    )


def test_a_statement_cut_elsewhere_is_wrong_once_and_its_label_still_counts(tmp_path: Path) -> None:
    scores = scores_of({"statements": [{"text": "县水利局要加快改造", "label": "action"}]}, tmp_path)
    assert scores["statements"].right == 0
    assert scores["label.action"].f1 == 1


def test_words_are_compared_without_gaps_and_in_one_width(tmp_path: Path) -> None:
    gold = {"statements": [{"text": "县水利局 要加快改造｡", "owners": [{"text": "县水利局", "role": "listed"}]}]}
    scores = scores_of(gold, tmp_path)
    assert scores["statements"].recall == 1
    assert scores["statements.owners.role"].f1 == 1


def test_the_contracts_own_objects_serve_as_gold(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    from jiyao import read

    (reading,) = read(TEXT)
    (tmp_path / "one.json").write_text(json.dumps(reading.as_dict()), encoding="utf-8")
    scores = evaluate(tmp_path, tmp_path)
    assert {title for title, score in scores.items() if score.f1 < 1} == set()
    assert scores["statements"].right == 2


def test_the_report_shows_a_table_and_what_was_missed(tmp_path: Path) -> None:
    lines = list(report(scores_of({"statements": [{"text": "无此句。"}]}, tmp_path)))
    assert lines[0].split() == ["项目", "应有", "读出", "正确", "准确率", "召回率", "F1"]
    assert "漏读　statements　one：无此句。" in lines
    assert "误读　statements　one：供水关乎民生。" in lines


def test_the_command_prints_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(CASES), str(CASES)]) == 0
    assert "label.action" in capsys.readouterr().out


def test_folders_without_gold_are_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path), str(tmp_path)]) == 2
    assert "没有与" in capsys.readouterr().err


def test_a_text_that_is_none_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_bytes(b"")
    (tmp_path / "one.json").write_text("{}", encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(tmp_path)]) == 2
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("gold", ["{bad", "[1]", '{"statements": 3}'])
def test_gold_that_is_none_is_told_so(gold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "one.json").write_text(gold, encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(tmp_path)]) == 2
    assert "one.json" in capsys.readouterr().err


def test_gold_without_its_text_is_told_and_texts_may_be_of_any_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    for name in ("page", "lost"):
        (tmp_path / f"{name}.json").write_text('{"genre": "communique"}', encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "genre" in printed.out
    assert "lost.json 没有计分" in printed.err


def test_of_nothing_there_is_no_share(tmp_path: Path) -> None:
    line = next(line for line in report(scores_of({"absent": []}, tmp_path)) if line.startswith("absent "))
    assert line.split() == ["absent", "0", "0", "0", "—", "—", "—"]


def test_the_gold_set_is_read_at_least_as_well_as_the_page_says() -> None:
    told = {
        title: float(f1)
        for title, f1 in re.findall(r"^\| `([\w.]+)` \|.*\| ([\d.]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    }
    scores = evaluate(CASES, CASES)
    assert set(told) <= set(scores)
    assert len(told) > 20
    worse = {title: round(scores[title].f1 * 100, 1) for title, f1 in told.items() if scores[title].f1 * 100 < f1 - 2}
    assert worse == {}
