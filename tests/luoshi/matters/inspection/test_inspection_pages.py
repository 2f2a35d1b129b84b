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


def mended(client: Client, row: Inspection, name: str, key: int, **sent: str) -> str:
    """The page after a correction, a cancellation or a review."""
    answer = client.post(f"/inspections/{row.ref}/{name}/{key}/", sent, follow=True)
    return answer.content.decode()


def fed_back(client: Client, row: Inspection) -> None:
    carried_out(client, row)
    acted(client, row, "conclude", conclusion="一处须整改。")
    acted(client, row, "feed_back", to="市水务局", on="2026-03-06")


SAID = {"channel": "paper", "said_by": "王芳", "said_on": "2026-03-16"}


def test_a_review_is_asked_for_and_decided_on_the_page(clerk: Client, row: Inspection) -> None:
    fed_back(clerk, row)
    problem = row.problems.get()
    form = clerk.get(f"/inspections/{row.ref}/ask-review/{problem.pk}/").content.decode()
    assert "闸门锈蚀" in form
    assert 'value="市水务局"' in form
    page = mended(clerk, row, "ask-review", problem.pk, body="市水务局", words="去年刚换过。", **SAID)
    assert "已记下复核申请" in page
    assert "代录" in page
    assert "最迟 2026-04-15 答复" in page
    review = row.reviews.get()
    answer = {"outcome": "withdrawn", "words": "查阅了验收单。", "on": "2026-03-20"}
    refused = mended(clerk, row, "decide-review", review.pk, who="周敏", **answer)
    assert "应当回避" in refused
    assert "查阅了验收单。" in refused, "what was typed is not lost"
    assert "已记下复核结果" in mended(clerk, row, "decide-review", review.pk, who="郑工", **answer)
    assert "复核后撤销：查阅了验收单。" in clerk.get(f"/inspections/{row.ref}/").content.decode()


def test_a_review_of_a_problem_changes_it_on_the_page(clerk: Client, row: Inspection) -> None:
    fed_back(clerk, row)
    mended(clerk, row, "ask-review", row.problems.get().pk, body="市水务局", words="只有一处。", **SAID)
    given = {"outcome": "changed", "words": "去看了。", "who": "郑工", "on": "2026-03-20", "body": "市教育局"}
    mended(
        clerk, row, "decide-review", row.reviews.get().pk, problem_words="一处闸门锈蚀", due_on="2026-05-31", **given
    )
    problem = row.problems.get()
    assert (problem.words, str(problem.body), str(problem.due_on)) == ("一处闸门锈蚀", "市教育局", "2026-05-31")


def test_corrections_stand_on_pages_of_their_own(clerk: Client, row: Inspection) -> None:
    carried_out(clerk, row)
    site, problem = row.sites.get(), row.problems.get()
    given = {"body": "市水务局", "place": "西水库", "planned_on": "2026-03-05", "visited_on": "2026-03-05"}
    assert "请写明原来错在哪里" in mended(clerk, row, "correct-visit", site.pk, **given, visited_by="周敏", because="")
    page = mended(clerk, row, "correct-visit", site.pk, **given, visited_by="周敏", because="写错了")
    assert "更正点位“市水务局”：地点由“东水库”改为“西水库”（写错了）" in page
    new = {"words": "两处闸门锈蚀", "body": "市水务局", "due_on": "2026-04-30"}
    assert "两处闸门锈蚀" in mended(clerk, row, "correct-problem", problem.pk, **new, because="漏记")
    assert "已撤销" in mended(clerk, row, "withdraw-problem", problem.pk, because="重复登记")
    assert "已取消" in mended(clerk, row, "cancel-visit", site.pk, because="没有去")
    form = clerk.get(f"/inspections/{row.ref}/correct/0/").content.decode()
    assert 'name="approved_by" value="市长"' in form
    plan = PLAN | {"title": "汛前督查", "approved_by": "市长", "approved_on": "2026-03-03"}
    assert "更正名称（印错了）" in mended(clerk, row, "correct", 0, **plan, because="印错了")
    assert "取消督查：不去了" in mended(clerk, row, "cancel", 0, because="不去了")


def test_who_was_visited_is_shown_before_a_visit_is_added(clerk: Client, row: Inspection) -> None:
    more = rows(
        "site", {"body": "市水务局", "planned_on": "2026-03-20"}, {"body": "市教育局", "planned_on": "2026-08-01"}
    )
    fragment = clerk.post("/inspections/look/", more).content.decode()
    assert "2026年第三季度去过几次" in fragment
    assert "已去 0 次，还计划 1 次" in fragment
    answer = clerk.post(f"/inspections/{row.ref}/visits/", more | {"step": "look"})
    assert (answer.status_code, row.sites.count()) == (200, 1)
    page = answer.content.decode()
    assert 'value="2026-08-01"' in page
    assert "计划3月5日 防汛准备督查" in page
    half = rows("site", {"body": "市水务局", "planned_on": "2026-03-20"}, {"body": "市文旅局"})
    assert "还计划 1 次" in clerk.post("/inspections/look/", half).content.decode(), (
        "a row that is unfinished hides no other"
    )
    acted(clerk, row, "visits", **more)
    assert row.sites.count() == 3


def test_an_inspection_ends_on_its_page(clerk: Client, row: Inspection) -> None:
    fed_back(clerk, row)
    answer = clerk.post(f"/inspections/{row.ref}/close/", {"words": ""})
    assert answer.status_code == 422
    assert "还有 1 个问题没有整改办结" in answer.content.decode()
    assert "督查已结束" in acted(clerk, row, "close", words="转入明年计划，市长定")


def test_what_a_review_waits_for_stands_on_the_desk(clerk: Client, row: Inspection) -> None:
    fed_back(clerk, row)
    mended(clerk, row, "ask-review", 0, body="市水务局", words="结论过重。", **SAID)
    desk = clerk.get("/desk/").content.decode()
    assert "答复复核申请，4月15日前" in desk
    assert f"/inspections/{row.ref}/decide-review/{row.reviews.get().pk}/" in desk


def test_strangers_mend_nothing(signed_in: SignIn, row: Inspection) -> None:
    site = row.sites.get().pk
    for login, status in (("wangfang", 403), ("liqiang", 403), ("auditor", 403), ("chenjing", 404)):
        client = signed_in(login)
        for name, key in (
            ("correct", 0),
            ("cancel", 0),
            ("correct-visit", site),
            ("cancel-visit", site),
            ("ask-review", 0),
        ):
            address = f"/inspections/{row.ref}/{name}/{key}/"
            assert client.get(address).status_code == status
            assert client.post(address, {"because": "x"}).status_code == status
    row.refresh_from_db()
    assert row.seq == 1
    clerk = signed_in("zhoumin")
    assert clerk.get(f"/inspections/{row.ref}/nothing/0/").status_code == 404
    assert clerk.get(f"/inspections/{row.ref}/correct-visit/{site + 99}/").status_code == 404
