"""Splitting and merging on the page and from the command line: nothing stored, every refusal a sentence."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from build_returns import filled, ledger, members, whole
from luoshi.cli import main
from luoshi.documents.split import split


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def carried(page: str) -> list[str]:
    return [html.unescape(value) for value in re.findall(r'name="kept" value="([^"]+)"', page)]


def test_a_table_handed_in_becomes_a_zip_that_the_page_carries(client: Client) -> None:
    response = client.post("/split/", {"file": upload("表.xlsx", whole(ledger()).data)})
    page = response.content.decode()
    assert "3 家单位，7 项" in page
    assert "1 项责任单位未明确，没有发给任何单位" in page
    assert "各级各部门要值守" in page
    (kept,) = carried(page)
    packed = client.post("/kept/", {"kept": kept})
    assert packed["Content-Type"] == "application/zip"
    assert len(members(packed.content)) == 5


def test_a_pasted_text_is_split_too(client: Client) -> None:
    words = "2025年6月9日上午，市长沈怀远主持召开安澜市九届人民政府第47次常务会议。\n会议要求：\n一、市水利局牵头，市应急局配合，6月底前完成隐患排查。\n"
    assert "市水利局" in client.post("/split/", {"words": words}).content.decode()


def test_a_heap_becomes_a_merged_ledger_and_a_call_list(client: Client) -> None:
    name = "安澜市第1局_第47次常务会_2项.xlsx"
    back = filled(members(split(ledger()))[name], {"常务会47-01": "已开工", "常务会47-02": "已完工"})
    files = [upload("总表.xlsx", whole(ledger()).data), upload(name, back), upload("照片.jpg", b"\xff\xd8")]
    page = client.post("/merge/", {"returned": files}).content.decode()
    assert "<h1>已报 1 家，还差 2 家</h1>" in page
    assert "没有读取 · 照片.jpg" in page
    calls = page.partition('aria-label="催报名单"')[2].partition("</table>")[0]
    assert ledger().rows[2]["matter"] in calls
    kept = [client.post("/kept/", {"kept": each}).content for each in carried(page)]
    assert load_workbook(io.BytesIO(kept[0]))["责任分解表"]["J4"].value == "已开工"
    assert load_workbook(io.BytesIO(kept[1])).active["B3"].value == "安澜市第2局"


@pytest.mark.parametrize(
    ("address", "form", "sentence"),
    [
        ("/merge/", {}, "还没有选择文件"),
        ("/merge/", {"returned": ("照片.jpg", b"\xff\xd8")}, "没有找到总表"),
        ("/split/", {"file": ("表.xlsx", b"PK\x03\x04")}, "没有读取"),
        ("/split/", {"words": "天气很好。"}, "没有读到可以列入分解表的事项"),
        ("/split/", {"words": ""}, "还没有文本"),
        ("/kept/", {"kept": "x"}, "已经失效"),
    ],
)
def test_a_refusal_is_a_sentence_on_the_page(client: Client, address: str, form: dict, sentence: str) -> None:
    posted = {name: upload(*value) if isinstance(value, tuple) else value for name, value in form.items()}
    response = client.post(address, posted)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_command_line_splits_and_merges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out, back = tmp_path / "表.xlsx", tmp_path / "拆.zip", tmp_path / "汇.xlsx"
    table.write_bytes(whole(ledger()).data)
    assert main(["split", str(table), "--out", str(out)]) == 0
    assert "安澜市第1局  2 项" in capsys.readouterr().out
    assert main(["merge", str(out), "--out", str(back)]) == 0
    assert "已报 0 家，还差 3 家" in capsys.readouterr().out
    assert main(["merge", str(out), "--out", str(back)]) == 2
    assert "已存在" in capsys.readouterr().err
