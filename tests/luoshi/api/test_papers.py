"""Papers and calls through the interface: the same papers as on the pages, the same strangers."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import done, handed_out
from cast import Cast, cast, signed_in
from luoshi.journal.models import AccessEntry, Event
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from read_papers import members, words

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
KINDS = ("notice", "feedback", "extension", "submission", "closing")


@pytest.fixture
def running(cast: Cast) -> Matter:
    return done(cast, handed_out(cast), Act.ACKNOWLEDGE)


def test_the_office_takes_every_paper_and_each_is_in_the_access_log(signed_in: SignIn, running: Matter) -> None:
    client = signed_in("zhoumin")
    for kind in KINDS:
        answer = client.get(f"/api/v1/matters/{running.ref}/papers/{kind}")
        assert answer.status_code == 200
        assert running.words in words(answer.content)
    assert AccessEntry.objects.filter(operation="matters.print").count() == len(KINDS)


@pytest.mark.parametrize(
    ("login", "statuses"),
    [("liqiang", [403, 200, 200, 404, 404]), ("wangfang", [404] * 5), ("chenjing", [404] * 5), (None, [401] * 5)],
)
def test_others_take_what_they_may_have_on_the_page(
    signed_in: SignIn, running: Matter, login: str | None, statuses: list[int]
) -> None:
    client = signed_in(login) if login else Client()
    found = [client.get(f"/api/v1/matters/{running.ref}/papers/{kind}").status_code for kind in KINDS]
    assert found == statuses


def test_a_paper_that_is_none_is_refused(signed_in: SignIn, running: Matter) -> None:
    answer = signed_in("zhoumin").get(f"/api/v1/matters/{running.ref}/papers/x")
    assert answer.status_code == 422
    assert "kind" in answer.json()["sentence"]


def test_the_notices_of_a_meeting_come_in_a_zip(signed_in: SignIn, running: Matter) -> None:
    assert running.meeting is not None
    address = f"/api/v1/meetings/{running.meeting.ref}/notices"
    assert list(members(signed_in("zhoumin").get(address).content)) == ["市教育局_交办通知_1项.docx"]
    assert signed_in("liqiang").get(address).status_code == 403
    assert signed_in("chenjing").get(address).status_code == 404


def test_a_call_is_noted_once_however_often_it_is_sent(signed_in: SignIn, running: Matter) -> None:
    client, address = signed_in("zhoumin"), f"/api/v1/matters/{running.ref}/calls"
    body = json.dumps({"who": "李强", "words": "明天报"})
    for _ in range(2):
        answer = client.post(address, body, content_type="application/json", headers={"Idempotency-Key": "一次"})
        assert answer.json() == {"ref": running.ref, "seq": running.seq + 1}
    assert Event.objects.filter(kind="matter.urged").count() == 1
    assert client.post(address, "{}", content_type="application/json").status_code == 422
    assert signed_in("liqiang").post(address, body, content_type="application/json").status_code == 403
    assert signed_in("wangfang").post(address, body, content_type="application/json").status_code == 404
