"""The interface for programs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import docx
import jsonschema
import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client

from cast import AT, Cast
from luoshi.documents.samples import sample
from luoshi.rulebook.shipped import shipped

TEXT = (
    "2026年3月9日上午，市委副书记、市长陆鸣远主持召开市政府第12次常务会议。\n"
    "会议要求，市水务局要在10个工作日内完成山塘水库排查，3月底前报市政府。"
)


def _post(path: str, body: object, client: Client | None = None) -> HttpResponse:
    answer: Any = (client or Client()).post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")
    return answer  # type: ignore[no-any-return]


def test_a_person_can_read_the_answer_as_it_comes(db: None) -> None:
    assert "还没有文本" in _post("readings", {"text": " "}).content.decode()


def test_half_a_surrogate_pair_comes_back_as_it_was_sent(db: None) -> None:
    answer = _post("readings", {"text": TEXT + "市水务局要在4月底前排查\ud800隐患。"})
    assert answer.status_code == 200
    assert "\ud800" in json.dumps(json.loads(answer.content), ensure_ascii=False)


def test_a_text_comes_back_as_a_reading_of_the_contract(db: None) -> None:
    answer = _post("readings", {"text": TEXT, "name": "通稿.txt"})
    [reading] = json.loads(answer.content)
    assert reading["jiyao"] == 1
    assert reading["source"]["name"] == "通稿.txt"
    assert reading["meeting"]["number"]["value"] == 12
    [statement] = reading["statements"]
    start, end = statement["span"]
    assert TEXT[start:end] == statement["text"]
    assert [owner["text"] for owner in statement["owners"]] == ["市水务局"]


def test_working_days_of_a_deadline_are_counted(db: None) -> None:
    [reading] = json.loads(_post("readings", {"text": TEXT.replace("，3月底前报市政府", "")}).content)
    assert reading["statements"][0]["deadline"]["value"] == "2026-03-23"


def test_a_table_comes_as_word_and_as_excel(db: None) -> None:
    raw = sample().raw
    document = docx.Document(io.BytesIO(_post("tables", {"text": raw}).content))
    assert len(document.tables[0].rows) > 5
    book = openpyxl.load_workbook(io.BytesIO(_post("tables", {"text": raw, "format": "xlsx"}).content))
    assert book.active is not None
    assert book.active.max_row > 5


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("readings", {"text": "  "}, "还没有文本"),
        ("readings", {"words": "x"}, "“text”"),
        ("readings", {"text": "机密★1年\n" + TEXT}, "密"),
        ("tables", {"text": TEXT, "format": "pdf"}, "“format”"),
    ],
)
def test_a_wrong_request_gets_a_sentence(db: None, path: str, body: object, sentence: str) -> None:
    answer = _post(path, body)
    assert answer.status_code == 422
    assert sentence in json.loads(answer.content)["sentence"]


def test_working_days_are_counted_by_the_state_s_calendar_without_signing_in(db: None) -> None:
    answer = Client().get("/api/v1/workdays?start=2026-09-28&n=10").json()
    assert (answer["end"], answer["provisional"]) == ("2026-10-16", False)


def test_a_count_beyond_reason_is_refused(db: None) -> None:
    assert Client().get("/api/v1/workdays?start=2026-09-28&n=999999").status_code == 422


def test_a_rule_comes_with_its_source_and_grade(db: None) -> None:
    key = min(shipped())
    answer = Client().get(f"/api/v1/rules/{key}?on=2026-03-09").json()
    assert answer["key"] == key
    assert answer["grade"]
    assert Client().get("/api/v1/rules/no.such").status_code == 404


def test_whoever_is_signed_in_gets_the_rule_of_the_own_office_and_nobody_else_does(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    from luoshi.rulebook.definitions import Grade, Kind
    from luoshi.rulebook.operations import RuleDetails, make_rule

    key = next(key for key, known in sorted(shipped().items()) if known.definition.kind == Kind.INTEGER)
    details = RuleDetails(key=key, value=7, valid_from=AT.date(), source="安澜市试行办法", grade=Grade.LAW)
    make_rule(cast.city, by=cast.acting("zhoumin"), at=AT, details=details)
    asked = f"/api/v1/rules/{key}?on=2026-04-01"
    assert signed_in("zhoumin").get(asked).json()["source"] == "安澜市试行办法"
    assert signed_in("chenjing").get(asked).json()["source"] != "安澜市试行办法"
    assert Client().get(asked).json()["source"] != "安澜市试行办法"


def test_the_description_is_openapi(db: None) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    open_to_all = {"/api/v1/readings", "/api/v1/tables", "/api/v1/workdays", "/api/v1/rules/{key}"}
    assert {
        path for path, doors in described["paths"].items() if not any("security" in d for d in doors.values())
    } == open_to_all
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
