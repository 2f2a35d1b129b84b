"""Which column of an office's ledger means what: known titles first, then words that titles contain; a clerk may say otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luoshi.documents.ledger import FIELDS
from luoshi.sheets import Column, Grid, Header, find_header
from luoshi.sheets.header import WITHIN

_OWN = (
    Column("measure", "具体举措", ("工作举措", "主要举措", "具体措施", "工作措施", "具体任务", "细化任务", "分解任务")),
    Column("person", "责任人", ("具体责任人", "经办人", "联系人", "联络员", "具体负责人")),
    Column("done", "是否办结", ("是否完成", "是否销号", "办结情况", "是否已办结", "完成与否")),
    Column(
        "docketed_on", "交办时间", ("立项时间", "立项日期", "交办日期", "下达时间", "督办时间", "批示时间", "会议时间")
    ),
    Column("closed_on", "办结时间", ("办结日期", "销号时间", "销号日期", "实际完成时间")),
    Column("code", "督办号", ("交办编号", "督查编号", "台账编号")),
    Column("lead_person", "责任领导", ("分管县领导", "分管市领导", "领办领导", "牵头县领导", "挂钩领导", "督办领导")),
    Column(
        "matter",
        "议定内容",
        (
            "督查事项",
            "督办内容",
            "交办事项",
            "批示内容",
            "决定事项",
            "工作事项",
            "任务名称",
            "事项名称",
            "案由",
            "建议题目",
            "提案题目",
            "诉求内容",
        ),
    ),
)
MEANINGS: dict[str, str] = {
    **{column.key: column.title for column in FIELDS},
    "measure": "具体举措",
    "person": "责任人",
    "done": "是否办结",
    "docketed_on": "交办时间",
    "closed_on": "办结时间",
}
"""What a column may mean, in the words of the page; any other column is carried along as it is."""
_HINTS = (
    ("due", r"要求.{0,4}(?:时间|日期)|(?:时间|时限|进度)要求|时序|时间(?:安排|节点|进度)"),
    ("closed_on", r"(?:办结|销号|实际完成)(?:时间|日期)"),
    ("docketed_on", r"(?:交办|立项|下达|批示|接收|会议)(?:时间|日期)"),
    ("due", r"时限|期限|完成(?:时间|日期)|截止|节点"),
    ("done", r"^是否"),
    ("problems", r"问题|困难|需协调|难点"),
    ("progress", r"进展|落实情况|办理情况|推进|完成情况|成效|办理结果|反馈情况|整改情况"),
    ("progress", r"形象进度"),
    ("state", r"状态|进度|情况判定|完成度"),
    ("", r"^(?:批示|交办|签批)(?:领导|人)$"),
    ("lead_person", r"领导$"),
    ("measure", r"举措|措施|具体(?:任务|工作|内容|事项)|(?:细化|分解)(?:任务|内容|事项)"),
    ("supporting", r"(?:配合|协办|会办|协助|参与|协同)(?:单位|部门)"),
    ("lead_body", r"(?:责任|牵头|承办|主办|主责|办理|落实|整改)(?:单位|部门|主体)|^单位$|^部门$"),
    ("person", r"责任人|联系人|经办人|联络员"),
    ("matter", r"任务|督办事项|工作事项"),
    ("standard", r"标准|目标|指标"),
    ("origin", r"来源|出处|依据"),
    ("code", r"编号|文号|代码"),
    ("number", r"序号|^序$"),
    ("remark", r"备注|说明"),
    ("matter", r"事项|任务|内容|工作|要求|批示|问题清单|案由|题目|诉求"),
)
"""Words by which a title that nobody has listed is understood; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A column of a table: where it stands, its title as written, what it means (empty: carried along)."""

    place: int
    title: str
    key: str


def meant(title: str) -> str:
    """What a title most likely means; empty where nothing says so."""
    words = re.sub(r"\s+|[（(].*?[)）]|[*:：]", "", unicodedata.normalize("NFKC", title))
    if not words or len(words) > _LONGEST:
        return ""
    for column in (*FIELDS, *_OWN):
        if words in (column.title, *column.synonyms):
            return column.key
    return next((key for key, pattern in _HINTS if re.search(pattern, words)), "")


_LONGEST = 16
"""Characters of a title; what is longer is a sentence."""


def header_of(grid: Grid) -> Header | None:
    """The header of a ledger, whatever its titles; ``None`` where no row is one, or where no column tells what is to be done."""
    header = find_header(grid, _columns(grid))
    if header is None or "matter" in header.places:
        return header
    if "measure" not in header.places:
        return None
    places = {("matter" if key == "measure" else key): place for key, place in header.places.items()}
    return replace(header, places=places)


def _columns(grid: Grid) -> Sequence[Column]:
    """The known columns, each with the titles of this sheet that mean it."""
    found: dict[str, dict[str, None]] = {}
    for column in (*FIELDS, *_OWN):
        found.setdefault(column.key, {}).update(dict.fromkeys((column.title, *column.synonyms)))
    for row in grid.rows[:WITHIN]:
        for cell in row:
            if key := meant(cell):
                found[key][cell] = None
    return [Column(key, *_title_first(MEANINGS[key], titles)) for key, titles in found.items()]


def _title_first(title: str, titles: Mapping[str, None]) -> tuple[str, tuple[str, ...]]:
    return title, tuple(each for each in titles if each != title)


def titled(grid: Grid, header: Header) -> list[Titled]:
    """Every column of a table that has a title or holds anything; of titles that stand twice the second is numbered."""
    means = {place: key for key, place in header.places.items()}
    found: list[Titled] = []
    seen: dict[str, int] = {}
    for place in range(max(map(len, grid.rows), default=0)):
        rows = grid.rows[header.index : header.index + header.height]
        title = next((row[place] for row in reversed(rows) if place < len(row) and row[place]), "")
        below = any(row[place] for row in grid.rows[header.index + header.height :] if place < len(row))
        if not title and not below:
            continue
        title = " ".join(title.split()) or f"第{place + 1}列"
        seen[title] = seen.get(title, 0) + 1
        found.append(Titled(place, title if seen[title] == 1 else f"{title}（{seen[title]}）", means.get(place, "")))
    return found
