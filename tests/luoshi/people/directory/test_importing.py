"""The tables an office has are shown row by row, then taken over in one operation; what goes out comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import revise_body
from luoshi.journal.acting import Acting
from luoshi.journal.events import history
from luoshi.journal.models import AccessAct, AccessEntry, Event
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.verify import verify
from luoshi.people.directory.exporting import blank_table, export_table
from luoshi.people.directory.importing import ImportKind, Plan, import_table, plan_table
from luoshi.people.directory.who import LineUp, liaisons
from luoshi.people.models import Person, Post, Tenure
from luoshi.people.sample import load
from luoshi.sheets import OutColumn, workbook

from .conftest import AT, DAY, LATER

BODIES, LEADERS, CONTACTS = ImportKind.BODIES, ImportKind.LEADERS, ImportKind.CONTACTS
NAMES = ("机构全称", "规范简称", "别名", "类别", "上级单位", "主要职责", "职责关键词")


def table(titles: Sequence[str], *rows: Sequence[str]) -> bytes:
    return workbook("表", "安澜市名录", [OutColumn(title) for title in titles], rows)


def csv(text: str) -> bytes:
    return text.encode("gb18030")


def plan(office: Office, kind: ImportKind, data: bytes, on: dt.date = LATER) -> Plan:
    return plan_table(office, kind, data, "表.csv", on=on)


def take(
    office: Office, by: Acting, kind: ImportKind, data: bytes, *, on: dt.date = LATER, leaving: Sequence[str] = ()
) -> dict[str, object]:
    """Preview and confirm."""
    shown = plan(office, kind, data, on).digest
    return dict(
        import_table(
            office, by=by, at=AT, kind=kind, data=data, name="表.csv", on=on, shown=shown, leaving=frozenset(leaving)
        )
    )


def told(planned: Plan) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.wrong) for problem in planned.problems]


@pytest.fixture
def city(db: None) -> Office:
    return load(at=AT)[0]


@pytest.fixture
def keeper(city: Office) -> Acting:
    return Acting(office=city.pk, account="zhoumin", name="周敏", roles=frozenset({"supervisor"}))


@pytest.fixture
def first(office: Office, zhoumin: Acting) -> Office:
    """A directory from one table: the government, two bureaus and an institution."""
    data = table(
        NAMES,
        ("安澜市人民政府", "市政府", "", "本级政府", "", "", ""),
        ("安澜市教育局", "市教育局", "市教体局", "政府工作部门", "", "1.管理学校\n2.指导体育", "学校\n体育、健身"),
        ("安澜市水务局", "市水务局", "市水利局", "政府工作部门", "", "管理水库", "水库"),
        ("安澜市教研室", "", "", "事业单位", "市教育局", "", ""),
    )
    take(office, zhoumin, BODIES, data)
    return office


# ——— 机构名录 ———


def test_a_table_of_bodies_becomes_the_directory(first: Office) -> None:
    education = Body.objects.get(name="安澜市教育局")
    assert (education.kind, education.short_name) == (BodyKind.DEPARTMENT, "市教育局")
    assert [(duty.text, duty.words) for duty in education.duties.all()] == [
        ("管理学校", ["学校"]),
        ("指导体育", ["体育", "健身"]),
    ]
    assert Body.objects.get(name="安澜市教研室").parent == education
    assert str(Body.objects.first()) == "市政府"
    assert verify().sound


def test_the_same_table_again_says_no_change(first: Office, zhoumin: Acting) -> None:
    data = export_table(first, BODIES, by=zhoumin, at=AT, on=LATER)
    planned = plan(first, BODIES, data)
    assert planned.empty
    assert len(planned.same) == 4
    events = Event.objects.count()
    assert take(first, zhoumin, BODIES, data) == {"new": 0, "changed": 0, "gone": 0}
    assert Event.objects.count() == events


def test_a_preview_tells_what_would_change_and_writes_nothing(first: Office) -> None:
    events = Event.objects.count()
    data = table((*NAMES[:2], "办公电话"), ("安澜市教育局", "市教体局机关", "0000-6001001"), ("安澜市体育局", "", ""))
    planned = plan(first, BODIES, data)
    [changed] = planned.changed
    assert changed.sentences == ("办公电话：（无） → 0000-6001001", "规范简称：市教育局 → 市教体局机关")
    assert told(planned) == [(4, "类别", "新机构没有写类别。")]
    assert [change.name for change in planned.gone] == ["安澜市人民政府", "安澜市水务局", "安澜市教研室"]
    assert Event.objects.count() == events


def test_what_the_table_does_not_have_stays_unless_it_is_ticked(first: Office, zhoumin: Acting) -> None:
    data = table(NAMES[:2], ("安澜市人民政府", "市政府"), ("安澜市教育局", "市教育局"))
    gone = {change.name: change.ref for change in plan(first, BODIES, data).gone}
    assert take(first, zhoumin, BODIES, data) == {"new": 0, "changed": 0, "gone": 0}
    assert Body.objects.filter(closed_on=None).count() == 4
    take(first, zhoumin, BODIES, data, leaving=[gone["安澜市水务局"]])
    assert Body.objects.get(name="安澜市水务局").closed_on == LATER


def test_bodies_under_headings_of_their_kind_in_a_table_with_other_titles(office: Office, zhoumin: Acting) -> None:
    data = csv(
        "安澜市机构一览,,\n制表单位：督查室,,\n序号,单位名称,简称\n一、政府工作部门（2个）,,\n1,市教育局,教育局\n2,市财政局,财政局\n二、乡镇（街道）,,\n3,云溪镇人民政府,云溪镇\n"
    )
    planned = plan(office, BODIES, data)
    assert told(planned) == []
    assert planned.notes == ["没有用到的列：序号。"]
    take(office, zhoumin, BODIES, data)
    assert [(body.name, body.kind) for body in Body.objects.all()] == [
        ("市教育局", "department"),
        ("市财政局", "department"),
        ("云溪镇人民政府", "township"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        (("", "某局", "", "事业单位", "", "", ""), "机构全称", "没有写机构名称"),
        (("市甲局", "", "", "怪", "", "", ""), "类别", "不认识类别“怪”"),
        (("市甲局", "市教育局", "", "事业单位", "", "", ""), "规范简称", "现在属于“安澜市教育局”"),
        (("市水务局", "市教育局", "", "", "", "", ""), "规范简称", "不是“安澜市水务局”的"),
        (("市甲局", "", "", "事业单位", "市乙局", "", ""), "上级单位", "都没有上级单位“市乙局”"),
        (("市甲局", "", "", "事业单位", "", "一\n二\n三", "甲\n乙"), "职责关键词", "关键词有2行，主要职责有3行"),
    ],
)
def test_a_cell_that_is_wrong_is_told_with_row_column_and_what_to_do(
    first: Office, row: Sequence[str], column: str, wrong: str
) -> None:
    planned = plan(first, BODIES, table(NAMES, row))
    [problem] = planned.problems
    assert (problem.row, problem.column) == (3, column)
    assert wrong in problem.wrong
    assert problem.todo.endswith("。")
    assert not planned.new


def test_the_same_body_twice_in_a_table_is_told(first: Office) -> None:
    data = table(NAMES[:2], ("安澜市教育局", ""), ("教育局", ""))
    assert told(plan(first, BODIES, data)) == [(4, "机构全称", "与第 3 行是同一个单位。")]


def test_a_column_of_days_orders_and_divisions_is_checked(first: Office) -> None:
    data = table(("机构全称", "排序", "设立日期", "所属区划"), ("市教育局", "第一", "去年", "某镇"))
    assert [problem.column for problem in plan(first, BODIES, data).problems] == ["排序", "设立日期", "所属区划"]


def test_a_superior_below_its_own_row_is_refused_whole(office: Office, zhoumin: Acting) -> None:
    data = table(NAMES[:5], ("市教研室", "", "", "事业单位", "市教育局"), ("市教育局", "", "", "政府工作部门", ""))
    with pytest.raises(Refused, match=r"第 3 行“市教研室”没有办成.*都没有导入"):
        take(office, zhoumin, BODIES, data)
    assert not Body.objects.exists()


# ——— 领导分工 ———


def test_a_table_of_leaders_makes_seats_people_and_portfolios(first: Office, zhoumin: Acting) -> None:
    data = csv(
        "领导,分管工作,分管部门\n市长 江一帆,负责市政府全面工作,\n副市长 柳如川,分管教育、体育等工作；联系水务局,市教育局\n"
    )
    planned = plan(first, LEADERS, data)
    assert told(planned) == []
    assert planned.new[1].sentences == (
        "任副市长（新设岗位）",
        "增加：分管教育",
        "增加：分管体育",
        "增加：联系市水务局",
        "增加：分管市教育局",
    )
    take(first, zhoumin, LEADERS, data)
    leader = LineUp(first, LATER).leader(Body.objects.get(name="安澜市教育局"))
    assert leader is not None
    assert leader.person is not None
    assert (leader.person.name, leader.post.title) == ("柳如川", "副市长")
    assert plan(first, LEADERS, data, LATER + dt.timedelta(days=1)).empty


def test_a_newcomer_takes_the_seat_of_the_one_who_is_not_in_the_table_any_more(first: Office, zhoumin: Acting) -> None:
    before = csv("姓名,职务,分管单位\n江一帆,副市长,市教育局\n柳如川,副市长,市水务局\n")
    take(first, zhoumin, LEADERS, before, on=DAY)
    after = csv("姓名,职务,分管单位\n江一帆,副市长,市教育局\n温若水,副市长,市水务局\n")
    [new] = plan(first, LEADERS, after).new
    assert new.sentences == ("接替柳如川任副市长",)
    take(first, zhoumin, LEADERS, after)
    assert Tenure.objects.get(person__name="柳如川").valid_to == LATER - dt.timedelta(days=1)
    assert Post.objects.count() == 2
    assert verify().sound


def test_when_two_left_a_clerk_says_whom_the_newcomer_succeeds(first: Office, zhoumin: Acting) -> None:
    take(first, zhoumin, LEADERS, csv("姓名,职务,分管单位\n江一帆,副市长,市教育局\n柳如川,副市长,市水务局\n"), on=DAY)
    planned = plan(first, LEADERS, csv("姓名,职务,分管单位\n温若水,副市长,市水务局\n"))
    assert told(planned) == [(2, "职务", "“副市长”有2位不在表里（江一帆、柳如川），看不出温若水接替哪一位。")]
    assert [change.name for change in planned.gone] == ["副市长 江一帆", "副市长 柳如川"]


def test_a_changed_portfolio_shows_what_comes_and_what_goes(first: Office, zhoumin: Acting) -> None:
    take(first, zhoumin, LEADERS, csv("姓名,职务,分管单位\n江一帆,副市长,市教育局\n"), on=DAY)
    [changed] = plan(first, LEADERS, csv("姓名,职务,分管单位\n江一帆,副市长,市水务局\n")).changed
    assert changed.sentences == ("增加：分管市水务局", "不再：分管市教育局")


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        ("江一帆,副市长,市气象局,", "分管单位", "没有单位“市气象局”"),
        ("江一帆,,市教育局,", "职务", "没有写江一帆的职务"),
        (",副市长,市教育局,", "姓名", "没有写领导姓名"),
        ("江一帆,副市长,,", "分管领域", "没有写分管什么"),
    ],
)
def test_a_leaders_row_that_is_wrong_is_told(first: Office, row: str, column: str, wrong: str) -> None:
    planned = plan(first, LEADERS, csv(f"姓名,职务,分管单位,分管工作\n{row}\n"))
    [problem] = planned.problems
    assert (problem.row, problem.column) == (2, column)
    assert wrong in problem.wrong


def test_without_a_government_there_is_no_seat_for_leaders(office: Office) -> None:
    [problem] = plan(office, LEADERS, csv("姓名,职务,分管单位\n江一帆,副市长,市教育局\n")).problems
    assert "还没有本级政府" in problem.wrong


# ——— 通讯录 ———


def test_a_contact_list_with_sections_and_several_numbers(first: Office, zhoumin: Acting) -> None:
    data = csv(
        "2026年通讯录,,\n姓名,联系电话,备注\n市教育局,,\n局长 江一帆,0000-6001001/10000000001,\n柳如川（副局长）,100 0000 0002,联络员\n二、市水务局,,\n局长：温若水,6001002,\n"
    )
    planned = plan(first, CONTACTS, data)
    assert told(planned) == []
    take(first, zhoumin, CONTACTS, data)
    head = Person.objects.get(name="江一帆")
    assert head.mobile is not None
    assert (head.phone, head.mobile.reveal()) == ("0000-6001001", "10000000001")
    education = Body.objects.get(name="安澜市教育局")
    assert [tenure.person.name for tenure in liaisons(education, LATER)] == ["柳如川"]
    assert Person.objects.filter(name="柳如川").count() == 1
    assert list(Post.objects.filter(body=education).values_list("title", "kind")) == [
        ("局长", "head"),
        ("副局长", "deputy"),
        ("联络员", "liaison"),
    ]
    assert verify().sound


def test_someone_who_is_missing_from_a_body_in_the_list_leaves_only_when_ticked(first: Office, zhoumin: Acting) -> None:
    take(
        first,
        zhoumin,
        CONTACTS,
        csv("单位,姓名,职务\n教育局,江一帆,局长\n教育局,柳如川,副局长\n水务局,温若水,局长\n"),
        on=DAY,
    )
    data = csv("单位,姓名,职务\n教育局,江一帆,局长\n")
    [gone] = plan(first, CONTACTS, data).gone
    assert gone.name == "市教育局 柳如川"
    take(first, zhoumin, CONTACTS, data)
    assert Tenure.objects.on(LATER).count() == 3
    take(first, zhoumin, CONTACTS, data, leaving=[gone.ref])
    assert Tenure.objects.get(person__name="柳如川").valid_to == LATER - dt.timedelta(days=1)


def test_a_new_head_succeeds_the_old_one(first: Office, zhoumin: Acting) -> None:
    take(first, zhoumin, CONTACTS, csv("单位,姓名,职务\n教育局,江一帆,局长\n"), on=DAY)
    data = csv("单位,姓名,职务\n教育局,柳如川,局长\n")
    planned = plan(first, CONTACTS, data)
    assert [new.sentences for new in planned.new] == [("接替江一帆任局长",)]
    assert planned.gone == []
    take(first, zhoumin, CONTACTS, data)
    assert [str(tenure) for tenure in Tenure.objects.on(LATER)] == ["柳如川 局长"]


def test_one_who_moved_is_the_same_person_and_two_of_one_name_are_two(first: Office, zhoumin: Acting) -> None:
    take(first, zhoumin, CONTACTS, csv("单位,姓名,职务,手机\n教育局,江一帆,局长,10000000001\n"), on=DAY)
    moved = plan(first, CONTACTS, csv("单位,姓名,职务,手机\n水务局,江一帆,局长,10000000001\n"))
    assert moved.changed[0].sentences == ("任局长（新设岗位）（原在其他单位）",)
    other = plan(first, CONTACTS, csv("单位,姓名,职务,手机\n水务局,江一帆,局长,10000000009\n"))
    assert [change.name for change in other.new] == ["市水务局 江一帆"]


def test_a_changed_mobile_is_told_without_being_shown(first: Office, zhoumin: Acting) -> None:
    take(first, zhoumin, CONTACTS, csv("单位,姓名,职务,手机\n教育局,江一帆,局长,10000000001\n"), on=DAY)
    [changed] = plan(first, CONTACTS, csv("单位,姓名,职务,手机\n教育局,江一帆,局长,10000000002\n")).changed
    assert changed.sentences == ("手机：已登记的号码 → 10000000002",)


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        ("市气象局,江一帆,局长,", "单位", "没有单位“市气象局”"),
        (",江一帆,局长,", "单位", "看不出是哪个单位的人"),
        ("教育局,,局长,", "姓名", "没有写姓名"),
        ("教育局,江一帆,,", "职务", "没有写江一帆的职务"),
        ("教育局,江一帆,局长,1000000", "手机", "“1000000”不是电话号码"),
    ],
)
def test_a_contact_that_is_wrong_is_told(first: Office, row: str, column: str, wrong: str) -> None:
    planned = plan(first, CONTACTS, csv(f"单位,姓名,职务,手机\n{row}\n"))
    [problem] = planned.problems
    assert (problem.row, problem.column) == (2, column)
    assert wrong in problem.wrong


# ——— for all three ———


@pytest.mark.parametrize("kind", list(ImportKind))
def test_what_goes_out_of_the_sample_city_comes_back_as_no_change(
    city: Office, keeper: Acting, kind: ImportKind
) -> None:
    data = export_table(city, kind, by=keeper, at=AT, on=DAY)
    planned = plan(city, kind, data, DAY)
    assert told(planned) == []
    assert [
        (change.kind.value, change.name, change.sentences) for change in planned.changes if change.kind.value != "same"
    ] == []
    assert AccessEntry.objects.get(act=AccessAct.EXPORTED).detail.startswith(kind.label)


def test_the_sample_city_enters_an_empty_directory_through_its_own_tables(
    city: Office, keeper: Acting, next_office: Office, chenjing: Acting
) -> None:
    for kind in ImportKind:
        data = export_table(city, kind, by=keeper, at=AT, on=DAY)
        take(next_office, chenjing, kind, data, on=DAY)
        copy = export_table(next_office, kind, by=chenjing, at=AT, on=DAY)
        assert plan(city, kind, copy, DAY).empty
    assert Body.objects.filter(office=next_office).count() == Body.objects.existing(DAY).filter(office=city).count()
    assert Person.objects.filter(office=next_office).count() == Person.objects.filter(office=city).count()


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_blank_table_is_read_as_a_table_without_rows(first: Office, kind: ImportKind) -> None:
    planned = plan(first, kind, blank_table(kind))
    assert planned.problems == planned.new == planned.changed == []


def test_what_was_shown_is_what_is_done_or_the_form_is_stale(first: Office, zhoumin: Acting) -> None:
    data = table(("机构全称", "办公电话"), ("市教育局", "0000-6001001"))
    shown = plan(first, BODIES, data).digest
    revise_body(Body.objects.get(name="安澜市教育局"), by=zhoumin, at=AT, values={"phone": "0000-6009999"})
    with pytest.raises(Stale, match="新的预览"):
        import_table(first, by=zhoumin, at=AT, kind=BODIES, data=data, name="a.xlsx", on=LATER, shown=shown)


def test_the_journal_says_that_it_came_from_a_file(first: Office) -> None:
    entry = list(history(first))[-1]
    [(_, kept)] = entry.data.values()
    assert (entry.kind, entry.by["through"], kept["file"], kept["new"]) == ("directory.imported", "import", "表.csv", 4)
    assert {event.by["through"] for event in history(Body.objects.get(name="安澜市教育局"))} == {"import"}


def test_who_only_reads_may_not_import_nor_export_and_a_stranger_sees_nothing(
    first: Office, liqiang: Acting, chenjing: Acting
) -> None:
    data = table(NAMES[:2], ("市教育局", ""))
    for by, refusal in ((liqiang, Denied), (chenjing, Unseen)):
        with pytest.raises(refusal):
            take(first, by, BODIES, data)
        with pytest.raises(refusal):
            export_table(first, CONTACTS, by=by, at=AT, on=DAY)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        ("甲,乙\n丙,丁\n".encode(), "没有找到机构名录的表头"),
        ("类别,规范简称\n事业单位,甲\n".encode(), "缺少“机构全称”"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_what_to_do(first: Office, data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        plan(first, BODIES, data)
    assert refusal.value.field == "file"
