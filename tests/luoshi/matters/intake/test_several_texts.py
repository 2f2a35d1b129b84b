"""One meeting, several texts: whichever comes first, nothing is doubled, and what differs is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from cast import AT, Cast
from luoshi.documents.models import Document
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.models import Difference, Matter, MatterState, Place
from luoshi.matters.operations import decide, docket, move_text, rest_on, revise_matter
from luoshi.matters.verify import verify
from luoshi.meetings.models import Meeting
from luoshi.meetings.operations import set_apart

TakeIn = Callable[..., Document]
DREDGING, WATERING, SCHOOLS = "河道清淤", "春灌用水", "校舍开展一次安全排查"
WALLS = "围墙加固"


def one(words: str) -> Matter:
    """The one matter whose words hold these."""
    return Matter.objects.exclude(state=MatterState.MERGED).get(words__contains=words)


def basis(meeting: Meeting) -> Document:
    return meeting.texts.get(is_basis=True).document


def test_minutes_after_the_communique_are_the_same_meeting_and_double_nothing(
    cast: Cast, take: TakeIn, communique: str, minutes: str
) -> None:
    take(communique)
    paper = take(minutes)
    meeting = Meeting.objects.get()
    assert Matter.objects.count() == 4
    assert basis(meeting) == paper
    assert one(DREDGING).lead == cast.water
    assert one(DREDGING).due_on == dt.date(2026, 4, 30)
    assert one(DREDGING).words.startswith("由市水务局牵头")
    assert one(WALLS).places.count() == 1
    assert not Difference.objects.exists()


def test_the_communique_after_the_minutes_adds_nothing_and_changes_nothing(
    cast: Cast, take: TakeIn, communique: str, minutes: str
) -> None:
    paper = take(minutes)
    before = {row.pk: (row.words, row.lead_id, row.due_on) for row in Matter.objects.all()}
    take(communique)
    assert {row.pk: (row.words, row.lead_id, row.due_on) for row in Matter.objects.all()} == before
    assert basis(Meeting.objects.get()) == paper
    assert not Difference.objects.exists()
    assert one(DREDGING).places.count() == 2
    assert one(DREDGING).places.filter(is_basis=True).get().document == paper


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_in_every_order_three_texts_make_the_same_matters(
    take: TakeIn, communique: str, minutes: str, task_table: bytes, order: tuple[int, ...]
) -> None:
    texts: list[tuple[str | bytes, str]] = [
        (communique, "通稿.txt"),
        (minutes, "纪要.txt"),
        (task_table, "分解表.xlsx"),
    ]
    for number in order:
        take(texts[number][0], texts[number][1])
    assert Meeting.objects.count() == 1
    matters = Matter.objects.exclude(state=MatterState.MERGED)
    assert matters.count() == 4
    assert one(DREDGING).places.count() == 3
    assert str(one(WALLS).lead) == "市教育局"
    assert basis(Meeting.objects.get()).kind == "minutes"


def test_a_day_that_a_third_text_says_otherwise_is_asked_and_taken_only_when_chosen(
    cast: Cast, take: TakeIn, communique: str, minutes: str, task_table: bytes
) -> None:
    take(communique)
    take(minutes)
    take(task_table, "分解表.xlsx")
    asked = Difference.objects.get(field="due_on")
    assert asked.matter == one(SCHOOLS)
    assert "2026-05-15" in asked.ours
    assert "2026-05-20" in asked.theirs
    assert one(SCHOOLS).due_on == dt.date(2026, 5, 15)
    decide(asked.matter, by=cast.acting("zhoumin"), at=AT, difference=asked.pk, take="theirs")
    assert one(SCHOOLS).due_on == dt.date(2026, 5, 20)


def test_minutes_never_change_in_silence_what_was_docketed_from_the_communique(
    cast: Cast, take: TakeIn, communique: str, minutes: str
) -> None:
    take(communique)
    by, matter = cast.acting("zhoumin"), one(DREDGING)
    values = {"lead": cast.education, "due_on": dt.date(2026, 4, 1), "sort": "concrete"}
    revise_matter(matter, by=by, at=AT, values=values)
    docket(Meeting.objects.get(), by=by, at=AT, matters=[one(DREDGING)], approved_by="市长", approved_on=AT.date())
    take(minutes)
    kept = one(DREDGING)
    assert (kept.lead, kept.due_on, kept.state) == (cast.education, dt.date(2026, 4, 1), MatterState.DOCKETED)
    assert kept.words.startswith("要加快完成")
    asked = {row.field: row for row in kept.differences.all()}
    assert {"words", "lead", "due_on"} <= set(asked)
    assert asked["lead"].theirs == "市水务局"


def test_a_basis_chosen_by_hand_gives_its_words_to_the_proposals(
    cast: Cast, take: TakeIn, communique: str, minutes: str
) -> None:
    first = take(communique)
    take(minutes)
    rest_on(Meeting.objects.get(), by=cast.acting("zhoumin"), at=AT, document=first)
    assert basis(Meeting.objects.get()) == first
    assert one(DREDGING).words.startswith("要加快完成")
    assert one(DREDGING).lead == cast.water
    assert Matter.objects.count() == 4


UNDATED = "市政府专题会议纪要\n研究校舍安全事宜。\n会议要求：\n一、由市教育局负责，对全市中小学校舍开展一次安全排查，建立问题台账。\n二、由市教育局负责，公布举报电话。\n"


@pytest.fixture
def apart(take: TakeIn, minutes: str) -> tuple[Meeting, Document, Meeting]:
    """The meeting of the minutes, and a text whose meeting nothing decides, opened as one of its own."""
    known = take(minutes).meeting_texts.get().meeting
    document = take(UNDATED)
    return known, document, document.meeting_texts.get().meeting


def test_a_text_that_names_no_day_and_number_is_no_known_meeting(apart: tuple[Meeting, Document, Meeting]) -> None:
    known, _, own = apart
    assert own != known


def test_a_text_that_is_moved_meets_what_is_there_and_doubles_nothing(
    cast: Cast, apart: tuple[Meeting, Document, Meeting]
) -> None:
    known, document, own = apart
    target = move_text(own, by=cast.acting("zhoumin"), at=AT, document=document, to=known)
    assert target == known
    assert document.meeting_texts.get().meeting == known
    assert one(SCHOOLS).places.count() == 2
    assert one("举报电话").meeting == known
    assert not Matter.objects.filter(meeting=own).exists()
    assert (
        Place.objects.filter(document=document).values("matter__meeting").distinct().get()["matter__meeting"]
        == known.pk
    )


def test_a_text_that_leaves_takes_its_places_along_and_the_rest_stays(
    cast: Cast, take: TakeIn, communique: str, minutes: str
) -> None:
    first, second = take(communique), take(minutes)
    meeting = Meeting.objects.get()
    new = move_text(meeting, by=cast.acting("zhoumin"), at=AT, document=second, to=None)
    assert new != meeting
    assert basis(meeting) == first
    assert basis(new) == second
    assert set(meeting.matters.values_list("places__document", flat=True)) == {first.pk}
    assert new.matters.filter(state=MatterState.PROPOSED).count() == 4


def test_a_text_from_which_matters_were_docketed_stays_and_the_sentence_says_what_to_do(
    cast: Cast, take: TakeIn, minutes: str
) -> None:
    document = take(minutes)
    meeting, by = Meeting.objects.get(), cast.acting("zhoumin")
    docket(meeting, by=by, at=AT, matters=[one(DREDGING)], approved_by="市长", approved_on=AT.date())
    with pytest.raises(Refused, match="请在会议页更正会议信息"):
        move_text(meeting, by=by, at=AT, document=document, to=None)
    assert document.meeting_texts.get().meeting == meeting


def test_a_text_is_not_moved_to_a_meeting_of_the_next_county(cast: Cast, take: TakeIn, minutes: str) -> None:
    document = take(minutes)
    foreign = Meeting.objects.create(office=cast.county, name="临溪县政府常务会议")
    with pytest.raises(Unseen):
        move_text(
            Meeting.objects.get(office=cast.city), by=cast.acting("zhoumin"), at=AT, document=document, to=foreign
        )


def test_who_says_that_a_meeting_is_one_of_its_own_is_kept(
    cast: Cast, apart: tuple[Meeting, Document, Meeting]
) -> None:
    _, document, own = apart
    seq = own.seq
    set_apart(own, by=cast.acting("zhoumin"), at=AT, document=document)
    own.refresh_from_db()
    assert own.seq == seq + 1


def test_moved_and_merged_matters_are_still_what_their_journal_says(
    cast: Cast, apart: tuple[Meeting, Document, Meeting]
) -> None:
    known, document, own = apart
    by = cast.acting("zhoumin")
    move_text(own, by=by, at=AT, document=document, to=known)
    move_text(known, by=by, at=AT, document=document, to=None)
    assert not verify().findings
