"""按单位拆分: one workbook a lead body, the ledger itself and a list of what goes to whom, in one zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luoshi.documents.ledger import Ledger, LedgerRow, meeting_of
from luoshi.documents.ledger_xlsx import ledger_xlsx
from luoshi.journal.refusal import Refused
from luoshi.sheets import OutColumn, workbook

LEDGER_FILE, LIST_FILE = "总表.xlsx", "发放清单.xlsx"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)", re.IGNORECASE)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of the members: the same ledger gives the same zip."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one body gets: its rows and the name of its file."""

    body: str
    file: str
    rows: tuple[LedgerRow, ...]


def parcels_of(ledger: Ledger) -> tuple[Parcel, ...]:
    """One parcel a lead body, in the order of the rows; a row with two lead bodies goes to both."""
    taken = {LEDGER_FILE.casefold(), LIST_FILE.casefold()}
    parcels = []
    for body in ledger.bodies:
        rows = ledger.rows_of(body)
        parcels.append(Parcel(body, _file_name(body, rows, taken), rows))
    return tuple(parcels)


def safe(name: str, longest: int = 60) -> str:
    """A name that Windows takes; never empty, never one of its reserved names."""
    text = _NOT_IN_NAMES.sub("", name).strip(". ")[:longest] or "未命名"
    return f"_{text}" if _RESERVED.fullmatch(text.partition(".")[0]) else text


def _file_name(body: str, rows: tuple[LedgerRow, ...], taken: set[str]) -> str:
    return free_name(f"{safe(body, 40)}_{safe(meeting_of(rows), 30)}_{len(rows)}项", taken)


def free_name(stem: str, taken: set[str]) -> str:
    """A name for a workbook that no other one has; it is put to the taken ones."""
    name, again = f"{stem}.xlsx", 1
    while name.casefold() in taken:
        again += 1
        name = f"{stem}({again}).xlsx"
    taken.add(name.casefold())
    return name


def split(ledger: Ledger) -> bytes:
    """The zip. Raises ``Refused`` where no row names a lead body."""
    parcels = parcels_of(ledger)
    if not parcels:
        raise Refused(
            f"{len(ledger.rows)} 项都没有写明牵头单位，没有可以发给单位的内容。"
            "请先下载 Excel 分解表，填好“牵头单位”，再拿这张表来拆分。"
        )
    files = [(LEDGER_FILE, ledger_xlsx(ledger.begun())), (LIST_FILE, handing_list(ledger, parcels))]
    for parcel in parcels:
        own = replace(ledger, title=f"{ledger.title}（{parcel.body}）", rows=parcel.rows, sent=None)
        files.append((parcel.file, ledger_xlsx(own, locked=True)))
    return packed(files)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files. ``zipfile`` sets the UTF-8 flag for every name that is not ASCII: Windows opens Chinese names right."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files:
            written.writestr(zipfile.ZipInfo(name, _EARLIEST), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def handing_list(ledger: Ledger, parcels: Sequence[Parcel]) -> bytes:
    """发放清单: which body gets which numbers in which file, and what goes to nobody."""
    columns = [
        OutColumn("序号", 6),
        OutColumn("承办单位", 28),
        OutColumn("项数", 8),
        OutColumn("编号", 50),
        OutColumn("文件", 50),
        OutColumn("签收", 14),
    ]
    rows = [
        [str(at), each.body, str(len(each.rows)), "、".join(row.code for row in each.rows), each.file, ""]
        for at, each in enumerate(parcels, start=1)
    ]
    if ledger.unassigned:
        codes = "、".join(row.code for row in ledger.unassigned)
        rows.append(["", "责任单位未明确", str(len(ledger.unassigned)), codes, "没有发给任何单位", ""])
    return workbook("发放清单", f"{ledger.title}发放清单", columns, rows)
