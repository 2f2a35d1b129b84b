"""The auditor's pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from build_matters import handed_out
from cast import AT, Cast
from luoshi.bodies.operations import revise_body
from luoshi.journal.models import AccessAct, AccessEntry, Event
from luoshi.journal.sentences import told
from luoshi.people.accounts.operations import open_account


def test_the_journal_tells_who_did_what(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    revise_body(cast.education, by=cast.acting("zhoumin"), at=AT, values={"phone": "0000-6003000"})
    page = signed_in("auditor").get("/journal/").content.decode()
    assert "周敏" in page
    assert "（空） → 0000-6003000" in page


def test_an_auditor_sees_the_entries_of_the_own_office_only(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("auditor").get("/journal/").content.decode()
    assert "市教育局" in page
    assert "chenjing" not in page


def test_the_journal_pages_by_key_in_both_directions(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    for number in range(60):
        open_account(
            cast.city, by=cast.acting("sysadmin"), at=AT, login=f"more{number}", name="多人", password="Words-1234"
        )
    client = signed_in("auditor")
    first = client.get("/journal/?kind=account.opened").content.decode()
    assert "more59" in first
    assert "more5<" not in first
    keys = list(
        Event.objects.filter(kind="account.opened", office=cast.city.pk).order_by("-pk").values_list("pk", flat=True)
    )
    second = client.get(f"/journal/?kind=account.opened&before={keys[49]}").content.decode()
    assert "zhoumin" in second
    assert "more59" not in second
    back = client.get(f"/journal/?kind=account.opened&after={keys[50]}").content.decode()
    assert "more59" in back


def test_the_journal_asks_as_often_for_one_entry_as_for_many(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("auditor")
    client.get("/journal/")
    counts = []
    for asked in (f"subject={cast.accounts['liqiang'].grants.get().ref}", "kind=role.granted"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/journal/?{asked}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_entry_names_what_its_fields_point_at_and_what_its_choices_mean(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in("auditor").get(f"/journal/?subject={cast.accounts['liqiang'].grants.get().ref}").content.decode()
    assert "（空） → 李强（liqiang）" in page
    assert "（空） → 联络员" in page
    assert "授予角色" in page
    assert "李强（liqiang） 联络员</a>" in page


def test_an_entry_speaks_the_words_of_the_office(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    matter = handed_out(cast, origins={"lead": {"how": "hand"}})
    page = signed_in("auditor").get(f"/journal/?subject={matter.ref}").content.decode()
    assert "所属办公室：（空） → 安澜市" in page
    assert "现由谁办：督查室 → 市教育局" in page
    assert "自何时起：（空） → 2026-03-09 09:30" in page
    assert "来历：（空） → " in page
    assert not re.search(r"\b[obp]:\w|T\d\d:\d\d|<div>[a-z_ ]+：", page)


def test_no_row_that_is_shown_has_a_field_with_an_english_name_only(cast: Cast) -> None:
    handed_out(cast)
    told_of = [change.label for one in told(Event.objects.all()) for change in one.changes]
    assert {label for label in told_of if re.fullmatch(r"[a-z_ ]+", label)} == set()


def test_a_filter_that_cannot_be_read_shows_all(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    assert "市教育局" in signed_in("auditor").get("/journal/?day=gestern&before=x").content.decode()


@pytest.mark.parametrize("key", ["²", "x", "-1", "9" * 30])
def test_a_key_of_a_page_that_is_no_number_does_no_harm(
    key: str, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("auditor")
    for address in ("/journal/", "/journal/access/"):
        assert client.get(address, {"before": key}).status_code == 200


def test_the_check_says_that_the_journal_is_sound(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    assert "校验通过" in signed_in("auditor").post("/journal/check/").content.decode()


def test_the_check_says_what_was_changed(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("auditor")
    Event.objects.filter(subject_ref=cast.education.ref).update(payload="{}")
    answer = client.post("/journal/check/").content.decode()
    assert "发现 1 处问题" in answer
    assert cast.education.ref in answer


def test_an_export_holds_the_office_s_entries_and_stands_in_the_access_log(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    answer = signed_in("auditor").post("/journal/export/")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == Event.objects.filter(office=cast.city.pk).count()
    assert AccessEntry.objects.get(act=AccessAct.EXPORTED).name == "吴审"


def test_the_access_log_shows_who_signed_in(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    page = signed_in("auditor").get("/journal/access/?act=signed_in").content.decode()
    assert "吴审" in page
    assert "10.0.0.8" not in page


def test_a_refused_page_enters_the_access_log(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    assert signed_in("zhoumin").get("/journal/").status_code == 403
    assert AccessEntry.objects.filter(act=AccessAct.REFUSED, name="周敏").exists()
