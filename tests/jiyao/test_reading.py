"""The shape of a reading: dataclasses, JSON Schema and contract are one."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jiyao import Text, read, reading

SCHEMA: dict[str, Any] = json.loads((files("jiyao") / "reading.schema.json").read_text(encoding="utf-8"))
CASES = Path(__file__).parent / "cases"
CONTRACT = Path(__file__).parents[3] / "shared" / "reading-contract.md"

SHAPES = {
    "found": reading.Found,
    "source": reading.Source,
    "part": reading.Part,
    "person": reading.Person,
    "group": reading.Group,
    "meeting": reading.Meeting,
    "agenda_item": reading.AgendaItem,
    "owner": reading.Owner,
    "deadline": reading.Deadline,
    "target": reading.Target,
    "statement": reading.Statement,
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_of_the_schema_has_the_fields_of_its_dataclass(name: str) -> None:
    fields = {field.name for field in dataclasses.fields(SHAPES[name])}
    assert set(SCHEMA["$defs"][name]["properties"]) == fields


def test_the_whole_has_the_fields_of_a_reading_and_its_version() -> None:
    fields = {field.name for field in dataclasses.fields(reading.Reading)}
    assert set(SCHEMA["properties"]) == fields | {"jiyao"}
    assert SCHEMA["properties"]["jiyao"]["const"] == reading.VERSION


@pytest.mark.parametrize(
    ("literal", "place"),
    [
        (reading.Genre, SCHEMA["properties"]["genre"]),
        (reading.Label, SCHEMA["$defs"]["statement"]["properties"]["label"]),
        (reading.AgendaKind, SCHEMA["$defs"]["agenda_item"]["properties"]["kind"]),
        (reading.Role, SCHEMA["$defs"]["owner"]["properties"]["role"]),
        (reading.Heading, SCHEMA["$defs"]["statement"]["properties"]["heading"]),
        (reading.Comparator, SCHEMA["$defs"]["target"]["properties"]["comparator"]),
    ],
)
def test_the_words_a_field_may_hold_are_the_same_in_both(literal: Any, place: dict[str, Any]) -> None:
    assert set(place["enum"]) - {None} == set(typing.get_args(literal))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_printed_obeys_the_schema(path: Path) -> None:
    validator = Draft202012Validator(SCHEMA)
    for found in read(path.read_bytes().decode("utf-8")):
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found.as_dict())]
        assert errors == []


def test_the_contract_names_every_field_and_no_other() -> None:
    if not CONTRACT.exists():
        pytest.skip("the contract is handed over beside the repository and is not here")
    printed = CONTRACT.read_text(encoding="utf-8").split("```")[1]
    named = set(re.findall(r'"(\w+)"\s*:', printed))
    known = set(SCHEMA["properties"])
    for shape in SCHEMA["$defs"].values():
        known |= set(shape.get("properties", ()))
    assert named == known


def test_a_reading_prints_as_plain_json() -> None:
    printed = json.loads(
        json.dumps(read("3月9日，市长王安主持召开市政府第2次常务会议。会议强调，要建立台账。")[0].as_dict())
    )
    assert printed["jiyao"] == 1
    assert printed["meeting"]["number"]["value"] == 2
    assert printed["meeting"]["number"]["span"] == [16, 19]


def test_minutes_with_a_table_of_tasks_behind_them_are_minutes() -> None:
    words = "2026年3月9日，市长周远主持召开市政府第12次常务会议。\n会议要求，市水利局要抓紧完成排查。\n1.修订预案（牵头单位：市水利局）。\n"
    readings = {known: read(dataclasses.replace(Text.of(words), is_task_table=known))[0] for known in (True, False)}
    assert readings[True].is_meeting
    assert readings[True].genre == readings[False].genre
    assert [owner.text for owner in readings[True].statements[-1].owners] == ["市水利局"]
