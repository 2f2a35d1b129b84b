"""What a text means for a matter that is there: taken over, asked, or left alone; and nothing happens twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from build_matters import docketed, proposed
from cast import AT, DAY, Cast, cast
from luoshi.documents.models import Document
from luoshi.documents.received import pasted
from luoshi.journal.models import Event
from luoshi.matters.drafts import Draft
from luoshi.matters.models import Audience, Difference, Matter, Place, Support
from luoshi.matters.operations import revise_matter, settle_document, take_in
from luoshi.matters.settling import Verdict, plain, says, verdict
from luoshi.matters.verify import verify
from luoshi.searchtext.models import SearchRow

__all__ = ["cast"]
TEXTS = Path(__file__).parent / "texts"
HAND = {"how": "hand", "by": "周敏"}
DUE = dt.date(2026, 5, 20)


def taken(cast: Cast, name: str) -> Document:
    words = (TEXTS / name).read_text(encoding="utf-8")
    by = cast.acting("zhoumin")
    return take_in(cast.city, by=by, at=AT, text=pasted(words), content=words.encode(), name=name)


def everything() -> list[list[Any]]:
    tables = (Matter, Place, Support, Difference, Audience, Event, SearchRow)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def test_settling_again_changes_nothing(cast: Cast) -> None:
    texts = [taken(cast, name) for name in ("communique.txt", "minutes.txt")]
    before = everything()
    assert Matter.objects.count() >= 3
    for text in (*texts, texts[0]):
        settle_document(text, by=cast.acting("zhoumin"), at=AT + dt.timedelta(days=3))
    assert everything() == before
    assert verify().sound


def test_settling_again_after_the_docket_and_corrections_changes_nothing(cast: Cast) -> None:
    text = taken(cast, "communique.txt")
    by = cast.acting("zhoumin")
    rows = list(Matter.objects.all())
    for row in rows:
        revise_matter(row, by=by, at=AT, values={"sort": "concrete", "lead": cast.water, "due_on": DUE})
    docketed(cast, *Matter.objects.all()[:2])
    settle_document(text, by=by, at=AT)  # what is suggested has learned from the corrections
    before = everything()
    settle_document(text, by=by, at=AT)
    assert everything() == before


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return proposed(cast, "开展校舍排查", due_on=None, origins={"words": {"how": "text", "document": "first"}})


def met(
    matter: Matter, *, said: dict[str, Any] | None = None, document: str = "second", basis: bool = True, **draft: Any
) -> Verdict:
    """The verdict on a draft of the document ``document`` whose place said ``said`` before."""
    place = Place(matter=matter, document=Document(ref=document), said=said or {})
    given = Draft(**({"start": 0, "end": 9, "words": matter.words, "lead": matter.lead} | draft))
    return verdict(matter, [], place, given, basis=basis)


def test_an_empty_field_takes_what_the_text_says(matter: Matter) -> None:
    found = met(matter, due_on=DUE, due_words="5月20日前", origins={"due_on": {"how": "text"}})
    assert found.values == {"due_on": DUE, "due_words": "5月20日前"}
    assert found.origins == {"due_on": {"how": "text"}}
    assert found.asked == ()


def test_what_a_person_said_is_asked_and_not_overwritten(cast: Cast, matter: Matter) -> None:
    matter.standard, matter.origins = "全部排查", {"standard": HAND}
    found = met(matter, standard="100 所")
    assert found.values == {}
    [asked] = found.asked
    assert (asked.field, asked.ours, asked.theirs, asked.value) == ("standard", "全部排查", "100 所", "100 所")


def test_a_text_that_does_not_change_its_word_asks_nothing(matter: Matter) -> None:
    matter.standard, matter.origins = "全部排查", {"standard": HAND}
    said = plain(says(Draft(start=0, end=9, words=matter.words, lead=matter.lead, standard="100 所")))
    assert met(matter, said=said, standard="100 所") == Verdict({}, None, {}, ())


def test_a_proposal_follows_the_text_it_came_from(matter: Matter) -> None:
    assert met(matter, document="first", words="开展校舍大排查").values == {"words": "开展校舍大排查"}


def test_another_wording_of_the_basis_is_asked_once_a_person_worded_it_and_of_another_text_never(
    matter: Matter,
) -> None:
    matter.origins = {"words": HAND}
    assert [asked.field for asked in met(matter, words="开展校舍大排查").asked] == ["words"]
    assert met(matter, words="开展校舍大排查", basis=False) == Verdict({}, None, {}, ())


def test_a_docketed_matter_is_never_changed_by_a_text_but_where_it_is_empty(cast: Cast, matter: Matter) -> None:
    docketed(cast, matter)
    matter.refresh_from_db()
    found = met(matter, lead=cast.water, due_on=DUE, due_words="5月20日前", document="first")
    assert found.values == {"due_on": DUE, "due_words": "5月20日前"}
    assert [(asked.field, asked.theirs) for asked in found.asked] == [("lead", "市水务局")]


def test_a_text_that_says_nothing_of_a_field_asks_nothing_about_it(matter: Matter) -> None:
    matter.standard, matter.due_on = "全部排查", DAY
    assert met(matter, lead=None) == Verdict({}, None, {}, ())


def test_gaps_are_no_difference(matter: Matter) -> None:
    matter.standard, matter.origins = "不少于3万吨", {"standard": HAND}
    assert met(matter, standard="不少于 3 万吨") == Verdict({}, None, {}, ())


def test_supporting_bodies_are_taken_over_in_the_order_of_the_text(cast: Cast, matter: Matter) -> None:
    found = met(matter, supporting=(cast.water,), origins={"supporting": {"how": "text"}})
    assert found.supporting == (cast.water,)
