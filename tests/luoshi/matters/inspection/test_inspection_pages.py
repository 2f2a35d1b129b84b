"""The pages of inspections: planned, carried out, followed, printed, without script."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from docx import Document

from cast import Cast, cast, signed_in
from luoshi.matters.models import Inspection, InspectionState, Matter

__all__ = ["cast", "signed_in"]

SignIn = Callable[[str], Client]
PLAN = {
    "title": "防汛准备督查",
    "kind": "special",
    "content": "水库、河道和预案",
    "object": "有关部门",
    "scope": "全市",
    "basis": "年度督查计划",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-20",
}


def rows(prefix: str, *lines: dict[str, str]) -> dict[str, str]:
    sent = {f"{prefix}-TOTAL_FORMS": str(len(lines)), f"{prefix}-INITIAL_FORMS": "0"}
    return sent | {f"{prefix}-{at}-{name}": words for at, line in enumerate(lines) for name, words in line.items()}


SITES = rows("site", {"body": "市水务局", "place": "东水库", "planned_on": "2026-03-05"}, {"body": ""})


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("zhoumin")


@pytest.fixture
def row(clerk: Client) -> Inspection:
    clerk.post("/inspections/new/", {**PLAN, **SITES})
    return Inspection.objects.get()


def acted(client: Client, row: Inspection, name: str, **sent: str) -> str:
    answer = client.post(f"/inspections/{row.ref}/{name}/", sent, follow=True)
    return answer.content.decode()


def carried_out(client: Client, row: Inspection) -> None:
    acted(client, row, "approve", approved_by="市长", approved_on="2026-03-03")
    acted(client, row, "visit", site=str(row.sites.get().pk), visited_on="2026-03-05", visited_by="周敏")
    found = rows("problem", {"words": "闸门锈蚀", "body": "市水务局", "due_on": "2026-04-30"}, {"words": ""})
    acted(client, row, "problems", **found)


def test_an_inspection_goes_its_way_with_forms_alone(clerk: Client, row: Inspection) -> None:
    carried_out(clerk, row)
    assert "已形成结论" in acted(clerk, row, "conclude", conclusion="一处须整改。")
    assert "向市水务局反馈结论（2026-03-06）" in acted(clerk, row, "feed_back", to="市水务局", on="2026-03-06")
    page = acted(clerk, row, "follow", source="inspection", problem=str(row.problems.get().pk))
    assert "1 个问题已转为拟立项事项" in page
    row.refresh_from_db()
    assert (row.state, Matter.objects.get().words) == (InspectionState.RECTIFYING, "闸门锈蚀")


def test_the_page_of_the_plan_says_who_was_visited_already(clerk: Client, row: Inspection) -> None:
    plain = clerk.get("/inspections/new/").content.decode()
    assert "避免重复、多头督查" in plain
    asked = clerk.post("/inspections/new/", {**PLAN, **SITES, "step": "look"})
    assert asked.status_code == 200
    assert Inspection.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("approve", {"approved_by": "", "approved_on": "2026-03-03"}, "请填写批准人"),
        ("approve", {"approved_by": "市长", "approved_on": "x"}, "有效的日期"),
        ("conclude", {"conclusion": "一处须整改。"}, "不能形成结论"),
        ("visits", rows("site", {"body": "市水务局"}), "请把单位和计划日期都写上"),
        ("visits", rows("site", {"body": "市文旅局", "planned_on": "2026-03-08"}), "名录里没有“市文旅局”"),
        ("problems", rows("problem", {"words": "闸门锈蚀"}), "不能登记问题"),
    ],
)
def test_a_refusal_stands_on_the_page(
    clerk: Client, row: Inspection, name: str, sent: dict[str, str], sentence: str
) -> None:
    answer = clerk.post(f"/inspections/{row.ref}/{name}/", sent)
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.state == InspectionState.DRAFTED
    assert sentence in answer.content.decode()


def test_a_plan_without_its_basis_comes_back_with_what_was_typed(clerk: Client, cast: Cast) -> None:
    answer = clerk.post("/inspections/new/", {**PLAN, **SITES, "basis": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明依据" in page
    assert "东水库" in page


def test_a_stale_page_is_told_so(clerk: Client, row: Inspection) -> None:
    acted(clerk, row, "visits", **rows("site", {"body": "市教育局", "planned_on": "2026-03-08"}))
    answer = clerk.post(
        f"/inspections/{row.ref}/approve/", {"approved_by": "市长", "approved_on": "2026-03-03", "seen_seq": "1"}
    )
    assert answer.status_code == 422
    assert 'value="市长"' in answer.content.decode()


def test_the_plan_and_the_problems_are_word_files(clerk: Client, row: Inspection) -> None:
    carried_out(clerk, row)
    words = []
    for name in ("plan", "problems"):
        document = Document(io.BytesIO(clerk.get(f"/inspections/{row.ref}/{name}.docx").content))
        cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
        words.append("\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)]))
    assert all(each in words[0] for each in ("督查方案", "年度督查计划", "东水库", "2026年3月5日", "市长"))
    assert all(each in words[1] for each in ("督查发现问题清单", "闸门锈蚀", "市水务局", "2026年4月30日"))


def test_strangers_reach_no_inspection(signed_in: SignIn, row: Inspection) -> None:
    addresses = ["/inspections/", f"/inspections/{row.ref}/", f"/inspections/{row.ref}/plan.docx"]
    assert [Client().get(address).status_code for address in addresses] == [302] * 3
    assert [signed_in("liqiang").get(address).status_code for address in addresses] == [403] * 3
    assert [signed_in("chenjing").get(address).status_code for address in addresses] == [200, 404, 404]
    assert "防汛准备督查" not in signed_in("chenjing").get("/inspections/").content.decode()
    assert [signed_in("auditor").get(address).status_code for address in addresses] == [200] * 3
    posts = [("zhoumin", "nothing", 404), ("auditor", "approve", 403), ("chenjing", "approve", 404)]
    for login, name, status in posts:
        assert signed_in(login).post(f"/inspections/{row.ref}/{name}/", {}).status_code == status
