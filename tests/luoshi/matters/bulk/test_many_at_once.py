"""Many matters at once: looked at beforehand, what can be done is done, what cannot is named; a second press does nothing more."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client

from build_matters import docketed, done, handed_out, proposed
from cast import AT, DAY, Cast, cast, signed_in
from luoshi.journal.acting import Acting
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.life import Act
from luoshi.matters.models import Matter, MatterState, Round
from luoshi.matters.operations import Deed, Wanted, in_bulk, revise_matter, set_reporting
from luoshi.matters.operations.in_bulk import _DOING

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def heading(answer: object) -> str:
    text = html.unescape(answer.content.decode())  # type: ignore[attr-defined]
    found = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert found
    return " ".join(found[1].split())


def press(client: Client, deed: str, *matters: Matter, **typed: object) -> object:
    return client.post(f"/matters/chosen/{deed}/", {"m": [row.ref for row in matters], "do": "1", **typed})


@pytest.fixture
def two(cast: Cast) -> tuple[Matter, Matter]:
    """One that may be handed out, and one that was already."""
    waiting = proposed(cast, "等着交办的", lead=cast.water)
    docketed(cast, waiting)
    waiting.refresh_from_db()
    return waiting, handed_out(cast, "交办过的")


def test_the_preview_says_of_each_what_happens_or_why_not_and_writes_nothing(
    two: tuple[Matter, Matter], signed_in: SignIn
) -> None:
    before = Event.objects.count()
    answer = signed_in("zhoumin").post("/matters/chosen/", {"act": "hand_out", "m": [row.ref for row in two]})
    assert heading(answer) == "交办：1 件可以办，1 件不能办"
    text = html.unescape(answer.content.decode())
    assert "交办给市水务局，到期反馈" in text
    assert "这件事项现在是“已交办”，不能交办" in text
    assert Event.objects.count() == before


def test_one_press_does_what_can_be_done_and_names_the_rest_and_a_second_press_does_nothing(
    two: tuple[Matter, Matter], signed_in: SignIn
) -> None:
    client = signed_in("zhoumin")
    answer = press(client, "hand_out", *two, frequency="weekly", token="once")
    assert heading(answer) == "交办：办了 1 件，1 件没有办"
    two[0].refresh_from_db()
    assert (two[0].state, two[0].frequency) == (MatterState.HANDED_OUT, "weekly")
    before = Event.objects.count()
    assert heading(press(client, "hand_out", *two, frequency="weekly", token="once")) == heading(answer)
    assert Event.objects.count() == before


def test_all_that_the_filter_finds_stand_for_the_ticks(cast: Cast, signed_in: SignIn) -> None:
    for number in range(3):
        handed_out(cast, f"水务第{number}件", lead=cast.water)
    done(cast, handed_out(cast, "办结的", lead=cast.water), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE)
    handed_out(cast, "教育的")
    client = signed_in("zhoumin")
    form = {"act": "recall", "every": "1", "query": f"body={cast.water.ref}"}
    assert heading(client.post("/matters/chosen/", form)) == "撤回：3 件可以办"


def test_too_many_are_refused_with_a_sentence(cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [handed_out(cast), handed_out(cast)]
    monkeypatch.setattr("luoshi.matters.bulk.picked.MOST", 1)
    client = signed_in("zhoumin")
    for form in ({"every": "1"}, {"m": [row.ref for row in rows]}):
        answer = client.post("/matters/chosen/", {"act": "recall", **form})
        assert answer.status_code == 422
        assert "一次最多办理 1 件" in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [({"act": "recall"}, "还没有勾选事项"), ({}, "请选择要对这些事项办什么"), ({"act": "explode"}, "没有这一种办法")],
)
def test_without_ticks_or_without_a_deed_there_is_a_sentence(
    cast: Cast, signed_in: SignIn, form: dict[str, str], sentence: str
) -> None:
    answer = signed_in("zhoumin").post("/matters/chosen/", form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_only_empty_fields_are_filled_unless_all_are_wanted(cast: Cast, signed_in: SignIn) -> None:
    empty, filled = handed_out(cast, "空着的", due_on=None), handed_out(cast, "有时限的")
    client, day = signed_in("zhoumin"), DAY + dt.timedelta(days=60)
    unready = client.post("/matters/chosen/", {"act": "due", "m": [empty.ref, filled.ref]})
    assert 'name="do"' not in unready.content.decode(), "without a day there is nothing to press"
    given = {"m": [empty.ref, filled.ref], "day": day.isoformat(), "only_empty": "on", "look": "1"}
    looked = client.post("/matters/chosen/due/", given)
    assert heading(looked) == "改完成时限：1 件可以办，1 件不能办"
    assert f"未明确 → {day}" in looked.content.decode()
    press(client, "due", empty, filled, day=day.isoformat(), only_empty="on")
    assert [row.due_on for row in Matter.objects.order_by("pk")] == [day, filled.due_on]
    press(client, "due", empty, filled, day=(day + dt.timedelta(days=1)).isoformat())
    assert {row.due_on for row in Matter.objects.all()} == {day + dt.timedelta(days=1)}


def test_acknowledging_for_several_bodies_names_each_and_who_told_it(cast: Cast, signed_in: SignIn) -> None:
    rows = [handed_out(cast), handed_out(cast, lead=cast.water)]
    client = signed_in("zhoumin")
    missing = press(client, "acknowledge", *rows, channel="phone", who="", on=DAY.isoformat())
    assert missing.status_code == 422  # type: ignore[attr-defined]
    assert "请写明是谁" in missing.content.decode()  # type: ignore[attr-defined]
    press(client, "acknowledge", *rows, channel="phone", who="各单位联络员", on=DAY.isoformat())
    assert {row.state for row in Matter.objects.all()} == {MatterState.UNDER_WAY}
    said = [event.payload for event in Event.objects.filter(kind="matter.acknowledged").order_by("pk")]
    for payload, body in zip(said, ("市教育局", "市水务局"), strict=True):
        assert f'"party":"{body}"' in payload
        assert "各单位联络员" in payload


@pytest.mark.parametrize(
    ("deed", "wanted", "kind"),
    [
        (Deed.REPORTING, Wanted(frequency="weekly"), "matter.reporting_set"),
        (Deed.REMARK, Wanted(remark="重点关注"), "matter.revised"),
        (Deed.URGE, Wanted(who="李强", words="明天报"), "matter.urged"),
        (Deed.RECALL, Wanted(words="发错了"), "matter.recalled"),
    ],
)
def test_each_deed_leaves_its_entry_with_each_matter(cast: Cast, deed: Deed, wanted: Wanted, kind: str) -> None:
    rows = [handed_out(cast), handed_out(cast)]
    outcome = in_bulk(cast.city, by=cast.acting("zhoumin"), at=AT, matters=rows, deed=deed, wanted=wanted)
    assert outcome == {"done": [row.ref for row in rows], "refused": {}}
    assert Event.objects.filter(kind=kind).count() == 2


def test_what_became_impossible_since_the_preview_is_named_and_the_rest_is_done(cast: Cast) -> None:
    rows = [handed_out(cast), handed_out(cast)]
    done(cast, Matter.objects.get(pk=rows[0].pk), Act.ACKNOWLEDGE)
    outcome = in_bulk(cast.city, by=cast.acting("zhoumin"), at=AT, matters=rows, deed=Deed.RECALL, wanted=Wanted())
    assert outcome["done"] == [rows[1].ref]
    assert "不能撤回" in outcome["refused"][rows[0].ref]


def test_what_was_refused_half_way_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(matter: Matter, wanted: Wanted, by: Acting, at: dt.datetime) -> None:
        revise_matter(matter, by=by, at=at, values={"remark": wanted.remark})
        raise Refused("到一半办不下去。")

    monkeypatch.setitem(_DOING, Deed.REMARK, half)
    matter = handed_out(cast)
    given = {"matters": [matter], "deed": Deed.REMARK, "wanted": Wanted(remark="半截")}
    outcome = in_bulk(cast.city, by=cast.acting("zhoumin"), at=AT, **given)  # type: ignore[arg-type]
    assert outcome == {"done": [], "refused": {matter.ref: "到一半办不下去。"}}
    assert Matter.objects.get().remark == ""
    assert not Event.objects.filter(kind="matter.revised").exists()


def test_a_frequency_is_set_by_the_office_while_somebody_reports(cast: Cast) -> None:
    by, matter = cast.acting("zhoumin"), handed_out(cast)
    matter = set_reporting(matter, by=by, at=AT, frequency="weekly")
    assert matter.next_report_on == DAY + dt.timedelta(days=7)
    matter = set_reporting(matter, by=by, at=AT, frequency="monthly", next_report_on=DAY + dt.timedelta(days=3))
    assert (matter.frequency, matter.next_report_on) == ("monthly", DAY + dt.timedelta(days=3))
    for wrong in ({"frequency": "hourly"}, {"frequency": "weekly", "next_report_on": DAY - dt.timedelta(days=1)}):
        with pytest.raises(Refused):
            set_reporting(matter, by=by, at=AT, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        set_reporting(matter, by=cast.acting("liqiang"), at=AT, frequency="weekly")
    with pytest.raises(Unseen):
        set_reporting(matter, by=cast.acting("chenjing"), at=AT, frequency="weekly")
    finished = done(cast, matter, Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE)
    with pytest.raises(Refused, match="不能设反馈频次"):
        set_reporting(finished, by=by, at=AT, frequency="weekly")


def test_the_ticked_leave_as_a_file_and_go_into_a_round(cast: Cast, signed_in: SignIn) -> None:
    one, other, third = handed_out(cast, "第一件"), handed_out(cast, "第二件"), proposed(cast, "第三件")
    client = signed_in("zhoumin")
    answer = client.post("/matters/chosen/", {"act": "xlsx", "m": [other.ref]})
    words = [row[2] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values]
    assert "第二件" in words
    assert "第一件" not in words
    looked = client.post("/matters/chosen/", {"act": "round", "m": [one.ref, third.ref]})
    assert heading(looked) == "发起一轮反馈：1 件，1 件不用或不能反馈"
    client.post("/rounds/new/", {"title": "一轮", "due_on": "2026-03-20", "matter": [one.ref], "token": "r"})
    assert [asked.matter for asked in Round.objects.get().asked.all()] == [one]


def test_strangers_reach_neither_the_page_nor_the_matters(cast: Cast, signed_in: SignIn) -> None:
    matter = handed_out(cast)
    for login in ("liqiang", "auditor"):
        assert signed_in(login).post("/matters/chosen/", {"act": "recall", "m": [matter.ref]}).status_code == 403
    stranger = signed_in("chenjing").post("/matters/chosen/recall/", {"m": [matter.ref], "do": "1"})
    assert "还没有勾选事项" in stranger.content.decode()
    with pytest.raises(Unseen):
        in_bulk(cast.city, by=cast.acting("chenjing"), at=AT, matters=[matter], deed=Deed.RECALL, wanted=Wanted())
    matter.refresh_from_db()
    assert matter.state == MatterState.HANDED_OUT
