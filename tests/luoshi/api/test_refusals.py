"""Every door of the interface, found from its description: what is wrong is JSON with a Chinese sentence, and nothing is written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from addresses import doors
from build_matters import handed_out
from cast import Cast, cast, signed_in
from luoshi.api.doors import api
from luoshi.journal.models import Event
from luoshi.people.models import Account

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
WRITES = sorted(
    (method.upper(), path)
    for path, described in api.get_openapi_schema()["paths"].items()
    for method, door in described.items()
    if "application/json" in door.get("requestBody", {}).get("content", ())
)
WRONG: dict[str, tuple[str | bytes, str, int]] = {
    "half a body": ('{"words": ', "application/json", 400),
    "bytes of no encoding": (b'{"words": "\xff\xfe"}', "application/json", 400),
    "very deep": ("[" * 100_000, "application/json", 400),
    "a list": ("[]", "application/json", 400),
    "a word": ('"words"', "application/json", 400),
    "nothing": ("null", "application/json", 400),
    "an unknown name": ('{"nonsense": 1}', "application/json", 422),
    "a form": ("words=1", "application/x-www-form-urlencoded", 415),
    "a plain text": ("{}", "text/plain", 415),
    "half a form": ("--x", "multipart/form-data; boundary=x", 415),
}


def sentence_of(answer: HttpResponse) -> str:
    assert answer["Content-Type"].startswith("application/json")
    sentence = json.loads(answer.content)["sentence"]
    assert re.search(r"[一-鿿].*[。]$", sentence), sentence
    return str(sentence)


@pytest.mark.parametrize(("method", "path"), WRITES, ids=str)
def test_a_body_that_is_wrong_is_answered_with_a_sentence(
    cast: Cast, signed_in: SignIn, method: str, path: str
) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    assert matter.meeting is not None
    ref = matter.meeting.ref if "/meetings/" in path else matter.ref
    address, entries = path.replace("{ref}", ref).replace("{act}", "ask_extension"), Event.objects.count()
    for name, (sent, kind, status) in WRONG.items():
        answer: Any = client.generic(method, address, sent, content_type=kind)
        assert answer.status_code == status, name
        sentence_of(answer)
    assert Event.objects.count() == entries


def test_what_goes_wrong_before_a_door_is_answered_in_json_too(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    assert "没有这个地址" in sentence_of(client.get("/api/v1/nothing"))  # type: ignore[arg-type]
    assert "请求方法" in sentence_of(client.delete("/api/v1/matters"))  # type: ignore[arg-type]
    large = client.generic("POST", "/api/v1/readings", b" " * (40 << 20), content_type="application/json")
    assert large.status_code == 413
    assert "太大" in sentence_of(large)  # type: ignore[arg-type]


def test_a_request_without_its_token_is_told_where_the_token_goes(cast: Cast, signed_in: SignIn) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in("zhoumin").cookies
    answer: Any = client.post(f"/api/v1/matters/{handed_out(cast).ref}/reports", "{}", content_type="application/json")
    assert answer.status_code == 403
    assert "X-CSRFToken" in sentence_of(answer)


def test_a_forged_session_is_nobody(cast: Cast, settings: Any) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "forged"
    for door in doors():
        if door.route.startswith("api/"):
            answer = door.ask(client, "2222222222222222")
            assert answer.status_code == 401, door
            assert sentence_of(answer) == "请先登录。"


def test_a_day_beyond_the_calendar_is_refused(db: None) -> None:
    for asked in ("start=9999-12-31&n=3", "start=0001-01-01&n=-3"):
        answer: Any = Client().get(f"/api/v1/workdays?{asked}")
        assert answer.status_code == 422
        assert "日历" in sentence_of(answer)


def test_nothing_is_entered_for_another_that_is_yet_to_be_said(cast: Cast, signed_in: SignIn) -> None:
    sent = {"progress": "已排查", "said_by": "李强", "said_on": "2099-01-01", "said": "on_track"}
    address = f"/api/v1/matters/{handed_out(cast).ref}/reports"
    answer: Any = signed_in("zhoumin").post(address, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 422
    assert sentence_of(answer) == "日期不能晚于今天。"


def test_whoever_has_to_change_the_password_first_is_told_so(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("zhoumin")
    Account.objects.filter(login="zhoumin").update(must_change_password=True)
    answer: Any = client.get("/api/v1/matters")
    assert answer.status_code == 403
    assert "修改初始密码" in sentence_of(answer)


READS = sorted(
    path for path, described in api.get_openapi_schema()["paths"].items() for method in described if method == "get"
)


@pytest.mark.parametrize("path", READS)
def test_an_unknown_name_in_the_address_is_refused_at_every_door(path: str, cast: Cast, signed_in: SignIn) -> None:
    row = handed_out(cast)
    address = re.sub(r"\{\w+\}", row.ref, path.replace("{key}", "urge.remind_days").replace("{kind}", "feedback"))
    given = "start=2026-03-09&n=1&" if path.endswith("workdays") else ""
    answer: Any = signed_in("zhoumin").get(f"{address}?{given}lat=true")
    assert (answer.status_code, "lat" in sentence_of(answer)) == (422, True)


def test_the_names_a_door_knows_are_taken(cast: Cast, signed_in: SignIn) -> None:
    client, row = signed_in("zhoumin"), handed_out(cast)
    for asked in (
        f"matters?meeting={row.meeting.ref}&late=false&open=true&q=水库",
        "meetings?before=",
        "inspections?after=",
    ):  # type: ignore[union-attr]
        assert client.get(f"/api/v1/{asked}").status_code == 200
