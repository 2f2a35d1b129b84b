"""The index of the database in use answers as the text says, and keeps in step with it."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from luoshi.cli import main
from luoshi.searchtext import index
from luoshi.searchtext.engines import engine
from luoshi.searchtext.index import matching, put, rebuild, remove
from luoshi.searchtext.models import SearchRow
from luoshi.searchtext.tokens import LONGEST_QUERY, folded

pytestmark = pytest.mark.django_db
PLACE = "tests.text"
in_one_transaction = hypothesis_settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SIGNS = st.text(st.one_of(st.characters(), st.sampled_from("煤矿 \"'*:&|!()-^\\%_\0NEAR AND OR NOT 12")), max_size=60)


def refs(query: str, *, office: int = 1) -> set[str]:
    return set(matching(query, office=office).values_list("subject_ref", flat=True))


@pytest.fixture
def texts() -> None:
    put(1, PLACE, "coal", "压实煤矿安全责任，认真抓好煤矿安全生产工作")
    put(1, PLACE, "school", "抓好教育体制机制改革 100个项目 GDP")
    put(2, PLACE, "next", "临溪县煤矿")


def test_words_of_two_characters_are_found_and_each_office_finds_its_own(texts: None) -> None:
    assert refs("煤矿") == {"coal"}
    assert refs("煤矿", office=2) == {"next"}
    assert refs("煤矿", office=3) == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("矿", {"coal"}),
        ("抓好", {"coal", "school"}),
        ("抓好 教育", {"school"}),
        ("gdp", {"school"}),
        ("100个", {"school"}),
        ("煤矿安全生产工作", {"coal"}),
        ("安全煤矿", set()),
        ("%", set()),
        ("煤_矿", {"coal"}),
        ('"煤矿', {"coal"}),
        ("煤矿 OR 教育", set()),
    ],
)
def test_a_query_is_words_and_nothing_else(texts: None, query: str, found: set[str]) -> None:
    assert refs(query) == found


def test_tokens_that_stand_apart_are_no_word() -> None:
    put(1, PLACE, "apart", "煤矿井下，加强矿安监管，安全第一")
    assert refs("煤矿安全") == set()


def test_a_changed_text_is_found_by_its_new_words_only(texts: None) -> None:
    put(1, PLACE, "coal", "防汛")
    assert refs("煤矿") == set()
    assert refs("防汛") == {"coal"}
    remove(PLACE, "coal")
    assert refs("防汛") == set()
    put(1, PLACE, "other", "煤炭")
    assert refs("防汛") == set()


def test_an_empty_text_has_no_row(texts: None) -> None:
    put(1, PLACE, "coal", "，。")
    assert not SearchRow.objects.filter(subject_ref="coal").exists()


def test_a_text_that_moves_to_another_office_is_found_there(texts: None) -> None:
    put(2, PLACE, "coal", "压实煤矿安全责任，认真抓好煤矿安全生产工作")
    assert refs("压实") == set()
    assert refs("压实", office=2) == {"coal"}


def test_an_undone_operation_leaves_no_word() -> None:
    with transaction.atomic():
        put(1, PLACE, "coal", "煤矿")
        transaction.set_rollback(True)
    assert refs("煤矿") == set()


def test_a_search_narrows_a_list_of_subjects(texts: None) -> None:
    rows = matching("煤", office=1, subject_type="tests.other")
    assert not rows.exists()
    assert matching("煤", office=1, subject_type=PLACE).values("subject_ref").count() == 1


def test_a_long_text_is_found_by_words_that_lie_across_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PART", LONGEST_QUERY + 50)
    characters = "".join(chr(0x4E00 + number) for number in range(1_000))
    put(1, PLACE, "long", characters)
    assert SearchRow.objects.count() > 10
    for start in range(0, 1_000 - LONGEST_QUERY, 37):
        assert refs(characters[start : start + LONGEST_QUERY]) == {"long"}
    put(1, PLACE, "long", "短")
    assert SearchRow.objects.count() == 1


def test_a_text_with_more_tokens_than_a_tsvector_holds_is_taken_in() -> None:
    characters = "".join(chr(0x20000 + number % 40_000) + chr(0x4E00 + number % 19_997) for number in range(120_000))
    put(1, PLACE, "huge", characters)
    assert refs(characters[150_000:150_050]) == {"huge"}


def test_the_index_can_be_made_anew(texts: None, capsys: pytest.CaptureFixture[str]) -> None:
    engine().clear()
    assert refs("煤矿") == set()
    assert rebuild() == 3
    assert refs("煤矿") == {"coal"}
    assert main(["search", "rebuild"]) == 0
    assert "共 3 段" in capsys.readouterr().out


@in_one_transaction
@given(SIGNS)
def test_no_query_is_an_error(query: str) -> None:
    put(1, PLACE, "coal", "煤矿")
    assert refs(query) <= {"coal"}


@in_one_transaction
@given(SIGNS, st.data())
def test_every_piece_of_a_document_finds_it(document: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(document)))
    piece = document[start : data.draw(st.integers(start, len(document)))]
    put(1, PLACE, "one", document)
    assert refs(piece) == ({"one"} if folded(piece) else set())
