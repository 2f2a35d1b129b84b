"""Every address, walked as each of the cast and as nobody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern

from addresses import PAGES
from cast import AT, Cast
from luoshi.journal.acting import Acting
from luoshi.journal.web import PUBLIC, SIGNED_IN
from luoshi.people.accounts.operations import grant_role
from luoshi.people.models import Role

EVERYONE = ("zhoumin", "liqiang", "wangfang", "chenjing", "sysadmin", "secadmin", "auditor")


def address(route: str) -> str:
    """An address of the route that leads to nothing anyone has."""
    filled = {"int": "1", "suffix": "docx"}
    return "/" + re.sub(
        r"<(?:(?P<type>\w+):)?(?P<name>\w+)>",
        lambda m: filled.get(m["name"], filled.get(m["type"] or "", "2222222222222222")),
        route,
    )


def declared(pattern: URLPattern) -> object:
    """What the view says; the living page of the components stands left of every app and shows nothing of anyone."""
    if pattern.lookup_str == "luoshi.ui.views.living" or pattern.lookup_str.startswith("ninja."):
        return PUBLIC  # the interface for programs has tests of its own: what it gives depends on who asks
    return getattr(pattern.callback, "page_access", None)


@pytest.mark.parametrize(("route", "pattern"), PAGES, ids=[route or "/" for route, _ in PAGES])
def test_every_page_declares_who_may_see_it(route: str, pattern: URLPattern) -> None:
    access = declared(pattern)
    assert access in (PUBLIC, SIGNED_IN) or (isinstance(access, tuple) and access), f"{route} is not declared"


def test_the_name_of_a_page_is_given_once() -> None:
    """A link by a name that two pages bear leads to whichever stands last."""
    names = Counter((pattern.lookup_str.split(".")[1], pattern.name) for _, pattern in PAGES if pattern.name)
    assert [name for name, count in names.items() if count > 1] == []


def test_nobody_gets_in_without_signing_in(cast: Cast) -> None:
    for route, pattern in PAGES:
        answer = Client().get(address(route))
        if answer.status_code == 401:
            assert route.startswith("api/"), route  # the interface says so itself, in JSON
        elif declared(pattern) == PUBLIC:
            assert answer.status_code in (200, 404, 405, 422, 503), route
        else:
            assert answer.status_code == 302, route
            assert answer["Location"].startswith("/sign-in/"), route


@pytest.mark.parametrize("login", EVERYONE)
def test_a_page_opens_for_its_roles_and_for_no_other(
    login: str, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client, roles = signed_in(login), cast.acting(login).roles
    for route, pattern in PAGES:
        access = declared(pattern)
        if not isinstance(access, tuple) or pattern.name == "sign_out":
            continue
        status = client.get(address(route)).status_code
        if roles.isdisjoint(access):
            assert status == 403, route
        else:
            assert status in (200, 302, 404, 405), route


def test_a_form_from_elsewhere_is_refused_everywhere(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    for route, pattern in PAGES:
        if pattern.lookup_str.startswith("ninja."):
            continue  # these change nothing
        assert strict.post(address(route), {"any": "thing"}).status_code == 403, route


def test_a_stranger_gets_404_for_what_belongs_to_another_office(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    grant_role(cast.accounts["chenjing"], by=Acting.system(cast.county.pk), at=AT, role=Role.SYSTEM_ADMIN)
    stranger = signed_in("chenjing")
    ref = cast.accounts["liqiang"].ref
    for name in ("", "reset/", "active/"):
        answer = stranger.post(f"/accounts/{ref}/{name}")
        assert answer.status_code == 404, name
    assert "李强" not in stranger.get("/accounts/").content.decode()
