"""An operation happens whole, once, on the row as it is now, or not at all."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.events import history
from luoshi.journal.models import AccessAct, AccessEntry, Event, Token
from luoshi.journal.operation import operation
from luoshi.journal.record import found, revise
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)


@operation("test.found")
def found_office(
    parent: Office | None, *, by: Acting, at: dt.datetime, name: str, token: str = "", seen_seq: int | None = None
) -> Office:
    if not by.has("supervisor"):
        raise Denied("只有督查室可以新建。")
    return found(Office(name=name, parent=parent), "office.found", ("name", "parent"), by=by, at=at)


@operation("test.rename")
def rename(
    office: Office, *, by: Acting, at: dt.datetime, name: str, token: str = "", seen_seq: int | None = None
) -> Office:
    if not name:
        raise Refused("请填写名称。", field="name")
    return revise(office, "office.renamed", {"name": name}, by=by, at=at)


@operation("test.found_two")
def found_two(nothing: None, *, by: Acting, at: dt.datetime, fail: bool, token: str = "") -> list[Office]:
    first = found_office(None, by=by, at=at, name="甲", token="inner")
    if fail:
        raise Refused("第二个不成立。")
    return [first, found_office(None, by=by, at=at, name="乙", token="inner")]


@pytest.fixture
def acting() -> Acting:
    return Acting(office=None, account="zhoumin", name="周敏", roles=frozenset({"supervisor"}), address="10.0.0.8")


@pytest.fixture
def office(db: None, acting: Acting) -> Office:
    return found_office(None, by=acting, at=AT, name="安澜市人民政府办公室")


def test_a_creation_leaves_a_row_and_an_entry_that_tells_who_and_what(office: Office) -> None:
    [entry] = history(office)
    assert (entry.seq, entry.kind, entry.at) == (1, "office.found", AT)
    assert entry.data == {"name": [None, "安澜市人民政府办公室"]}
    assert entry.by == {"account": "zhoumin", "name": "周敏", "through": "page", "address": "10.0.0.8"}
    assert Office.objects.get(pk=office.pk).seq == 1


def test_the_same_token_returns_the_first_result_and_writes_nothing(office: Office, acting: Acting) -> None:
    first = rename(office, by=acting, at=AT, name="新名", token="t1")
    again = rename(office, by=acting, at=AT, name="另一名", token="t1")
    assert again == first
    assert again.name == "新名"
    assert Event.objects.count() == 2


def test_the_same_token_of_another_office_is_another_token(office: Office, acting: Acting) -> None:
    rename(office, by=acting, at=AT, name="新名", token="t1")
    elsewhere = Acting(office=77, account="cj", name="陈静", roles=frozenset({"supervisor"}))
    assert rename(office, by=elsewhere, at=AT, name="另一名", token="t1").name == "另一名"


def test_a_token_used_for_another_operation_is_refused(office: Office, acting: Acting) -> None:
    rename(office, by=acting, at=AT, name="新名", token="t1")
    with pytest.raises(Refused, match="另一项操作"):
        found_office(None, by=acting, at=AT, name="丙", token="t1")


def test_a_repeat_comes_before_the_check_for_a_stale_form(office: Office, acting: Acting) -> None:
    rename(office, by=acting, at=AT, name="新名", token="t1", seen_seq=1)
    assert rename(office, by=acting, at=AT, name="新名", token="t1", seen_seq=1).seq == 2


def test_a_stale_form_is_refused_and_nothing_changes(office: Office, acting: Acting) -> None:
    rename(office, by=acting, at=AT, name="先到", seen_seq=1)
    with pytest.raises(Stale):
        rename(office, by=acting, at=AT, name="后到", seen_seq=1)
    assert Office.objects.get(pk=office.pk).name == "先到"


def test_the_body_gets_the_row_as_it_is_now_not_as_it_was_loaded(office: Office, acting: Acting) -> None:
    stale = Office.objects.get(pk=office.pk)
    rename(office, by=acting, at=AT, name="先到")
    rename(stale, by=acting, at=AT, name="后到")
    assert [e.data for e in history(office)][-1] == {"name": ["先到", "后到"]}


def test_a_row_that_is_gone_looks_like_one_that_never_was(office: Office, acting: Acting) -> None:
    Office.objects.filter(pk=office.pk).delete()
    with pytest.raises(Unseen):
        rename(office, by=acting, at=AT, name="新名")


def test_a_refusal_undoes_everything_and_enters_the_access_log(db: None, acting: Acting) -> None:
    with pytest.raises(Refused):
        found_two(None, by=acting, at=AT, fail=True, token="t2")
    assert not Office.objects.exists()
    assert not Event.objects.exists()
    assert not Token.objects.exists()
    line = AccessEntry.objects.get()
    assert (line.act, line.operation, line.detail) == (AccessAct.REFUSED, "test.found_two", "第二个不成立。")


def test_an_operation_inside_another_shares_its_transaction_and_its_token(db: None, acting: Acting) -> None:
    both = found_two(None, by=acting, at=AT, fail=False, token="t3")
    again = found_two(None, by=acting, at=AT, fail=True, token="t3")
    assert [o.name for o in both] == [o.name for o in again] == ["甲", "乙"]
    assert list(Token.objects.values_list("token", flat=True)) == ["t3"]


def test_no_change_writes_no_entry(office: Office, acting: Acting) -> None:
    rename(office, by=acting, at=AT, name=office.name)
    assert Event.objects.count() == 1


def test_an_act_entered_for_another_says_so(office: Office, acting: Acting) -> None:
    told = OnBehalf(party="市教育局", channel=Channel.PHONE, said_by="李强", said_on=dt.date(2026, 3, 9))
    by = Acting(office=None, account="zhoumin", name="周敏", on_behalf=told)
    rename(office, by=by, at=AT, name="新名")
    assert list(history(office))[-1].by["on_behalf"] == {
        "party": "市教育局",
        "channel": "phone",
        "said_by": "李强",
        "said_on": "2026-03-09",
    }


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_creation(acting: Acting) -> None:
    results: list[Office] = []
    gate = threading.Barrier(2)

    def press() -> None:
        try:
            gate.wait()
            results.append(found_office(None, by=acting, at=AT, name="同时", token="once"))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 2
    assert results[0].pk == results[1].pk
    assert Office.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_on_one_subject_leave_one_unbroken_chain(acting: Acting) -> None:
    office = found_office(None, by=acting, at=AT, name="起点")

    def write(number: int) -> None:
        try:
            for step in range(5):
                rename(office, by=acting, at=AT, name=f"{number}-{step}")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [e.seq for e in history(office)] == list(range(1, 22))


def test_an_operation_opens_a_transaction(db: None, acting: Acting) -> None:
    seen: list[bool] = []

    @operation("test.look")
    def look(nothing: None, *, by: Acting, at: dt.datetime) -> None:
        seen.append(connection.in_atomic_block and transaction.get_connection().in_atomic_block)

    look(None, by=acting, at=AT)
    assert seen == [True]
