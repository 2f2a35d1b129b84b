"""The heap: files that came back, opened one by one. A file that cannot be read is told and harms no other."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jiyao.intake import Unreadable as Unopened
from jiyao.intake.container import opened
from luoshi.documents.ledger import SENT_SHEET, Ledger, Sheet, ledger_of_sheet, sheet_of
from luoshi.documents.secrecy import refuse_marked
from luoshi.documents.split import LIST_FILE
from luoshi.journal.refusal import Refused
from luoshi.sheets import Unreadable, read_grids

FILES = 300
"""The most files of one heap, those inside zips included."""
FILE_LIMIT = 10 * 1024 * 1024
_ZIP, _LEDGER_WORDS = b"PK\x03\x04", ("总表", "汇总")
_IGNORED = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")
_LISTS = (LIST_FILE.removesuffix(".xlsx"), "催报名单")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it was handed in; ``size`` is what the sender had, where not all of it was kept."""

    name: str
    data: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back; ``body`` is whose it is, where that is known."""

    name: str
    sheet: Sheet
    body: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that was not read, and why."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Heap:
    """The ledger, what came back (ordered by name, so that the order of the heap does not matter), what was not read."""

    ledger: Ledger
    ledger_file: str
    returned: tuple[Returned, ...]
    rejected: tuple[Rejected, ...]


def heap_of(dropped: Iterable[Dropped]) -> Heap:
    """Open everything and find the ledger in it. Raises ``Refused`` where there is none, or more than one."""
    sheets, rejected = read_all(dropped)
    ledger = _ledger_among(sheets, rejected)
    returned = tuple(each for each in sheets if each is not ledger)
    return Heap(ledger_of_sheet(ledger.sheet, ledger.name), ledger.name, tuple(_told_apart(returned)), tuple(rejected))


def heap_without_ledger(dropped: Iterable[Dropped], ledger: Ledger) -> Heap:
    """Everything that came back for a ledger that is kept elsewhere; a 总表 among it reports nothing."""
    sheets, rejected = read_all(dropped)
    whole = [each for each in sheets if _LEDGER_WORDS[0] in each.name]
    rejected += [Rejected(each.name, "这是总表，不是单位交回的表，没有读取。") for each in whole]
    returned = (each for each in sheets if each not in whole)
    return Heap(ledger, "", tuple(_told_apart(returned)), tuple(rejected))


def read_all(dropped: Iterable[Dropped]) -> tuple[list[Returned], list[Rejected]]:
    """Every workbook, those in zips included, ordered by name, and what could not be read."""
    sheets: list[Returned] = []
    rejected: list[Rejected] = []
    for file in _unpacked(dropped, rejected):
        if any(file.name.rpartition("/")[2].startswith(words) for words in _LISTS):
            continue  # the list of what went to whom lies beside the ledger and reports nothing
        try:
            sheets.append(Returned(file.name, read_sheet(file)))
        except Refused as refused:
            rejected.append(Rejected(file.name, refused.sentence))
    sheets.sort(key=lambda each: (each.name, each.sheet.heading, repr(each.sheet.rows)))
    return sheets, rejected


def _told_apart(returned: Iterable[Returned]) -> Iterator[Returned]:
    """Files of one name (from two folders, two zips) get a name each: a text is shown under the file it came from."""
    seen: Counter[str] = Counter()
    for each in returned:
        seen[each.name] += 1
        yield each if seen[each.name] == 1 else replace(each, name=f"{each.name}（第{seen[each.name]}份）")


def read_sheet(file: Dropped) -> Sheet:
    """The sheet with the matters of one workbook. Raises ``Refused``."""
    if file.size > FILE_LIMIT:
        raise Refused(f"文件有 {file.size / 1024 / 1024:.1f} MB，超过 10 MB 的上限。请删去插入的图片，另存后再试。")
    if file.size > len(file.data):
        raise Refused("这一次选的文件合起来超过 60 MB，这个文件没有读取。请分几次汇总。")
    try:
        if file.data.startswith(_ZIP):
            _refuse_hostile(file.data)
        grids = read_grids(file.data, file.name, limit=FILE_LIMIT, hidden=(SENT_SHEET,))
    except (Unreadable, Unopened) as unreadable:
        raise Refused(unreadable.sentence) from unreadable
    for grid in grids:
        refuse_marked("\n".join(cell for row in grid.rows for cell in row if cell))
    sheet = sheet_of(grids)
    if sheet is None:
        raise Refused("没有找到“编号”“议定事项”“进展情况”这些列的表头，不像是发出去的表。请确认选对了文件。")
    return sheet


def _refuse_hostile(data: bytes) -> None:
    packed = opened(data)
    if any(name.lower().endswith("vbaproject.bin") for name in packed.names):
        raise Refused("文件带有宏，没有读取。请用 WPS 或 Excel 另存为不带宏的 .xlsx 后再试。")
    packed.refuse_bomb()


def _unpacked(dropped: Iterable[Dropped], rejected: list[Rejected]) -> Iterator[Dropped]:
    """Every file, those of a zip one by one; raises ``Refused`` beyond ``FILES``."""
    count = 0
    for file in dropped:
        for each in _members(file, rejected):
            count += 1
            if count > FILES:
                raise Refused(f"一次超过了 {FILES} 个文件。请分几次汇总：先汇总一部分，再拿汇总后的总表接着汇总。")
            yield each


def _members(file: Dropped, rejected: list[Rejected]) -> Iterator[Dropped]:
    if not file.data.startswith(_ZIP) or file.size > len(file.data):
        yield file
        return
    try:
        packed = opened(file.data)
    except (Unopened, zipfile.BadZipFile):
        yield file
        return
    if "[Content_Types].xml" in packed:
        yield file
        return
    for name in packed.names:
        stem = name.rpartition("/")[2]
        if name.startswith(_IGNORED) or stem.startswith(_IGNORED):
            continue
        try:
            data = packed.read(name)
        except Unopened as unopened:
            rejected.append(Rejected(f"{file.name} 里的 {stem}", unopened.sentence))
            continue
        yield Dropped(stem, data, len(data))


def _ledger_among(sheets: list[Returned], rejected: list[Rejected]) -> Returned:
    """The one file that is called 总表; else the one that alone holds every number of all others."""
    named = [each for each in sheets if any(words in each.name for words in _LEDGER_WORDS)]
    if len(named) > 1:
        names = "、".join(f"“{each.name}”" for each in named)
        raise Refused(f"有 {len(named)} 份总表：{names}。请只留最新的一份，和交回的表一起再选一次。")
    if named:
        return named[0]
    codes = {id(each): {row["code"] for row in each.sheet.rows} - {""} for each in sheets}
    every: set[str] = set().union(*codes.values()) if codes else set()
    whole = [each for each in sheets if codes[id(each)] == every and every]
    if len(whole) == 1 and len(sheets) > 1:
        return whole[0]
    told = "".join(f"“{each.name}”没有读取：{each.sentence}" for each in rejected[:3])
    raise Refused(f"没有找到总表。请把拆分时一起得到的“总表.xlsx”也选上，和交回的表放在一起。{told}")
