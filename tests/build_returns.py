"""Ledgers made by hand and workbooks as bodies send them back, for tests of splitting and merging."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook

from luoshi.documents.heap import Dropped
from luoshi.documents.ledger import Ledger, LedgerRow
from luoshi.documents.ledger_xlsx import ledger_xlsx

MATTERS = (
    "完成全市小水库除险加固",
    "排查城区低洼路段积水点",
    "编制秋粮收购资金方案",
    "修订校园食堂采购目录",
    "开展燃气管道老化更新",
    "公布公交线路调整方案",
    "建立养老机构巡查台账",
    "报送招商项目落地清单",
)


def ledger(bodies: int = 3, each: int = 2) -> Ledger:
    """``each`` rows for every one of ``bodies`` bodies, and one row that names no body."""
    rows = [
        LedgerRow(
            f"常务会47-{at + 1:02}",
            {
                "origin": "第47次常务会 · 要求一",
                "matter": f"{MATTERS[at % len(MATTERS)]}第{at // len(MATTERS) + 1}批"
                + "甲乙丙丁戊己庚辛壬癸"[at % 10] * 8,
                "lead_body": f"安澜市第{at // each + 1}局",
            },
        )
        for at in range(bodies * each)
    ]
    rows.append(LedgerRow(f"常务会47-{len(rows) + 1:02}", {"origin": "第47次常务会", "matter": "各级各部门要值守"}))
    return Ledger("第47次常务会议定事项责任分解表", tuple(rows))


def dropped(name: str, data: bytes) -> Dropped:
    return Dropped(name, data, len(data))


def whole(of: Ledger, name: str = "总表.xlsx") -> Dropped:
    return dropped(name, ledger_xlsx(of))


def table(name: str, *rows: Iterable[str]) -> Dropped:
    """A workbook with these rows and nothing else."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return dropped(name, out.getvalue())


def filled(data: bytes, progress: dict[str, str], column: str = "进展情况", state: str = "正常推进") -> bytes:
    """A workbook that went out, with the progress of some numbers filled in as a body does it."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["责任分解表"]
    head = [cell.value for cell in sheet[3]]
    for row in sheet.iter_rows(min_row=4):
        if row[0].value in progress:
            row[head.index("进展情况")].value = progress[row[0].value]
            row[head.index("状态")].value = state
    sheet.cell(3, head.index("进展情况") + 1).value = column
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def members(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def answered(
    data: bytes, progress: dict[str, str], *, column: str = "本次进展", state: str = "正常推进", added: str = ""
) -> bytes:
    """A round's workbook with the progress of some spoken numbers filled in, and a row of the body's own below."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["责任分解表"]
    head = [cell.value for cell in sheet[3]]
    for row in sheet.iter_rows(min_row=4):
        words = progress.get(str(row[0].value).split()[0])
        if words is not None:
            row[head.index("本次进展")].value = words
            row[head.index("状态")].value = state
        elif added and row[0].value is None:
            row[head.index("议定事项")].value = added
            break
    sheet.cell(3, head.index("本次进展") + 1).value = column
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
