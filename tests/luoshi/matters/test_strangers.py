"""Whoever has no part in a matter finds it on no page, in no file, through no door: 王芳 of another bureau, 陈静 of the next county."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import done, handed_out
from cast import Cast, cast, signed_in
from luoshi.matters.life import Act
from luoshi.matters.models import Matter

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]
WORDS = "排查全市小型水库隐患"
OF_THE_MATTER = (
    "/matters/{matter}/",
    "/matters/{matter}/revise/",
    "/matters/{matter}/chain/",
    *(
        f"/matters/{{matter}}/acts/{act.name.lower()}/"
        for act in (Act.REPORT, Act.ASK_EXTENSION, Act.SIGN, Act.CONTRIBUTE)
    ),
    *(
        f"/prints/matters/{{matter}}/{kind}.docx"
        for kind in ("feedback", "extension", "blank-extension", "submission", "closing")
    ),
    "/desk/drafts/new/{matter}/report/",
    "/api/v1/matters/{matter}",
)
OF_THE_OFFICE = (
    "/prints/matters/{matter}/notice.docx",
    "/meetings/{meeting}/review/",
    "/meetings/{meeting}/review/docket/",
    "/meetings/{meeting}/opinions/",
    "/meetings/{meeting}/table.xlsx",
    "/prints/meetings/{meeting}/notices.zip",
    "/prints/meetings/{meeting}/feedback.zip",
    "/prints/meetings/{meeting}/opinions.zip",
    "/prints/batches/{batch}.docx",
)
LISTS = (
    "/desk/",
    "/desk/ours/",
    "/desk/days/",
    "/matters/",
    "/matters/?q=%E6%B0%B4%E5%BA%93",
    "/matters/export.xlsx",
    "/matters/export.docx",
    "/matters/board/",
    "/matters/calendar/",
    "/matters/calendar.ics",
    "/matters/by/body/",
    "/matters/by/meeting/",
    "/api/v1/matters",
    "/meetings/",
    "/meetings/{meeting}/",
    "/meetings/{meeting}/table.xlsx",
    "/meetings/{meeting}/table.docx",
)
ACCEPTED = {403, 404, 422}
"""Refused, not there, or nothing to be put into a file."""


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)


def filled(address: str, matter: Matter) -> str:
    assert matter.meeting is not None
    assert matter.batch is not None
    return address.format(matter=matter.ref, meeting=matter.meeting.ref, batch=matter.batch.ref)


def words_of(content: bytes) -> str:
    """What a page, an answer of the interface or a packed file says."""
    if content.startswith((b"{", b"[")):
        return json.dumps(json.loads(content), ensure_ascii=False)
    if not content.startswith(b"PK"):
        return content.decode(errors="replace").replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(words_of(packed.read(name)) for name in packed.namelist())


@pytest.mark.parametrize("login", ["wangfang", "chenjing"])
def test_nothing_of_a_matter_opens_for_a_stranger(cast: Cast, matter: Matter, signed_in: SignIn, login: str) -> None:
    client = signed_in(login)
    answers = {address: client.get(filled(address, matter)).status_code for address in OF_THE_MATTER}
    assert {address: status for address, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.name)
def test_no_act_is_done_by_a_stranger(cast: Cast, matter: Matter, signed_in: SignIn, act: Act) -> None:
    sent = {"words": "好", "token": "t", "seen_seq": matter.seq, "progress": "已办"}
    before = matter.seq
    for login in ("wangfang", "chenjing"):
        answer = signed_in(login).post(f"/matters/{matter.ref}/acts/{act.name.lower()}/", sent)
        assert answer.status_code == 404
    assert Matter.objects.get(pk=matter.pk).seq == before


def test_the_papers_of_the_office_are_closed_to_a_bureau_and_not_there_for_the_next_county(
    cast: Cast, matter: Matter, signed_in: SignIn
) -> None:
    county, bureau = signed_in("chenjing"), signed_in("wangfang")
    for address in OF_THE_OFFICE:
        assert county.get(filled(address, matter)).status_code == 404, address
        answer = bureau.get(filled(address, matter))
        assert answer.status_code in ACCEPTED or WORDS not in words_of(b"".join(answer)), address


@pytest.mark.parametrize("login", ["wangfang", "chenjing"])
def test_no_list_and_no_export_names_it_to_a_stranger(
    cast: Cast, matter: Matter, signed_in: SignIn, login: str
) -> None:
    client = signed_in(login)
    for address in LISTS:
        answer = client.get(filled(address, matter))
        assert answer.status_code in {200, *ACCEPTED}, address
        assert WORDS not in words_of(b"".join(answer)), address


def test_those_who_have_a_part_in_it_do_see_it(cast: Cast, matter: Matter, signed_in: SignIn) -> None:
    """What the tests above look for is there to be found."""
    clerk, lead = signed_in("zhoumin"), signed_in("liqiang")
    for address in (*OF_THE_MATTER[:4], *(each for each in OF_THE_OFFICE if "opinions.zip" not in each)):
        assert clerk.get(filled(address, matter)).status_code == 200, address
    assert lead.get(filled(OF_THE_MATTER[0], matter)).status_code == 200
    found = [address for address in LISTS if WORDS in words_of(b"".join(clerk.get(filled(address, matter))))]
    assert {"/matters/", "/matters/export.xlsx", "/matters/calendar.ics", "/api/v1/matters"} <= set(found)
    assert WORDS in words_of(b"".join(lead.get("/desk/ours/")))
