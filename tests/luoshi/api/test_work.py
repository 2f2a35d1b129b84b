"""The office's work through the interface: the same operations, the same refusals, the same strangers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import proposed
from cast import Cast, cast, signed_in
from luoshi.journal.models import Event
from luoshi.matters.models import Matter, MatterState

__all__ = ["cast", "signed_in"]
TEXT = (
    "2026年3月9日上午，市长沈怀远主持召开九届市人民政府第31次常务会议。\n"
    "会议要求，由市水务局牵头，市教育局配合，对水库开展排查，4月30日前完成。"
    "市教育局要在5月底前修订校园安全预案。\n"
)
SignIn = Callable[[str], Client]


def send(client: Client, method: str, path: str, body: object = None, **headers: str) -> Any:
    answer: HttpResponse = getattr(client, method)(
        f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers
    )
    return answer.status_code, json.loads(answer.content)


def get(client: Client, path: str) -> Any:
    answer = client.get(f"/api/v1/{path}")
    return answer.status_code, json.loads(answer.content)


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    return signed_in("zhoumin")


@pytest.fixture
def taken_in(clerk: Client) -> dict[str, Any]:
    status, document = send(clerk, "post", "documents", {"text": TEXT, "name": "通稿.txt"})
    assert status == 201
    return document  # type: ignore[no-any-return]


def docketed(clerk: Client, document: dict[str, Any], **more: object) -> tuple[int, Any]:
    [held] = document["meetings"]
    refs = [each["ref"] for each in get(clerk, f"matters?meeting={held}")[1]["matters"]]
    body = {"matters": refs, "approved_by": "市政府秘书长", "approved_on": "2026-03-10", **more}
    status, answer = send(clerk, "post", f"meetings/{held}/docket", body)
    return status, answer


def test_a_text_goes_in_and_its_matters_come_out(clerk: Client, taken_in: dict[str, Any]) -> None:
    [reading] = taken_in["readings"]
    assert reading["meeting"]["number"]["value"] == 31
    assert get(clerk, f"documents/{taken_in['ref']}")[1]["state"] == "read"
    [held] = get(clerk, "meetings")[1]
    assert (held["number"], held["held_on"]) == (31, "2026-03-09")
    assert get(clerk, f"meetings/{held['ref']}")[1] == held
    found = get(clerk, "matters")[1]["matters"]
    assert [(each["lead"]["name"], each["due_on"]) for each in found] == [
        ("市水务局", "2026-04-30"),
        ("市教育局", "2026-05-31"),
    ]
    assert found[0]["origins"]["lead"]["how"] == "text"


def test_matters_are_docketed_handed_out_and_reported_on(clerk: Client, taken_in: dict[str, Any]) -> None:
    status, rows = docketed(clerk, taken_in, hand_out=True)
    assert (status, [row["spoken"] for row in rows]) == (200, ["常务会31-01", "常务会31-02"])
    said = {"progress": "已排查40座。", "said_by": "水务局办公室", "said_on": "2026-03-20"}
    status, row = send(clerk, "post", f"matters/{rows[0]['ref']}/reports", said)
    assert (status, row["state"], row["progress"]) == (200, "under_way", "已排查40座。")
    history = get(clerk, f"matters/{row['ref']}")[1]["history"]
    assert "代录：市水务局 水务局办公室 2026-03-20 电话告知" in history[-1]["who"]
    assert "接口" in history[-1]["who"]


def test_only_what_is_sent_is_changed_and_a_stale_change_is_refused(clerk: Client, taken_in: dict[str, Any]) -> None:
    row = get(clerk, f"matters?meeting={taken_in['meetings'][0]}")[1]["matters"][0]
    change = {"standard": "全部销号", "seen_seq": row["seq"]}
    status, changed = send(clerk, "patch", f"matters/{row['ref']}", change)
    assert (status, changed["standard"], changed["words"]) == (200, "全部销号", row["words"])
    status, refusal = send(clerk, "patch", f"matters/{row['ref']}", change | {"standard": "另一个"})
    assert status == 409
    assert refusal["sentence"]
    assert Matter.objects.get(ref=row["ref"]).standard == "全部销号"


def test_the_same_key_again_does_nothing_again(clerk: Client, cast: Cast) -> None:
    given = {"text": TEXT}
    first, again = (send(clerk, "post", "documents", given, **{"Idempotency-Key": "k1"})[1] for _ in range(2))
    assert first["ref"] == again["ref"]
    assert Event.objects.filter(kind="document.received").count() == 1


def test_a_refusal_is_a_sentence_with_its_field(clerk: Client, taken_in: dict[str, Any]) -> None:
    status, refusal = docketed(clerk, taken_in, approved_by=" ")
    assert (status, refusal["field"]) == (422, "approved_by")
    assert set(Matter.objects.values_list("state", flat=True)) == {MatterState.PROPOSED}
    status, refusal = send(clerk, "post", "documents", {"text": "机密★1年\n会议纪要"})
    assert status == 422
    assert "机密" in refusal["sentence"]


def test_a_liaison_sees_what_was_handed_out_and_changes_nothing(
    clerk: Client, signed_in: SignIn, taken_in: dict[str, Any]
) -> None:
    liqiang = signed_in("liqiang")
    assert get(liqiang, "matters")[1]["matters"] == []
    _, rows = docketed(clerk, taken_in, hand_out=True)
    assert len(get(liqiang, "matters")[1]["matters"]) == 2  # leads one, supports the other
    assert send(liqiang, "patch", f"matters/{rows[1]['ref']}", {"standard": "无"})[0] == 403
    assert send(liqiang, "post", "documents", {"text": TEXT})[0] == 403
    assert send(liqiang, "post", f"matters/{rows[1]['ref']}/reports", {"progress": "正在修订。"})[0] == 200
    assert send(liqiang, "post", f"matters/{rows[0]['ref']}/reports", {"progress": "我来报。"})[0] == 403


def test_the_next_county_finds_nothing_and_nobody_is_asked_to_sign_in(
    signed_in: SignIn, taken_in: dict[str, Any]
) -> None:
    row = Matter.objects.order_by("pk").first()
    assert row is not None
    chenjing = signed_in("chenjing")
    for path in (f"documents/{taken_in['ref']}", f"meetings/{taken_in['meetings'][0]}", f"matters/{row.ref}"):
        assert get(chenjing, path)[0] == 404
        assert get(Client(), path) == (401, {"sentence": "请先登录。", "field": None})
    assert get(chenjing, "matters")[1]["matters"] == []
    assert send(chenjing, "patch", f"matters/{row.ref}", {"standard": "无"})[0] == 404


def test_a_change_without_the_token_of_the_pages_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.accounts["zhoumin"])
    assert client.post("/api/v1/documents", {"text": TEXT}, content_type="application/json").status_code == 403


def test_a_file_goes_in_as_it_is_uploaded(clerk: Client) -> None:
    file = SimpleUploadedFile("通稿.txt", TEXT.encode())
    answer = clerk.post("/api/v1/documents/file", {"file": file, "label": "internal"})
    assert answer.status_code == 201
    [document] = answer.json()
    assert (document["state"], document["label"]) == ("read", "internal")
    broken = SimpleUploadedFile("空.docx", b"PK\x03\x04nothing")
    refused = clerk.post("/api/v1/documents/file", {"file": broken})
    assert (refused.status_code, "空.docx" in refused.json()["sentence"]) == (422, True)


def test_where_a_meeting_stands_is_told_with_figures_that_add_up(clerk: Client, taken_in: dict[str, Any]) -> None:
    [held] = taken_in["meetings"]
    docketed(clerk, taken_in)
    status, told = get(clerk, f"meetings/{held}/standing")
    assert (status, told["title"].partition("，逾期")[0]) == (200, "立项 2 件，已办结 0 件")
    assert told["facts"]["主持"] == "沈怀远（市长）"
    figures = told["figures"]
    assert figures["docketed"] == sum(figures[name] for name in ("done", "under_way", "not_started", "set_aside")) == 2


def test_docketed_matters_are_handed_out_by_their_refs(
    clerk: Client, signed_in: SignIn, taken_in: dict[str, Any]
) -> None:
    _, rows = docketed(clerk, taken_in)
    [held] = taken_in["meetings"]
    status, [row] = send(clerk, "post", f"meetings/{held}/hand-out", {"matters": [rows[1]["ref"]]})
    assert (status, row["state"], row["said"]) == (200, "handed_out", "not_started")
    assert [each["ref"] for each in get(signed_in("liqiang"), "matters")[1]["matters"]] == [rows[1]["ref"]]


def test_matters_are_narrowed_by_body_by_words_and_to_what_is_late(
    clerk: Client, cast: Cast, taken_in: dict[str, Any]
) -> None:
    docketed(clerk, taken_in)

    def names(query: str) -> list[str]:
        return [row["spoken"] for row in get(clerk, f"matters?{query}")[1]["matters"]]

    assert names(f"body={cast.water.ref}") == ["常务会31-01"]
    assert names(f"body={cast.education.ref}") == ["常务会31-01", "常务会31-02"]
    assert names("q=校园安全") == ["常务会31-02"]
    for spoken, due in (("常务会31-01", "9998-01-01"), ("常务会31-02", "2020-01-01")):
        Matter.objects.filter(spoken=spoken).update(due_on=due)
    assert names("late=true") == ["常务会31-02"]


def test_only_the_supervision_office_enters_what_another_said(
    clerk: Client, signed_in: SignIn, taken_in: dict[str, Any]
) -> None:
    _, rows = docketed(clerk, taken_in, hand_out=True)
    told = {"progress": "正在修订。", "said_by": "别人"}
    status, refusal = send(signed_in("liqiang"), "post", f"matters/{rows[1]['ref']}/reports", told)
    assert status == 403
    assert "代录" in refusal["sentence"]


def test_a_page_of_matters_asks_as_often_for_twenty_as_for_one(clerk: Client, cast: Cast) -> None:
    def queries() -> int:
        get(clerk, "matters")
        with CaptureQueriesContext(connection) as taken:
            get(clerk, "matters")
        return len(taken)

    proposed(cast, supporting=[cast.water])
    before = queries()
    for number in range(20):
        proposed(cast, f"第{number}件", supporting=[cast.water])
    assert queries() == before


@pytest.mark.parametrize(
    "path",
    ["matters/%00", "meetings/%00", "documents/%00", "meetings?before=%00", "matters?after=%00", "matters?q=%00"],
)
def test_a_character_that_no_database_keeps_is_refused_with_a_sentence(path: str, clerk: Client) -> None:
    status, refusal = get(clerk, path)
    assert status == 422
    assert refusal["sentence"]


def test_words_with_such_a_character_are_refused_too(clerk: Client, taken_in: dict[str, Any]) -> None:
    _, rows = docketed(clerk, taken_in)
    assert send(clerk, "post", f"matters/{rows[0]['ref']}/reports", {"progress": "已办\x00结"})[0] == 422
    assert send(clerk, "patch", f"matters/{rows[0]['ref']}", {"standard": "\x00"})[0] == 422
