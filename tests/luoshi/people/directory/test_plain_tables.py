"""Tables as they are pasted, and lists of names without a header."""

from __future__ import annotations

import pytest

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.people.directory.importing import Answers, ImportKind, Plan, import_table, pasted, plan_table
from luoshi.people.directory.importing.kinds import is_heading, kind_offered
from luoshi.people.directory.importing.pasted import NAME
from luoshi.people.models import Tenure

from .conftest import AT, LATER

BODIES, CONTACTS = ImportKind.BODIES, ImportKind.CONTACTS
LIST = "一、政府工作部门（3个）\n市教育局\n市委办公室\n城北街道\n二、其他\n市文化中心\n"


def plan(office: Office, kind: ImportKind, words: str) -> Plan:
    return plan_table(office, kind, pasted(words), NAME, on=LATER)


def take(office: Office, by: Acting, kind: ImportKind, words: str, answers: Answers) -> None:
    shown = plan(office, kind, words).digest
    import_table(office, by=by, at=AT, kind=kind, data=pasted(words), name=NAME, on=LATER, shown=shown, answers=answers)


@pytest.mark.parametrize(
    "words",
    [
        "单位\t姓名\t职务\n市教育局\t李强\t局长\n",
        "| 单位 | 姓名 | 职务 |\n|---|---|---|\n| 市教育局 | 李强 | 局长 |\n",
        "单位    姓名   职务\n市教育局　　李强　　局长\n",
        "通讯录（2026年）\n单位\t姓名\t职务\n市教育局\t李强\t局长\n",
    ],
)
def test_a_table_is_pasted_in_any_shape(office: Office, education: Body, words: str) -> None:
    assert [change.name for change in plan(office, CONTACTS, words).new] == ["市教育局 李强"]


def test_names_one_below_the_other_need_no_header(office: Office) -> None:
    planned = plan(office, BODIES, LIST)
    assert [(change.name, change.sentences) for change in planned.new] == [
        ("市教育局", ("类别：政府工作部门",)),
        ("市委办公室", ("类别：政府工作部门",)),
        ("城北街道", ("类别：政府工作部门",)),
    ]
    assert [change.row for change in planned.new] == [2, 3, 4]


def test_a_body_without_a_kind_is_asked_for_and_left_aside_until_then(office: Office, zhoumin: Acting) -> None:
    [(problem, rows)] = plan(office, BODIES, LIST).doubts
    assert problem.doubt is not None
    assert (problem.doubt.key, problem.doubt.offer, rows) == ("kind:市文化中心", BodyKind.INSTITUTION, 1)
    take(office, zhoumin, BODIES, LIST, {})
    assert not Body.objects.filter(name="市文化中心").exists()
    take(office, zhoumin, BODIES, LIST, {"kind:市文化中心": "mass"})
    assert Body.objects.get(name="市文化中心").kind == BodyKind.MASS


def test_prose_is_no_list_of_names(office: Office) -> None:
    with pytest.raises(Refused, match="没有找到机构名录的表头"):
        plan(office, BODIES, "各单位要提高认识。\n抓好落实。\n")


def test_a_body_of_the_contacts_that_is_unknown_is_asked_for_once(
    office: Office, education: Body, zhoumin: Acting
) -> None:
    words = "单位\t姓名\t职务\n市教体局\t李强\t局长\n市教体局\t王芳\t副局长\n"
    [(problem, rows)] = plan(office, CONTACTS, words).doubts
    assert problem.doubt is not None
    assert (problem.doubt.key, problem.doubt.offer, rows) == ("body:市教体局", "市教育局", 2)
    take(office, zhoumin, CONTACTS, words, {"body:市教体局": "教育局"})
    assert {tenure.post.body for tenure in Tenure.objects.select_related("post__body")} == {education}


@pytest.mark.parametrize(
    "cell", ["一、政府工作部门（27个）", "乡镇（街道）", "事业单位", "（三）国有企业", "党委部门", "乡镇"]
)
def test_a_heading_is_told_from_a_body(cell: str) -> None:
    assert is_heading(cell, among=False)


@pytest.mark.parametrize("cell", ["市委办公室", "城北街道", "市人民法院", "云溪乡", "市检察院", "1.市委组织部"])
def test_a_body_whose_name_holds_a_kind_is_no_heading(cell: str) -> None:
    assert not is_heading(cell, among=True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("安澜市人民政府", BodyKind.GOVERNMENT),
        ("云溪镇人民政府", BodyKind.TOWNSHIP),
        ("市人大常委会办公室", BodyKind.CONGRESS),
        ("市委组织部", BodyKind.PARTY),
        ("市残疾人联合会", BodyKind.MASS),
        ("市城投集团", BodyKind.ENTERPRISE),
        ("市卫生健康委", BodyKind.DEPARTMENT),
        ("市图书馆", BodyKind.INSTITUTION),
        ("某某", None),
    ],
)
def test_a_name_suggests_a_kind(name: str, kind: BodyKind | None) -> None:
    assert kind_offered(name, "安澜市") == kind
