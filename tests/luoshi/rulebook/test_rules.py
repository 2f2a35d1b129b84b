"""Own rules hold where and when they were made, and say why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.bodies.models import Office
from luoshi.bodies.operations import found_office
from luoshi.journal.acting import Acting
from luoshi.journal.events import folded, history
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.sentences import told
from luoshi.rulebook.definitions import Grade
from luoshi.rulebook.lookup import NoRule, Rulebook, rule
from luoshi.rulebook.models import OwnRule
from luoshi.rulebook.operations import RuleDetails, end_rule, make_rule, withdraw_rule
from luoshi.rulebook.page import preview
from luoshi.rulebook.shipped import shipped
from luoshi.rulebook.signals import rule_changed

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
SYSTEM = Acting.system(None)
KEY = "urge.remind_days"
JAN, FEB, MAR, APR = (dt.date(2026, month, 1) for month in (1, 2, 3, 4))
DAY = dt.timedelta(days=1)


def details(value: object = 5, first: dt.date = FEB, last: dt.date | None = None, **more: object) -> RuleDetails:
    return RuleDetails(**({"key": KEY, "value": value, "valid_from": first, "valid_to": last} | more))  # type: ignore[arg-type]


def supervisor(office: Office, role: str = "supervisor") -> Acting:
    return Acting(office=office.pk, account="zhoumin", name="周敏", roles=frozenset({role}))


def make(office: Office, *args: object, **more: object) -> OwnRule:
    return make_rule(office, by=supervisor(office), at=AT, details=details(*args, **more))  # type: ignore[arg-type]


@pytest.fixture
def prefecture(db: None) -> Office:
    return found_office(None, by=SYSTEM, at=AT, name="云泽州人民政府办公室")


@pytest.fixture
def city(prefecture: Office) -> Office:
    return found_office(prefecture, by=SYSTEM, at=AT, name="安澜市人民政府办公室")


@pytest.fixture
def stranger(db: None) -> Office:
    return found_office(None, by=SYSTEM, at=AT, name="临溪县人民政府办公室")


@pytest.fixture
def changes() -> Iterator[list[dict[str, object]]]:
    heard: list[dict[str, object]] = []

    def hear(**given: object) -> None:
        heard.append(given)

    rule_changed.connect(hear)
    yield heard
    rule_changed.disconnect(hear)


def test_without_an_own_rule_the_shipped_one_holds_and_names_its_source(city: Office) -> None:
    found = rule(KEY, office=city, on=JAN)
    assert (found.whole, found.office, found.grade, found.place) == (3, None, Grade.LAW, "陕西省西安市")
    assert (found.row, found.version) == ("urge.remind_days@", 1)


def test_an_own_rule_holds_from_its_first_to_its_last_day(city: Office) -> None:
    make(city, 5, FEB, MAR)
    assert [rule(KEY, office=city, on=day).value for day in (FEB - DAY, FEB, MAR, MAR + DAY)] == [3, 5, 5, 3]


def test_the_office_below_inherits_and_others_do_not(prefecture: Office, city: Office, stranger: Office) -> None:
    make(prefecture, 7)
    assert rule(KEY, office=city, on=APR).by == "云泽州人民政府办公室"
    assert rule(KEY, office=stranger, on=APR).value == 3


def test_the_nearer_office_decides_and_the_chain_shows_both(prefecture: Office, city: Office) -> None:
    make(prefecture, 7)
    make(city, 5)
    steps = Rulebook(city).chain(KEY, APR)
    assert [(step.name, step.rule and step.rule.value, step.decides) for step in steps] == [
        ("安澜市人民政府办公室", 5, True),
        ("云泽州人民政府办公室", 7, False),
        ("系统自带", 3, False),
    ]


def test_a_day_without_any_rule_is_told_with_what_to_do(city: Office) -> None:
    with pytest.raises(NoRule, match=r"“防返贫监测收入线”没有在2020年3月9日有效的规定。请在规则库为本单位规定"):
        rule("poverty.income_line", office=city, on=dt.date(2020, 3, 9))
    assert Rulebook(city).find("poverty.income_line", dt.date(2020, 3, 9)) is None


def test_a_key_that_is_not_defined_is_an_error_of_the_program(city: Office) -> None:
    with pytest.raises(KeyError):
        rule("no.such", office=city, on=JAN)


@pytest.mark.parametrize(
    ("first", "last"),
    [(FEB, None), (JAN, FEB), (MAR, APR), (FEB + DAY, MAR - DAY), (JAN, None)],
)
def test_two_rules_of_one_office_never_hold_on_one_day(city: Office, first: dt.date, last: dt.date | None) -> None:
    make(city, 5, FEB, MAR)
    with pytest.raises(Refused, match="本单位已有“到期前几日提醒”的规定"):
        make(city, 9, first, last)
    assert OwnRule.objects.count() == 1


def test_rules_one_after_the_other_are_made(city: Office) -> None:
    make(city, 5, FEB, MAR)
    make(city, 9, MAR + DAY)
    make(city, 4, JAN, FEB - DAY)
    assert [rule(KEY, office=city, on=day).value for day in (FEB - DAY, FEB, MAR, MAR + DAY)] == [4, 5, 5, 9]


def test_a_new_rule_may_end_the_one_that_holds_until_then(city: Office) -> None:
    earlier = make(city, 5, FEB)
    make(city, 9, MAR, ends_earlier=True)
    earlier.refresh_from_db()
    assert earlier.valid_to == MAR - DAY
    assert [entry.kind for entry in history(earlier)] == ["rule.made", "rule.ended"]


def test_a_new_rule_does_not_end_one_that_begins_later(city: Office) -> None:
    later = make(city, 5, FEB)
    with pytest.raises(Refused, match="重叠"):
        make(city, 9, JAN, ends_earlier=True)
    later.refresh_from_db()
    assert later.valid_to is None


def test_a_preview_says_what_holds_before_and_after_and_who_inherits(prefecture: Office, city: Office) -> None:
    town = found_office(city, by=SYSTEM, at=AT, name="东川镇人民政府")
    make(prefecture, 9, APR)
    make(town, 1, JAN)
    shown = preview(prefecture, shipped()[KEY].definition, details(7, FEB, APR - DAY))
    assert shown.before
    assert shown.before.value == 3
    assert shown.afterwards
    assert shown.afterwards.value == 9
    assert [(heir.office, heir.own and heir.own.value) for heir in shown.heirs] == [(city, None), (town, 1)]


def test_a_passing_rule_does_not_cut_off_one_that_goes_on_after_it(city: Office) -> None:
    make(city, 5, JAN)
    with pytest.raises(Refused, match="止得更晚"):
        make(city, 9, FEB, MAR, ends_earlier=True)
    assert rule(KEY, office=city, on=APR).value == 5


def test_a_rule_that_ends_gives_way_to_what_holds_without_it(city: Office, changes: list[dict[str, object]]) -> None:
    row = make(city, 5, FEB)
    end_rule(row, by=supervisor(city), at=AT, last=MAR)
    assert [rule(KEY, office=city, on=day).value for day in (MAR, MAR + DAY)] == [5, 3]
    assert [(change["first"], change["last"]) for change in changes] == [(FEB, None), (MAR + DAY, None)]
    assert changes[0]["office"] == city
    assert changes[0]["key"] == KEY


def test_a_rule_does_not_end_before_it_begins_nor_after_it_ended(city: Office) -> None:
    row = make(city, 5, FEB, MAR)
    for last, words in ((JAN, "撤回"), (APR, "另立一条")):
        with pytest.raises(Refused, match=words):
            end_rule(row, by=supervisor(city), at=AT, last=last)


def test_a_withdrawn_rule_never_held_but_stays_readable(city: Office) -> None:
    row = make(city, 5, FEB)
    withdraw_rule(row, by=supervisor(city), at=AT)
    assert rule(KEY, office=city, on=APR).value == 3
    assert OwnRule.objects.visible_to(supervisor(city)).get().void
    with pytest.raises(Refused, match="已经撤回"):
        end_rule(OwnRule.objects.get(), by=supervisor(city), at=AT, last=MAR)
    make(city, 6, FEB)
    assert rule(KEY, office=city, on=APR).value == 6


def test_what_cites_a_rule_keeps_row_version_and_value(city: Office) -> None:
    row = make(city, 5, FEB)
    assert rule(KEY, office=city, on=APR).cited == {"key": KEY, "row": row.ref, "version": 1, "value": 5}


def test_the_journal_alone_tells_what_a_rule_is(city: Office) -> None:
    row = make(city, 5, FEB, source="某办法", source_ref="安政发〔2026〕1号", grade=Grade.LAW)
    state = folded(history(row))
    assert (state["key"], state["value"], state["valid_from"], state["grade"]) == (KEY, "5", "2026-02-01", "A")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"value": "五"}, "value"),
        ({"value": -1}, "value"),
        ({"last": JAN}, "valid_to"),
        ({"grade": Grade.LAW}, "source"),
        ({"source": "某办法"}, "grade"),
        ({"key": "no.such"}, "key"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused_beside_its_field(
    city: Office, more: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make(city, **more)
    assert refusal.value.field == field


def test_the_same_form_sent_twice_makes_one_rule(city: Office) -> None:
    for _ in range(2):
        make_rule(city, by=supervisor(city), at=AT, details=details(), token="t")
    assert OwnRule.objects.count() == 1


def test_a_stale_ending_is_refused(city: Office) -> None:
    row = make(city)
    with pytest.raises(Stale):
        end_rule(row, by=supervisor(city), at=AT, last=MAR, seen_seq=0)


def test_another_office_s_rules_are_not_there(city: Office, stranger: Office) -> None:
    row = make(city)
    outsider = supervisor(stranger)
    with pytest.raises(Unseen):
        make_rule(city, by=outsider, at=AT, details=details())
    with pytest.raises(Unseen):
        end_rule(row, by=outsider, at=AT, last=MAR)
    with pytest.raises(Unseen):
        withdraw_rule(row, by=outsider, at=AT)
    assert not OwnRule.objects.visible_to(outsider).exists()


def test_the_office_below_reads_what_it_inherits_but_does_not_change_it(prefecture: Office, city: Office) -> None:
    row = make(prefecture)
    assert OwnRule.objects.visible_to(supervisor(city)).get() == row
    with pytest.raises(Unseen):
        withdraw_rule(row, by=supervisor(city), at=AT)


def test_who_only_reads_the_rules_may_not_make_one(city: Office) -> None:
    with pytest.raises(Denied, match="督查室"):
        make_rule(city, by=supervisor(city, "liaison"), at=AT, details=details())


def test_a_whole_rulebook_takes_two_queries_however_many_rules_there_are(
    city: Office, django_assert_num_queries: object
) -> None:
    for month in range(1, 12):
        make(city, month, dt.date(2027, month, 1), dt.date(2027, month, 20))
    city.refresh_from_db()
    with django_assert_num_queries(2):  # type: ignore[operator]
        Rulebook(city).on(APR)


periods = st.tuples(st.integers(0, 60), st.none() | st.integers(0, 40))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(periods, max_size=8), st.lists(st.integers(-5, 120), min_size=1, max_size=8))
def test_whatever_was_made_at_most_one_own_rule_holds_and_it_is_the_one_found(
    city: Office, wanted: list[tuple[int, int | None]], asked: list[int]
) -> None:
    OwnRule.objects.all().delete()
    for number, (start, length) in enumerate(wanted):
        first = JAN + start * DAY
        try:
            make(city, number, first, None if length is None else first + length * DAY)
        except Refused:
            continue
    book = Rulebook(city)
    for offset in asked:
        day = JAN + offset * DAY
        holding = [row.content() for row in OwnRule.objects.standing().on(day)]
        assert len(holding) <= 1
        assert book.rule(KEY, day).value == (holding[0] if holding else 3)


def test_the_journal_s_page_tells_a_rule_in_words(city: Office) -> None:
    row = make(city, 5, FEB)
    events = Event.objects.filter(subject_ref=row.ref)
    assert [item.sentence for item in told(events)] == ["另行规定“到期前几日提醒”：5 日"]
