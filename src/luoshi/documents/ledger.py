"""The 总表 (ledger): the rows of a task table with a number each, as they go out to the bodies and come back.

A ledger comes from a read text or from a workbook that a clerk has edited. Every row gets a number (常务会47-03) that stays with it
for good; a number that stands there already is kept. Columns the table does not know are carried along as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from luoshi.documents.tables import NOT_STARTED, UNSTATED, TaskTable, printed
from luoshi.documents.versions import same
from luoshi.journal.refusal import Refused
from luoshi.sheets import Column, Grid, Header, find_header, rows_below

LIMIT = 1_000
"""Rows of one ledger; a year of meetings of a county has a few hundred."""
SENT_SHEET = "本轮发出时"
"""The hidden sheet of a ledger that remembers what stood in it when it was split: what comes back unchanged says nothing new."""

FIELDS = (
    Column("code", "编号", ("事项编号", "督办编号", "任务编号")),
    Column("number", "序号"),
    Column("origin", "来源", ("任务来源", "事项来源", "出处")),
    Column(
        "matter",
        "议定事项",
        (
            "督办事项",
            "事项",
            "事项内容",
            "任务",
            "任务内容",
            "工作任务",
            "重点任务",
            "主要任务",
            "工作内容",
            "议定内容",
        ),
        required=True,
    ),
    Column("lead_person", "牵头领导", ("责任领导", "分管领导", "牵头市领导", "包抓领导")),
    Column("lead_body", "牵头单位", ("承办单位", "责任单位", "主办单位", "牵头部门", "责任部门", "主责单位")),
    Column("supporting", "配合单位", ("协办单位", "配合部门", "协助单位", "参与单位", "责任单位")),
    Column("due", "完成时限", ("办结时限", "办理时限", "时限", "完成时间", "截止时间", "要求完成时间")),
    Column("standard", "办结标准", ("完成标准", "工作目标", "目标")),
    Column(
        "progress",
        "进展情况",
        (
            "进展",
            "本次进展",
            "本次进展情况",
            "本期进展",
            "工作进展",
            "目前进展",
            "办理进展",
            "落实情况",
            "办理情况",
            "推进情况",
            "完成情况",
            "工作进展情况",
        ),
    ),
    Column(
        "problems",
        "存在问题及需协调事项",
        (
            "存在问题",
            "存在的问题",
            "问题",
            "困难和问题",
            "存在困难",
            "问题及需协调事项",
            "需协调事项",
            "需协调解决的问题",
        ),
    ),
    Column("state", "状态", ("办理状态", "完成状态", "进展状态", "目前状态")),
    Column("remark", "备注", ("说明", "备注说明")),
)
"""The columns with the other titles they have in tables that came back."""

OPEN = ("progress", "problems", "state", "remark")
"""What a body fills in; everything else stays as the office sent it."""
FIXED = tuple(field.key for field in FIELDS if field.key not in (*OPEN, "code", "number"))
DONE = "已办结"
Sent: TypeAlias = dict[str, dict[str, str]]
"""By number (as compared), the cells that a body fills in, as they went out."""


_ANSWERS = ("progress", "problems", "state")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One matter: its number, its cells by key (empty where nothing is said), cells of columns the table does not know by title.

    ``aliases`` are other numbers it goes by.
    """

    code: str
    cells: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> str:
        """The words of a cell; empty where there are none."""
        return self.code if key == "code" else self.cells.get(key, "")

    @property
    def bodies(self) -> tuple[str, ...]:
        """The lead bodies; none where the cell is empty or says 未明确."""
        names = (name.strip() for name in re.split(r"[、，,;；\n/]+", self["lead_body"]))
        return tuple(dict.fromkeys(name for name in names if name and name != UNSTATED))

    @property
    def is_answered(self) -> bool:
        """Whether anything was reported: progress, a problem, or a state other than 未启动."""
        return any(self[key] not in ("", NOT_STARTED) for key in _ANSWERS)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows under a title; ``extra_titles`` are the columns the table does not know; ``remarks`` what was done while reading.

    ``sent`` is what stood in the cells when this round of asking began; ``None`` where nobody noted it.
    """

    title: str
    rows: tuple[LedgerRow, ...]
    extra_titles: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sent: Sent | None = None

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every lead body, in the order of the rows."""
        return tuple(dict.fromkeys(body for row in self.rows for body in row.bodies))

    @property
    def unassigned(self) -> tuple[LedgerRow, ...]:
        """The rows that name no lead body; they go to nobody."""
        return tuple(row for row in self.rows if not row.bodies)

    def rows_of(self, body: str) -> tuple[LedgerRow, ...]:
        """The rows a body leads, alone or with others."""
        return tuple(row for row in self.rows if body in row.bodies)

    def begun(self) -> Ledger:
        """The ledger as a new round begins: it notes what stands in it now."""
        sent = {code_key(row.code): {key: row[key] for key in OPEN if row[key]} for row in self.rows}
        return replace(self, sent=sent)

    def sent_of(self, row: LedgerRow) -> dict[str, str]:
        """What stood in a row's cells when the round began; nothing for a row that was added since."""
        return (self.sent or {}).get(code_key(row.code), {})

    def has_news(self, row: LedgerRow) -> bool:
        """Whether a row was answered in this round; where nobody noted how the round began, whether it was answered at all."""
        if self.sent is None:
            return row.is_answered
        sent = self.sent_of(row)
        if sent.get("state") == DONE:
            return True
        return row.is_answered and not all(same(row[key], sent.get(key, "")) for key in _ANSWERS)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it stands in a workbook: ``place`` is its number in the spreadsheet."""

    place: int
    cells: dict[str, str]
    extra: dict[str, str]

    def __getitem__(self, key: str) -> str:
        """The words of a cell; empty where there are none."""
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a workbook that holds the matters: words above its header, titles of unknown columns, rows.

    ``sent`` is what its hidden sheet says of the round, as in ``Ledger``.
    """

    heading: str
    extra_titles: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    has_codes: bool
    sent: Sent | None = None


def plain(words: str) -> str:
    """Words as they are compared: width, gaps and punctuation do not count."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).casefold()


def code_key(code: str) -> str:
    """A number as it is compared: 常务会47－03, 常务会 47-03 and 常务会47—3 are one number, so are 〔2026〕3号 and （2026）03号."""
    text = re.sub(r"[\s'’]+", "", unicodedata.normalize("NFKC", code)).casefold()
    text = re.sub(r"[〔【(]", "[", re.sub(r"[〕】)]", "]", re.sub(r"[‐-―−－_]+", "-", text)))
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def sheet_of(grids: Sequence[Grid]) -> Sheet | None:
    """The first sheet with a column of matters, or of numbers and progress; ``None`` where no sheet is such a table."""
    sent = next((_sent_in(grid) for grid in grids if grid.is_hidden), None)
    for grid in grids:
        header = None if grid.is_hidden else find_header(grid, FIELDS)
        if header is not None and ("matter" in header.places or {"code", "progress"} <= header.places.keys()):
            return replace(_sheet(grid, header), sent=sent)
    return None


def _sent_in(grid: Grid) -> Sent | None:
    """What a hidden sheet says of the round; ``None`` where it is no such sheet."""
    header = find_header(grid, FIELDS)
    if grid.name != SENT_SHEET or header is None or "code" not in header.places:
        return None
    rows = ({key: printed_cell(words) for key, words in row.cells.items()} for row in rows_below(grid, header))
    return {code_key(cells["code"]): {key: cells[key] for key in OPEN if cells.get(key)} for cells in rows}


def _sheet(grid: Grid, header: Header) -> Sheet:
    known = set(header.places.values())
    titles = {place: _title(grid, header, place) for place in range(len(grid.rows[header.index])) if place not in known}
    titles = {place: title for place, title in titles.items() if title}
    rows = []
    for row in rows_below(grid, header):
        cells = {key: printed_cell(words) for key, words in row.cells.items() if words}
        stands = grid.rows[row.number - 1]
        extra = {title: printed_cell(stands[place]) for place, title in titles.items() if stands[place]}
        if any(cells.get(key) for key in ("code", "matter", *OPEN)) and _is_no_divider(cells, header):
            rows.append(SheetRow(row.number, cells, extra))
    heading = next((cell for line in grid.rows[: header.index] for cell in line if cell), "")
    return Sheet(heading, tuple(dict.fromkeys(titles.values())), tuple(rows), "code" in header.places)


def _title(grid: Grid, header: Header, place: int) -> str:
    return next(
        (
            printed(grid.rows[at][place])
            for at in range(header.index + header.height - 1, header.index - 1, -1)
            if grid.rows[at][place]
        ),
        "",
    )


def _is_no_divider(cells: dict[str, str], header: Header) -> bool:
    """A line such as 一、经济工作 in the first column alone divides the table and is no matter."""
    return not ("matter" in header.places and set(cells) == {"code"})


def printed_cell(words: str) -> str:
    """Words of a cell without what cannot be printed; its lines stay lines."""
    return "\n".join(line for line in (printed(line) for line in words.splitlines()) if line)


def ledger_of_sheet(sheet: Sheet, name: str) -> Ledger:
    """The ledger of a workbook, each row with a number. Raises ``Refused`` where it has no rows or too many."""
    rows = [row for row in sheet.rows if row["matter"]]
    if not rows:
        raise Refused(f"“{name}”里没有事项：表头下面没有填了“议定事项”的行。请检查后再试。")
    if len(rows) > LIMIT:
        raise Refused(f"“{name}”有 {len(rows)} 行，超过 {LIMIT} 行。请按会议或年度分成几份后再试。")
    title = sheet.heading or re.sub(r"\.[A-Za-z]+$", "", name)
    numbered, remarks = _numbered([(row["code"], row.cells, row.extra) for row in rows])
    return Ledger(title, tuple(numbered), sheet.extra_titles, tuple(remarks), sheet.sent)


def ledger_of_table(table: TaskTable) -> Ledger:
    """The ledger of what was read in a text. Raises ``Refused`` where nothing was read."""
    if not table.rows:
        raise Refused("文本里没有读到可以列入分解表的事项，没有可拆分的内容。请确认粘贴的是会议通稿或纪要的全文。")
    if len(table.rows) > LIMIT:
        raise Refused(f"分解表有 {len(table.rows)} 行，超过 {LIMIT} 行。请按会议分成几份后再试。")
    rows = [({column.key: words for column, words in row.cells if words}) for row in table.rows]
    numbered, _ = _numbered([("", cells, {}) for cells in rows])
    return Ledger(table.title, tuple(numbered))


def _numbered(
    rows: Iterable[tuple[str, dict[str, str], dict[str, str]]],
) -> tuple[list[LedgerRow], list[str]]:
    """Every row with a number of its own; one that is used twice stays with the first row."""
    rows = list(rows)
    taken: set[str] = set()
    kept: list[str] = []
    remarks = []
    for code, cells, _ in rows:
        unique = bool(code) and code_key(code) not in taken
        if code and not unique:
            remarks.append(f"编号“{code}”用了不止一次，后面的“{cells['matter'][:20]}”改用新编号。")
        if unique:
            taken.add(code_key(code))
        kept.append(code if unique else "")
    counts: Counter[str] = Counter()
    numbered = []
    for code, (_, cells, extra) in zip(kept, rows, strict=True):
        numbered.append(
            LedgerRow(code or _next(prefix_of(cells.get("origin", "")), counts, taken), _bare(cells), extra)
        )
    return numbered, remarks


def _bare(cells: dict[str, str]) -> dict[str, str]:
    """The cells without number and place in the table, which are given anew; 未明确 and 未启动 are empty cells."""
    kept = {key: words for key, words in cells.items() if words and words != UNSTATED and key not in ("code", "number")}
    return {key: words for key, words in kept.items() if (key, words) != ("state", NOT_STARTED)}


def _next(prefix: str, counts: Counter[str], taken: set[str]) -> str:
    while True:
        counts[prefix] += 1
        code = f"{prefix}-{counts[prefix]:02}"
        if code_key(code) not in taken:
            taken.add(code_key(code))
            return code


def prefix_of(origin: str) -> str:
    """What a meeting's numbers begin with: 第47次常务会 · 要求三 -> 常务会47, 2026年第2次常务会 -> 常务会2026第2."""
    meeting = origin.partition("·")[0].strip()
    if match := re.fullmatch(r"(\d{4})年第(\d+)次(\S+)", meeting):
        return f"{match[3]}{match[1]}第{match[2]}"
    if match := re.fullmatch(r"第(\d+)次(\S+)", meeting):
        return f"{match[2]}{match[1]}"
    return meeting if re.search(r"会$", meeting) else "事项"


def meeting_of(rows: Iterable[LedgerRow]) -> str:
    """The meeting that all rows come from, 议定事项 where there are several or none is named."""
    meetings = {row["origin"].partition("·")[0].strip() for row in rows}
    (only,) = meetings if len(meetings) == 1 else ("",)
    return only or "议定事项"
