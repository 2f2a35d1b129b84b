"""A small office whose duties are known by heart, and owners as the reader gives them."""

from __future__ import annotations

import datetime as dt

import pytest

from jiyao.reading import Owner, Role
from jiyao.text import Span
from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, DutyText, found_body, found_office, merge
from luoshi.journal.acting import Acting

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 9)
SYSTEM = Acting.system(None)
KINDS = {"镇": BodyKind.TOWNSHIP, "街道": BodyKind.TOWNSHIP, "政府": BodyKind.GOVERNMENT}
BODIES: tuple[tuple[str, str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    ("安澜市人民政府", "市政府", (), ()),
    (
        "安澜市发展和改革局",
        "市发改局",
        ("市能源局",),
        (("负责固定资产投资综合管理", ("重大项目", "投资")), ("负责粮食和物资储备", ("粮食储备", "粮油"))),
    ),
    ("安澜市教育局", "市教育局", (), (("负责校园安全的指导监督", ("校园安全", "校车", "学校")),)),
    ("安澜市财政局", "市财政局", ("市国资委",), (("编制预算，拨付财政资金", ("资金拨付", "预算")),)),
    ("安澜市水务局", "市水务局", ("市水利局",), (("保障农村饮水安全", ("饮水安全", "水库")),)),
    ("安澜市审计局", "市审计局", (), (("审计财政收支", ("审计整改",)),)),
    ("安澜市公安局", "市公安局", (), (("管理道路交通安全", ("交通事故", "校园安保")),)),
    ("安澜市住房和城乡建设局", "市住建局", (), (("监管建筑施工安全", ("施工安全", "老旧小区")),)),
    ("安澜市乡村振兴局", "市乡村振兴局", (), (("巩固脱贫攻坚成果", ("防返贫监测", "脱贫")),)),
    ("安澜市农业农村局", "市农业农村局", (), (("指导农业生产", ("春耕", "高标准农田")),)),
    ("云溪镇人民政府", "云溪镇", (), (("负责辖区经济发展和基层治理", ("云溪镇", "辖区")),)),
    ("青石镇人民政府", "青石镇", (), (("负责辖区经济发展和基层治理", ("青石镇", "辖区")),)),
    ("白鹭镇人民政府", "白鹭镇", (), (("负责辖区经济发展和基层治理", ("白鹭镇", "辖区")),)),
)


def entered(order: tuple[int, ...] | None = None) -> Office:
    """The office with its bodies, entered in any order; 市乡村振兴局 went into 市农业农村局 on 1 June 2024."""
    office = found_office(None, by=SYSTEM, at=AT, name="安澜市人民政府办公室")
    found: dict[str, Body] = {}
    for at in order or range(len(BODIES)):
        name, short, aliases, duties = BODIES[at]
        details = BodyDetails(
            kind=next((kind for end, kind in KINDS.items() if short.endswith(end)), BodyKind.DEPARTMENT),
            name=name,
            short_name=short,
            aliases=aliases,
            duties=tuple(DutyText(text, keywords) for text, keywords in duties),
            protocol_order=at * 10,
        )
        found[short] = found_body(office, by=SYSTEM, at=AT, details=details)
    merge(found["市农业农村局"], by=SYSTEM, at=AT, others=[found["市乡村振兴局"]], on=dt.date(2024, 6, 1))
    return office


@pytest.fixture
def office(db: None) -> Office:
    return entered()


def owner(words: str, name: str, role: Role = "listed", at: int = 0) -> Owner:
    """The owner who stands at its first place in the words of a statement that begins at ``at`` of the source."""
    start = at + words.index(name)
    return Owner(text=name, span=Span(start, start + len(name)), rule="test", role=role)
