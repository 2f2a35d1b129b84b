"""Every address that names a thing, found from the addresses themselves, so that a new one cannot escape.

One row of every table that pages name bears the same ref. Whoever may not see it gets, at every address, the answer that an invented ref gets: whether
the thing is there makes no difference. That the clerk's answer does differ shows that the address and the row belong together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from addresses import Door, doors
from build_matters import done, handed_out
from cast import AT, Cast
from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting
from luoshi.journal.models import Event
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from luoshi.people.accounts.operations import grant_role
from luoshi.people.models import Account, Role

SignIn = Callable[[str], Client]
NEED_MORE = {
    "GET directory/divisions/<str:ref>/succeed/": "a place, which belongs to nobody",
    "POST directory/divisions/<str:ref>/succeed/": "a place, which belongs to nobody",
    "POST meetings/<str:meeting>/review/marks/<str:text>/<int:correction>/withdraw/": "a correction of a reading",
    "POST prints/calls/<str:ref>/": "a body that there is reason to call",
    "GET texts/of/<str:meeting>/": "two texts of one meeting",
    "POST texts/of/<str:meeting>/basis/": "two texts of one meeting",
    "POST texts/<str:ref>/withdraw/": "a correction of a reading",
    "GET inspections/<str:ref>/<str:name>/<int:key>/": "a problem that an inspection found",
    "POST inspections/<str:ref>/<str:name>/<int:key>/": "a problem that an inspection found",
    "GET meetings/<str:ref>/comparison.<str:suffix>": "a meeting that conveyed something",
}
"""Doors behind which even the office finds nothing here, and what that would take."""
THERE, INVENTED = "2222222222222222", "3333333333333333"
WORDS = "排查全市小型水库隐患"
FOR_ALL = {"Jurisdiction", "Office", "Installation"}
"""What belongs to nobody: places, the offices of an installation, the installation itself."""


def named() -> Iterator[type[models.Model]]:
    """Every table whose rows are named in addresses."""
    for model in apps.get_models():
        if any(each.name == "ref" for each in model._meta.fields) and model.__name__ not in FOR_ALL:
            yield model


def row_of(model: type[models.Model], cast: Cast) -> models.Model:
    """A row of the city's: one that is there, else one made of whatever its columns take."""
    manager = model._default_manager
    own = manager.filter(office=cast.city.pk) if any(each.name == "office" for each in model._meta.fields) else manager
    return own.first() or made(model, cast)


def made(model: type[models.Model], cast: Cast) -> models.Model:
    given: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if (field.null and field.name != "office") or field.has_default() or field.primary_key:
            continue
        value = value_of(field, cast)
        given[field.name] = made(type(value), cast) if field.is_relation and value in given.values() else value
    return model._default_manager.create(**given)


def value_of(field: models.Field[Any, Any], cast: Cast) -> Any:
    """Something that a column takes."""
    if field.name == "office":
        return cast.city if field.is_relation else cast.city.pk
    if field.is_relation:
        own: dict[object, models.Model] = {Account: cast.accounts["zhoumin"], Body: cast.education}
        return own.get(field.related_model) or row_of(field.related_model, cast)  # type: ignore[arg-type]
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateField):
        return AT if isinstance(field, models.DateTimeField) else AT.date()
    if isinstance(field, models.IntegerField):
        return 1
    return {} if isinstance(field, models.JSONField) else "甲"


def visible(model: type[models.Model], by: Acting) -> models.QuerySet[Any]:
    rows: Any = model._default_manager
    return rows.visible_to(by) if hasattr(rows, "visible_to") else rows.none()


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)


def bear_one_name(cast: Cast, *unseen_by: Acting) -> None:
    """Let one row of each table bear the name, where they do not see it."""
    for model, row in [(model, row_of(model, cast)) for model in named()]:
        if not any(visible(model, by).filter(pk=row.pk).exists() for by in unseen_by):
            Event.objects.filter(subject_ref=row.ref).update(subject_ref=THERE)  # type: ignore[attr-defined]
            model._default_manager.filter(pk=row.pk).update(ref=THERE)


def with_every_role(cast: Cast, login: str) -> None:
    """Nothing is closed to them for want of a role."""
    account = cast.accounts[login]
    for role in Role:
        if role not in cast.acting(login).roles:
            grant_role(account, by=Acting.system(account.office_id), at=AT, role=role)


def told(door: Door, client: Client, ref: str) -> tuple[int, str]:
    """The status and the words of an answer, but for the ref itself and what differs each time."""
    answer = door.ask(client, ref)
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    return answer.status_code, re.sub(rf"{ref}|value=\"\w{{64}}\"|\d\d:\d\d(:\d\d)?", "", text)


def test_whether_a_thing_is_there_makes_no_difference_to_who_may_not_see_it(
    cast: Cast, matter: Matter, signed_in: SignIn
) -> None:
    with_every_role(cast, "chenjing")
    clients = {login: signed_in(login) for login in ("wangfang", "chenjing")}
    for login, client in clients.items():
        bear_one_name(cast, cast.acting(login))
        entries = Event.objects.count()
        for door in doors():
            assert told(door, client, THERE) == told(door, client, INVENTED), (login, str(door))
        assert Event.objects.count() == entries


def test_nobody_gets_further_than_the_sign_in(cast: Cast, matter: Matter) -> None:
    bear_one_name(cast)
    for door in doors():
        answer = door.ask(Client(), THERE)
        assert answer.status_code in {302, 401}, door
        assert answer.status_code == 401 or answer["Location"].startswith("/sign-in/"), door


def test_an_auditor_looks_and_writes_nothing(cast: Cast, matter: Matter, signed_in: SignIn) -> None:
    client = signed_in("auditor")
    bear_one_name(cast)
    entries = Event.objects.count()
    for door in doors():
        if door.method != "GET":
            assert door.ask(client, THERE).status_code in {400, 403, 404, 405, 422}, door
    assert Event.objects.count() == entries


def test_the_addresses_and_the_rows_belong_together(cast: Cast, matter: Matter, signed_in: SignIn) -> None:
    """Those who may do all find a difference at every door, or the tests above would have looked at nothing."""
    clients = []
    for login in ("zhoumin", "liqiang"):
        with_every_role(cast, login)
        clients.append(signed_in(login))
        clients[-1].raise_request_exception = False  # a row made of whatever its columns take makes no whole page
    bear_one_name(cast)
    alike = set()
    for door in sorted(doors(), key=lambda each: each.method != "GET"):
        answers = [[told(door, client, ref) for ref in (THERE, INVENTED)] for client in clients]
        if all(there == invented and there[0] != 405 for there, invented in answers):
            alike.add(str(door))
    assert alike == set(NEED_MORE)
