"""Inspections through the interface: from the plan to the close, corrected, reviewed, refused, and unknown to strangers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from build_inspections import approved, fed_back, first, followed, planned, under_way, with_problems
from cast import AT, Cast, cast, signed_in
from luoshi.journal.events import history
from luoshi.matters.models import Inspection, InspectionState

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
PLAN = {
    "title": "防汛准备督查", "content": "水库、河道和预案", "object": "有关部门", "scope": "全市",
    "basis": "年度督查计划", "starts_on": "2026-03-09", "ends_on": "2026-03-29",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("zhoumin")


def got(client: Client, path: str) -> tuple[int, Any]:
    answer = client.get(f"/api/v1/{path}")
    return answer.status_code, json.loads(answer.content)


def post(client: Client, path: str, body: object, **headers: str) -> tuple[int, Any]:
    answer = client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, json.loads(answer.content)


def taken(client: Client, ref: str, step: str, **given: object) -> Any:
    """A step that is done: the inspection after it."""
    status, shown = post(client, f"inspections/{ref}/steps/{step}", given)
    assert status == 200, shown
    return shown


def refused(client: Client, row: Inspection, step: str, **given: object) -> tuple[int, str | None]:
    """A step that is not done: the status and the part of the request it is about; the inspection is as it was."""
    before = (row.seq, row.state)
    status, answer = post(client, f"inspections/{row.ref}/steps/{step}", given)
    row.refresh_from_db()
    assert (row.seq, row.state) == before
    assert "sentence" in answer
    return status, answer.get("field")


def test_an_inspection_goes_from_its_plan_to_its_end(cast: Cast, clerk: Client) -> None:
    visits = [{"body": cast.water.ref, "place": "东水库", "planned_on": "2026-03-09"}]
    status, made = post(clerk, "inspections", {**PLAN, "visits": visits})
    assert (status, made["state"], [site["body"]["name"] for site in made["sites"]]) == (201, "drafted", ["市水务局"])
    ref = made["ref"]
    taken(clerk, ref, "approve", who="市长", on="2026-03-09")
    visited = taken(clerk, ref, "visit", site=made["sites"][0]["key"], who="何山")
    assert (visited["state"], visited["sites"][0]["visited_on"]) == ("under_way", "2026-03-09")
    assert visited["sites"][0]["visits_in_quarter"] == 1
    findings = [{"words": "闸门锈蚀", "body": cast.water.ref, "due_on": "2026-03-29"}, {"words": "预案没有演练"}]
    noted = taken(clerk, ref, "note_problems", findings=findings)
    assert [(each["number"], each["words"], each["matter"]) for each in noted["problems"]] == [
        (1, "闸门锈蚀", None),
        (2, "预案没有演练", None),
    ]
    keys = [each["key"] for each in noted["problems"]]
    assert taken(clerk, ref, "withdraw_problem", problem=keys[1], because="重复登记")["problems"][1]["number"] == 0
    followed = taken(clerk, ref, "follow", problems=keys[:1])
    assert followed["problems"][0]["matter"]
    taken(clerk, ref, "conclude", words="准备基本到位，一处须整改。")
    told = taken(clerk, ref, "feed_back", to="市水务局")
    assert (told["state"], told["fed_back_on"]) == ("rectifying", "2026-03-09")
    row = Inspection.objects.get(ref=ref)
    assert refused(clerk, row, "close") == (422, "words")
    closed = taken(clerk, ref, "close", words="整改由河长办继续盯，市长定。")
    assert (closed["state"], closed["standing"]) == (
        "closed",
        "已去 1 处，共 1 处，发现问题 1 个，1 个转为督办事项，1 个没有办结",
    )
    assert {entry.by["through"] for entry in history(row)} == {"api"}


def test_what_was_entered_wrongly_is_corrected(cast: Cast, clerk: Client) -> None:
    row = with_problems(cast)
    site, problem = row.sites.get().pk, first(row).pk
    moved = {"body": cast.education.ref, "planned_on": "2026-03-10"}
    shown = taken(
        clerk, row.ref, "correct_visit", site=site, visits=[moved], on="2026-03-09", who="何山", because="点位录错"
    )
    assert (shown["sites"][0]["body"]["name"], shown["sites"][0]["planned_on"]) == ("市教育局", "2026-03-10")
    shown = taken(
        clerk, row.ref, "correct_problem", problem=problem, findings=[{"words": "闸门卡阻"}], because="看错了"
    )
    assert (shown["problems"][0]["words"], shown["problems"][0]["body"]) == ("闸门卡阻", None)
    shown = taken(clerk, row.ref, "correct", correct={"scope": "城区"}, because="方案第二页")
    assert (shown["scope"], shown["title"]) == ("城区", row.title)
    row.refresh_from_db()
    assert refused(clerk, row, "correct", correct={"scope": "全市"}) == (422, "because")
    assert refused(clerk, row, "correct", correct={"conclusion": "都好"}, because="补") == (422, "conclusion")
    assert refused(clerk, row, "correct", correct={"starts_on": None}, because="清空") == (422, "starts_on")
    assert refused(clerk, row, "correct_visit", site=site, because="没写改成什么") == (422, "visits")


def test_what_is_not_done_is_called_off(cast: Cast, clerk: Client) -> None:
    row = approved(cast)
    added = taken(clerk, row.ref, "add_visits", visits=[{"body": cast.education.ref, "planned_on": "2026-03-12"}])
    assert [site["body"]["name"] for site in added["sites"]] == ["市水务局", "市教育局"]
    shown = taken(clerk, row.ref, "cancel_visit", site=row.sites.get(body=cast.water).pk, because="改日再去")
    assert [site["cancelled_because"] for site in shown["sites"]] == ["", "改日再去"]
    shown = taken(clerk, row.ref, "cancel", because="与上级督查重复，市长定。")
    assert (shown["state"], shown["standing"]) == ("cancelled", "已取消：与上级督查重复，市长定。")


def test_a_body_asks_for_a_review_and_another_hand_decides(cast: Cast, clerk: Client) -> None:
    row, _ = followed(cast)
    about = {"problem": first(row).pk, "body": cast.water.ref, "words": "闸门已于上周更换。"}
    assert refused(clerk, row, "ask_review", **about) == (422, "said_by")
    assert refused(clerk, row, "ask_review", **{**about, "body": ""}) == (422, "body")
    said = {"party": "市水务局", "said_by": "王芳", "channel": "paper", "said_on": "2026-03-09"}
    [review] = taken(clerk, row.ref, "ask_review", **about, on_behalf=said)["reviews"]
    assert (review["said_by"], review["problem"], review["outcome"]) == ("王芳", about["problem"], "")
    row.refresh_from_db()
    decided = {"review": review["key"], "outcome": "withdrawn", "words": "查验属实。"}
    assert refused(clerk, row, "decide_review", **decided, who="何山") == (422, "who")
    shown = taken(clerk, row.ref, "decide_review", **decided, who="赵远")
    assert (shown["reviews"][0]["outcome"], shown["problems"][-1]["number"]) == ("withdrawn", 0)


def test_a_review_changes_the_conclusion(cast: Cast, clerk: Client) -> None:
    row = fed_back(cast)
    said = {"party": "市水务局", "said_by": "王芳", "channel": "paper"}
    asked = taken(clerk, row.ref, "ask_review", body=cast.water.ref, words="事实有误。", on_behalf=said)
    changed = {"outcome": "changed", "words": "一处已改。", "who": "赵远", "conclusion": "一处须整改。"}
    shown = taken(clerk, row.ref, "decide_review", review=asked["reviews"][0]["key"], **changed)
    assert (shown["state"], shown["conclusion"], shown["fed_back_on"]) == ("concluded", "一处须整改。", None)


def test_a_repeated_request_acts_once_and_a_stale_one_not_at_all(cast: Cast, clerk: Client) -> None:
    assert [post(clerk, "inspections", PLAN, **{"Idempotency-Key": "p1"})[0] for _ in range(2)] == [201, 201]
    row = Inspection.objects.get()
    path, given = f"inspections/{row.ref}/steps/approve", {"who": "市长"}
    assert post(clerk, path, {**given, "seen_seq": row.seq - 1})[0] == 409
    assert [post(clerk, path, given, **{"Idempotency-Key": "a1"})[0] for _ in range(2)] == [200, 200]
    assert [entry.kind for entry in history(row)] == ["inspection.planned", "inspection.approved"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"content": " "}, "content"),
        ({"ends_on": "2026-03-01"}, "ends_on"),
        ({"title": "长" * 81}, "title"),
        ({"kind": "raid"}, "kind"),
        ({"color": "red"}, "color"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_a_sentence(
    cast: Cast, clerk: Client, given: dict[str, str], field: str
) -> None:
    status, answer = post(clerk, "inspections", {**PLAN, **given})
    assert (status, field in f"{answer['field']}{answer['sentence']}") == (422, True)
    assert not Inspection.objects.exists()


def test_another_offices_rows_are_none(cast: Cast, clerk: Client) -> None:
    row, other = under_way(cast), planned(cast)
    foreign = other.sites.get().pk
    assert refused(clerk, row, "cancel_visit", site=foreign, because="错") == (404, None)
    assert (
        refused(clerk, row, "add_visits", visits=[{"body": "nosuchbody000000", "planned_on": "2026-03-12"}])[0] == 404
    )
    assert refused(clerk, row, "praise")[0] == 404


def test_the_list_goes_on_where_the_page_before_ended(
    cast: Cast, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.api.inspections.PAGE", 2)
    rows = [planned(cast, title=f"第{number}次督查") for number in (1, 2, 3)]
    status, page = got(clerk, "inspections")
    assert (status, [each["title"] for each in page["inspections"]]) == (200, ["第3次督查", "第2次督查"])
    assert page["next"] == rows[1].ref
    status, page = got(clerk, f"inspections?after={page['next']}")
    assert ([each["ref"] for each in page["inspections"]], page["next"]) == ([rows[0].ref], None)


def test_who_reads_reads_and_a_stranger_finds_nothing(cast: Cast, signed_in: SignIn) -> None:
    row = under_way(cast)
    address = f"inspections/{row.ref}"
    auditor = signed_in("auditor")
    assert got(auditor, address)[1]["title"] == row.title
    assert post(auditor, f"{address}/steps/cancel", {"because": "不想查"})[0] == 403
    for login in ("chenjing", "wangfang", "liqiang"):
        stranger = signed_in(login)
        assert got(stranger, "inspections")[1] == {"inspections": [], "next": None}
        assert got(stranger, address)[0] == 404
        assert post(stranger, f"{address}/steps/cancel", {"because": "不想查"})[0] == 404
    assert post(signed_in("wangfang"), "inspections", PLAN)[0] == 403
    assert got(Client(), address)[0] == 401
    row.refresh_from_db()
    assert row.state == InspectionState.UNDER_WAY
