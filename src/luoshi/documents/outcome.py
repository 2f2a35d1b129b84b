"""What a merging leaves to download: the ledger, to go round again, and the list of whom to call."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.documents.ledger_xlsx import ledger_xlsx
from luoshi.documents.merged import Merged
from luoshi.documents.split import safe
from luoshi.sheets import OutColumn, workbook

CALL_LIST = "催报名单"
_COLUMNS = (
    OutColumn("序号", 6),
    OutColumn("承办单位", 26),
    OutColumn("联系人", 12),
    OutColumn("电话", 16),
    OutColumn("情况", 12),
    OutColumn("未报事项", 60),
    OutColumn("催报记录", 24),
)


def merged_xlsx(merged: Merged) -> bytes:
    """The ledger with its numbers and columns as they went out; what a person should look at stands on a second sheet."""
    lines = list(_notes(merged))
    return ledger_xlsx(merged.ledger, notes=[("类别", "编号或文件", "说明"), *lines] if lines else ())


def _notes(merged: Merged) -> Iterator[tuple[str, str, str]]:
    for conflict in merged.conflicts:
        said = "\n".join(f"{version.source}：{version.words}" for version in conflict.versions)
        yield "不一致", conflict.code, f"“{conflict.title}”各报各的：\n{said}"
    for told in merged.told:
        yield told.kind, told.about, told.sentence
    for rejected in merged.rejected:
        yield "没有读取", rejected.name, rejected.sentence


def call_list_xlsx(merged: Merged) -> bytes:
    """Whom to call: the body, room for contact and telephone, the rows it has not answered."""
    rows = [
        [
            str(at),
            each.body,
            "",
            "",
            each.standing,
            "\n".join(f"{row.code} {row['matter']}" for row in each.rows),
            "",
        ]
        for at, each in enumerate(merged.waiting, start=1)
    ]
    return workbook(CALL_LIST, f"{merged.ledger.title}{CALL_LIST}", _COLUMNS, rows)


def merged_name(merged: Merged) -> str:
    """The name of the merged ledger; it says 总表, so that the next heap knows it."""
    return f"{safe(merged.ledger.title, 50)}_总表_汇总.xlsx"
