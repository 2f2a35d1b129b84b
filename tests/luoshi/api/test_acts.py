"""The acts of a matter's life through the interface: done, entered for a body, repeated, refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from build_matters import done, handed_out
from cast import AT, Cast, cast, signed_in
from luoshi.journal.events import history
from luoshi.matters.life import Act
from luoshi.matters.models import Matter

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
SAID = {"party": "市教育局", "said_by": "李强", "channel": "phone"}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def post(client: Client, path: str, body: object, **headers: str) -> tuple[int, Any]:
    answer = client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, json.loads(answer.content)


def test_a_body_acts_for_itself_and_reads_who_has_the_next_step(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("liqiang")
    status, shown = post(client, f"matters/{matter.ref}/acts/acknowledge", {})
    assert (status, shown["state"], shown["holder"]) == (200, "under_way", f"b:{cast.education.pk}")
    given = {"words": "汛期施工受阻。", "day": "2026-05-01"}
    status, shown = post(client, f"matters/{matter.ref}/acts/ask_extension", given)
    assert (status, shown["pending"], shown["holder"]) == (200, ["延期申请"], f"o:{cast.city.pk}")
    assert shown["held_since"].startswith("2026-03-09")


def test_the_office_enters_an_act_for_a_body_and_no_body_does_for_another(cast: Cast, signed_in: SignIn) -> None:
    matter, path = handed_out(cast), f"matters/{handed_out(cast, '另一件').ref}/acts/acknowledge"
    clerk = signed_in("zhoumin")
    status, refused = post(clerk, path, {})
    assert (status, refused["field"]) == (422, "said_by")
    assert post(clerk, path, {"on_behalf": {**SAID, "said_on": "2026-03-10"}})[0] == 422
    assert post(clerk, path, {"on_behalf": SAID})[0] == 200
    assert post(signed_in("liqiang"), f"matters/{matter.ref}/acts/acknowledge", {"on_behalf": SAID})[0] == 403
    entered = list(history(Matter.objects.exclude(pk=matter.pk).get()))[-1]
    assert (entered.by["on_behalf"]["said_by"], entered.by["through"]) == ("李强", "api")


def test_a_repeated_request_acts_once_and_a_stale_one_not_at_all(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("liqiang")
    path = f"matters/{matter.ref}/acts/acknowledge"
    stale = {"seen_seq": matter.seq - 1}
    assert post(client, path, stale)[0] == 409
    assert [post(client, path, {}, **{"Idempotency-Key": "k1"})[0] for _ in range(2)] == [200, 200]
    assert [entry.kind for entry in history(matter)].count("matter.acknowledged") == 1


def test_strangers_and_unknown_acts_find_nothing(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast)
    for login in ("chenjing", "wangfang"):
        assert post(signed_in(login), f"matters/{matter.ref}/acts/acknowledge", {})[0] == 404
        assert post(signed_in(login), f"matters/{matter.ref}/parts", {"parts": []})[0] == 404
    assert post(signed_in("liqiang"), f"matters/{matter.ref}/acts/close_part", {})[0] == 404
    assert post(Client(), f"matters/{matter.ref}/acts/acknowledge", {})[0] == 401


def test_what_is_found_done_names_what_was_looked_at(cast: Cast, signed_in: SignIn) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
    client, path = signed_in("zhoumin"), f"matters/{matter.ref}/acts/find_done"
    status, refused = post(client, path, {"words": "办结。", "checks": ["facts"]})
    assert (status, refused["field"]) == (422, "checks")
    checks = ["facts", "solved", "done", "lawful", "form"]
    status, shown = post(client, path, {"words": "办结。", "checks": checks})
    assert (status, shown["state"], shown["chain"]) == (200, "completed", ["销号"])


def test_a_lead_breaks_a_matter_down(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("liqiang")
    given = {"parts": [{"words": "东片", "body": cast.water.ref, "due_on": "2026-03-20"}]}
    status, [part] = post(client, f"matters/{matter.ref}/parts", given)
    assert (status, part["lead"]["name"], part["due_on"]) == (200, "市水务局", "2026-03-20")
    matter.refresh_from_db()
    assert matter.open_parts == 1


def test_what_nobody_applied_for_is_checked_or_the_reason_is_given(cast: Cast, signed_in: SignIn) -> None:
    matter, client = handed_out(cast), signed_in("zhoumin")
    path = f"matters/{matter.ref}/acts/find_done"
    status, refused = post(client, path, {"words": "办结。"})
    assert (status, refused["field"]) == (422, "checks")
    assert post(client, path, {"words": "办结。", "despite": "会上当场看过"})[0] == 200
