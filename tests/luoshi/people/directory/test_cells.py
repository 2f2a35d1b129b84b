"""What offices write into one cell is understood."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.people.directory.importing.cells import day, division_of_work, parted, post_kind, telephones, title_and_name
from luoshi.people.models import PostKind, Relation


@pytest.mark.parametrize(
    ("cell", "mobiles", "phones", "odd"),
    [
        ("10000000001", ("10000000001",), (), ()),
        ("100 0000 0001", ("10000000001",), (), ()),
        ("100-0000-0001", ("10000000001",), (), ()),
        ("+8610000000001", ("10000000001",), (), ()),
        ("10000000001/0000-6001001", ("10000000001",), ("0000-6001001",), ()),
        ("6001001、6001002，10000000002", ("10000000002",), ("6001001", "6001002"), ()),
        ("（0000）6001001", (), ("00006001001",), ()),
        ("０000—6001001\n10000000001", ("10000000001",), ("0000-6001001",), ()),
        ("6001001 10000000001", ("10000000001",), ("6001001",), ()),
        ("8001", (), ("8001",), ()),
        ("1000000000", (), (), ("1000000000",)),
        ("见通知", (), (), ("见通知",)),
        ("", (), (), ()),
    ],
)
def test_several_numbers_in_one_cell(cell: str, mobiles: object, phones: object, odd: object) -> None:
    found = telephones(cell)
    assert (found.mobiles, found.phones, found.odd) == (mobiles, phones, odd)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("局长 江一帆", ("局长", "江一帆")),
        ("局长江一帆", ("局长", "江一帆")),
        ("党组书记、局长：江一帆", ("党组书记、局长", "江一帆")),
        ("江一帆（局长）", ("局长", "江一帆")),
        ("江一帆 副局长", ("副局长", "江一帆")),
        ("副市长 阿依·古力", ("副市长", "阿依·古力")),
        ("江一帆", None),
        ("局长", None),
        ("市教育局", None),
    ],
)
def test_a_title_and_a_name_in_one_cell(cell: str, expected: tuple[str, str] | None) -> None:
    assert title_and_name(cell) == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("局长", PostKind.HEAD),
        ("党组书记、局长", PostKind.HEAD),
        ("副局长", PostKind.DEPUTY),
        ("党组成员", PostKind.DEPUTY),
        ("办公室主任", PostKind.SECTION),
        ("主任", PostKind.HEAD),
        ("基础教育股股长", PostKind.SECTION),
        ("督查室主任", PostKind.SECTION),
        ("联络员", PostKind.LIAISON),
        ("科员", PostKind.STAFF),
    ],
)
def test_what_a_title_is_in_the_work_of_its_body(title: str, kind: PostKind) -> None:
    assert post_kind(title) == kind


def test_a_leaders_work_in_words_is_parted_by_its_verbs() -> None:
    cell = "负责市政府常务工作；分管教育、卫生健康等工作，协助市长分管审计工作。联系市残联、市科协"
    assert division_of_work(cell) == [
        (Relation.LEADS, "市政府常务工作"),
        (Relation.MANAGES, "教育"),
        (Relation.MANAGES, "卫生健康"),
        (Relation.ASSISTS, "审计工作"),
        (Relation.CONTACTS, "市残联"),
        (Relation.CONTACTS, "市科协"),
    ]


def test_work_without_a_verb_is_managed() -> None:
    assert division_of_work("教育、体育方面工作") == [(Relation.MANAGES, "教育"), (Relation.MANAGES, "体育")]


def test_a_list_in_a_cell_has_any_separator_and_no_repeats() -> None:
    assert parted("市教育局、市科协；市残联\n市科协 等") == ["市教育局", "市科协", "市残联"]


@pytest.mark.parametrize("cell", ["2019-03-01", "2019年3月1日", "2019.3.1", "2019/03/01"])
def test_a_day_as_people_write_it(cell: str) -> None:
    assert day(cell) == dt.date(2019, 3, 1)


@pytest.mark.parametrize("cell", ["2019", "三月", "2019-13-01"])
def test_what_is_no_day_is_told(cell: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        day(cell)
