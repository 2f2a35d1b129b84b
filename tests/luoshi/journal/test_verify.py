"""``luoshi journal verify`` finds what was changed, lost, swapped or recomputed, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.bodies.models import Office
from luoshi.journal.acting import Acting
from luoshi.journal.events import folded, history
from luoshi.journal.models import Event, Seal
from luoshi.journal.operation import operation
from luoshi.journal.record import event_hash, found, revise
from luoshi.journal.seals import merkle_root, seal_entries, seal_line, seal_mac, seal_path
from luoshi.journal.verify import verify

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
BY = Acting.system(None)


@operation("test.write")
def write(nothing: None, *, by: Acting, at: dt.datetime, name: str, changes: int) -> Office:
    office = found(Office(name=name), "office.found", ("name",), by=by, at=at)
    for number in range(changes):
        revise(office, "office.renamed", {"name": f"{name}{number}"}, by=by, at=at)
    return office


@pytest.fixture(autouse=True)
def _outside(settings: Settings, tmp_path: Path) -> None:
    settings.LUOSHI_SEALS = tmp_path / "seals.jsonl"


@pytest.fixture
def offices(db: None) -> list[Office]:
    made = [write(None, by=BY, at=AT, name=name, changes=3) for name in ("甲", "乙", "丙")]
    seal_entries(at=AT)
    return made


def _recompute(office: Office) -> None:
    """What a forger with the whole database would do: make the chain fit again."""
    prev, events = "", Event.objects.filter(subject_ref=office.ref).order_by("seq")
    for event in events:
        event.prev = prev
        event.hash = prev = event_hash(event)
        event.save()
    Office.objects.filter(pk=office.pk).update(head=prev)


def change_a_payload(offices: list[Office]) -> None:
    event = Event.objects.get(subject_ref=offices[0].ref, seq=2)
    event.payload = event.payload.replace("甲0", "改0")
    event.save()


def change_a_moment(offices: list[Office]) -> None:
    Event.objects.filter(subject_ref=offices[0].ref, seq=2).update(at=AT + dt.timedelta(seconds=1))


def lose_a_middle_entry(offices: list[Office]) -> None:
    Event.objects.filter(subject_ref=offices[0].ref, seq=2).delete()


def lose_the_last_entry(offices: list[Office]) -> None:
    Event.objects.filter(subject_ref=offices[0].ref, seq=4).delete()


def lose_the_last_entry_and_mend_the_row(offices: list[Office]) -> None:
    lose_the_last_entry(offices)
    third = Event.objects.get(subject_ref=offices[0].ref, seq=3)
    Office.objects.filter(pk=offices[0].pk).update(seq=3, head=third.hash)


def lose_a_whole_subject(offices: list[Office]) -> None:
    Event.objects.filter(subject_ref=offices[1].ref).delete()
    Office.objects.filter(pk=offices[1].pk).delete()


def swap_two_entries(offices: list[Office]) -> None:
    one, two = (Event.objects.get(subject_ref=offices[0].ref, seq=n) for n in (2, 3))
    Event.objects.filter(pk=one.pk).update(payload=two.payload, hash=two.hash)
    Event.objects.filter(pk=two.pk).update(payload=one.payload, hash=one.hash)


def recompute_a_chain(offices: list[Office]) -> None:
    change_a_payload(offices)
    _recompute(offices[0])


def recompute_chain_and_seal(offices: list[Office]) -> None:
    recompute_a_chain(offices)
    seal = Seal.objects.get()
    seal.root = merkle_root(list(Event.objects.order_by("id").values_list("hash", flat=True)))
    seal.save()


def recompute_all_with_the_key(offices: list[Office]) -> None:
    recompute_chain_and_seal(offices)
    seal = Seal.objects.get()
    seal.mac = seal_mac(seal)
    seal.save()


def lose_a_seal(offices: list[Office]) -> None:
    Seal.objects.all().delete()


def lose_the_file(offices: list[Office]) -> None:
    seal_path().unlink()


def rewrite_seal_and_file_without_the_key(offices: list[Office]) -> None:
    recompute_chain_and_seal(offices)
    seal_path().write_text(seal_line(Seal.objects.get()) + "\n", encoding="utf-8")


def lose_the_last_entry_before_it_was_sealed(offices: list[Office]) -> None:
    late = write(None, by=BY, at=AT, name="丁", changes=1)
    Event.objects.filter(subject_ref=late.ref, seq=2).delete()


TAMPERINGS: list[tuple[Callable[[list[Office]], None], str]] = [
    (change_a_payload, "内容与校验值不符"),
    (change_a_moment, "内容与校验值不符"),
    (lose_a_middle_entry, "第 2 条留痕缺失"),
    (lose_the_last_entry, "业务数据记着 4 条留痕，留痕里是 3 条"),
    (lose_the_last_entry_before_it_was_sealed, "业务数据记着 2 条留痕，留痕里是 1 条"),
    (lose_the_last_entry_and_mend_the_row, "封存时有 12 条留痕，现在是 11 条"),
    (lose_a_whole_subject, "封存时有 12 条留痕，现在是 8 条"),
    (swap_two_entries, "与前一条不衔接"),
    (recompute_a_chain, "这一批留痕与封存时不同"),
    (recompute_chain_and_seal, "密钥校验不通过"),
    (rewrite_seal_and_file_without_the_key, "密钥校验不通过"),
    (recompute_all_with_the_key, "库外封存文件中没有这一条"),
    (lose_a_seal, "库中却没有"),
    (lose_the_file, "库外封存文件中没有这一条"),
]


def test_an_untouched_journal_is_sound(offices: list[Office]) -> None:
    report = verify()
    assert report.findings == []
    assert (report.entries, report.chains, report.seals, report.unsealed) == (12, 3, 1, 0)


@pytest.mark.parametrize(("tamper", "sentence"), TAMPERINGS, ids=[tamper.__name__ for tamper, _ in TAMPERINGS])
def test_tampering_is_found_and_told(
    tamper: Callable[[list[Office]], None], sentence: str, offices: list[Office]
) -> None:
    tamper(offices)
    assert any(sentence in finding.sentence for finding in verify().findings)


def test_the_finding_names_the_subject(offices: list[Office]) -> None:
    change_a_payload(offices)
    assert f"bodies.office:{offices[0].ref}" in {finding.where for finding in verify().findings}


def test_what_came_after_the_seal_is_unsealed_and_goes_into_the_next(offices: list[Office]) -> None:
    write(None, by=BY, at=AT, name="丁", changes=0)
    assert verify().unsealed == 1
    second = seal_entries(at=AT)
    assert second is not None
    assert (second.number, second.count, second.prev) == (2, 1, Seal.objects.get(number=1).mac)
    assert verify().sound


def test_nothing_new_makes_no_seal(offices: list[Office]) -> None:
    assert seal_entries(at=AT) is None


def test_a_seal_that_a_crash_undid_is_no_finding(offices: list[Office]) -> None:
    write(None, by=BY, at=AT, name="丁", changes=1)
    seal = seal_entries(at=AT)
    assert seal is not None
    Event.objects.filter(seal=seal.number).update(seal=None)
    seal.delete()
    assert verify().findings == []
    seal_entries(at=AT)
    assert verify().findings == []


def test_a_seal_that_was_deleted_together_with_its_entries_is_found(offices: list[Office]) -> None:
    extra = write(None, by=BY, at=AT, name="丁", changes=1)
    seal = seal_entries(at=AT)
    assert seal is not None
    lose_a_whole_subject([extra, extra])
    seal.delete()
    assert not verify().sound


def test_replay_gives_the_row(offices: list[Office]) -> None:
    office = Office.objects.get(pk=offices[0].pk)
    assert folded(history(office)) == {"name": office.name}


def test_replay_of_the_past_gives_the_row_as_it_was(db: None) -> None:
    office = write(None, by=BY, at=AT, name="甲", changes=0)

    @operation("test.later")
    def later(row: Office, *, by: Acting, at: dt.datetime) -> Office:
        return revise(row, "office.renamed", {"name": "后"}, by=by, at=at)

    later(office, by=BY, at=AT + dt.timedelta(days=1))
    assert folded(history(office), until=AT) == {"name": "甲"}
    assert folded(history(office)) == {"name": "后"}
