"""The result goes up to whoever gave the instruction, else to whoever answers for the matter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import done, proposed
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, Source
from luoshi.matters.operations import Entered, Paper, enter_and_hand_out
from luoshi.matters.put_up import put_up_to
from luoshi.people.directory.operations import found_post
from luoshi.people.models import Post, PostKind

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]


def post(cast: Cast, title: str) -> Post:
    by = cast.acting("zhoumin")
    return found_post(cast.water, by=by, at=AT, title=title, kind=PostKind.LEADER)


def instructed(cast: Cast, who: str, source: str = Source.INSTRUCTION) -> Matter:
    [made] = enter_and_hand_out(
        cast.city, by=cast.acting("zhoumin"), at=AT, paper=Paper(source=source, who=who, on=DAY),
        entered=[Entered(words="清理河道", lead=cast.water)], approved_by="秘书长", approved_on=DAY, frequency="once",
    )  # fmt: skip
    return made


@pytest.mark.parametrize("who", ["市长", "市 长"])
def test_the_result_goes_up_to_who_instructed_it(cast: Cast, who: str) -> None:
    mayor = post(cast, "市长")
    assert put_up_to(instructed(cast, who), on=DAY) == mayor


def test_else_it_goes_up_to_the_leader_of_the_matter(cast: Cast) -> None:
    deputy = post(cast, "副市长")
    post(cast, "副市长")
    assert put_up_to(instructed(cast, "副市长"), on=DAY) is None, "of two with one title none is meant"
    assert put_up_to(instructed(cast, "市长", source=Source.HOTLINE), on=DAY) is None
    assert put_up_to(proposed(cast, leader=deputy), on=DAY) == deputy


def test_the_form_and_the_desk_put_it_up_to_who_instructed_it(cast: Cast, signed_in: SignIn) -> None:
    mayor, client = post(cast, "市长"), signed_in("zhoumin")
    matter = done(cast, instructed(cast, "市长"), Act.FIND_DONE)
    form = client.get(f"/matters/{matter.ref}/acts/submit/").content.decode()
    assert f'<option value="{mayor.ref}" selected>' in form
    assert "领导批示 · 市长" in form
    client.post("/desk/do/", {"act": "submit", "matter": matter.ref, "token": "t"})
    matter.refresh_from_db()
    assert matter.asked_of == f"p:{mayor.ref}"
