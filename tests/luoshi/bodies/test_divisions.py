"""Divisions hold for a time and are taken over; codes continue those above them."""

from __future__ import annotations

import datetime as dt

import pytest

from luoshi.bodies.models import Jurisdiction, JurisdictionKind, Office
from luoshi.bodies.names import Naming, naming_of
from luoshi.bodies.operations import found_jurisdiction, found_office, succeed_jurisdiction
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Denied, Refused

from .conftest import AT, SYSTEM

KIND = JurisdictionKind
DAY = dt.date(2026, 3, 9)


@pytest.fixture
def county(db: None) -> Jurisdiction:
    province = found_jurisdiction(None, by=SYSTEM, at=AT, code="990000", name="云泽省", kind=KIND.PROVINCE)
    prefecture = found_jurisdiction(province, by=SYSTEM, at=AT, code="992300", name="海屏州", kind=KIND.PREFECTURE)
    return found_jurisdiction(prefecture, by=SYSTEM, at=AT, code="992301", name="安澜市", kind=KIND.COUNTY)


def township(county: Jurisdiction, code: str, name: str) -> Jurisdiction:
    return found_jurisdiction(county, by=SYSTEM, at=AT, code=code, name=name, kind=KIND.TOWNSHIP)


def test_everything_below_a_division_is_found_by_its_code(county: Jurisdiction) -> None:
    township(county, "992301101", "云溪镇")
    assert [str(row) for row in Jurisdiction.objects.under("992300")] == ["海屏州", "安澜市", "云溪镇"]
    assert [str(row) for row in Jurisdiction.objects.under("992301")] == ["安澜市", "云溪镇"]


@pytest.mark.parametrize("code", ["99230110", "9923011010", "99230110a", "９９２３０１１０１", "992300000000"])
def test_a_code_of_another_length_is_refused(county: Jurisdiction, code: str) -> None:
    with pytest.raises(Refused, match="9位数字"):
        township(county, code, "云溪镇")


def test_a_code_that_does_not_continue_the_superior_is_refused(county: Jurisdiction) -> None:
    with pytest.raises(Refused, match="不衔接"):
        township(county, "992302101", "云溪镇")


def test_a_county_code_for_a_prefecture_is_refused(county: Jurisdiction) -> None:
    with pytest.raises(Refused, match="层级"):
        found_jurisdiction(None, by=SYSTEM, at=AT, code="992302", name="某州", kind=KIND.PREFECTURE)


def test_a_code_in_use_is_refused(county: Jurisdiction) -> None:
    township(county, "992301101", "云溪镇")
    with pytest.raises(Refused, match="云溪镇"):
        township(county, "992301101", "新镇")


def test_a_merged_township_leads_to_the_one_that_took_it_over(county: Jurisdiction) -> None:
    old, new = township(county, "992301201", "青崖乡"), township(county, "992301101", "云溪镇")
    succeed_jurisdiction(old, by=SYSTEM, at=AT, successors=[new], on=DAY)
    old.refresh_from_db()
    assert not Jurisdiction.objects.on(DAY).filter(pk=old.pk).exists()
    assert Jurisdiction.objects.on(dt.date(2026, 3, 8)).filter(pk=old.pk).exists()
    assert old.present(DAY) == old.present(dt.date(2027, 1, 1)) == [new]
    assert old.present(dt.date(2026, 3, 8)) == [old]


def test_a_code_is_free_again_after_its_division_ended(county: Jurisdiction) -> None:
    old = township(county, "992301201", "青崖乡")
    succeed_jurisdiction(old, by=SYSTEM, at=AT, successors=[], on=DAY)
    again = found_jurisdiction(
        county, by=SYSTEM, at=AT, code="992301201", name="青崖镇", kind=KIND.TOWNSHIP, valid_from=DAY
    )
    assert again.pk != old.pk


def test_only_the_system_administrator_keeps_divisions(county: Jurisdiction) -> None:
    supervisor = Acting(office=1, account="zhoumin", name="周敏", roles=frozenset({"supervisor"}))
    with pytest.raises(Denied, match="系统管理员"):
        found_jurisdiction(county, by=supervisor, at=AT, code="992301101", name="云溪镇", kind=KIND.TOWNSHIP)


def test_an_office_shortens_names_by_its_division_or_by_its_own_name(county: Jurisdiction) -> None:
    by_code = found_office(None, by=SYSTEM, at=AT, name="市政府督查室", jurisdiction_code="992301")
    assert naming_of(by_code) == Naming("安澜市")
    assert naming_of(Office(name="中共临溪县委办公室")) == Naming("临溪县")
    assert naming_of(Office(name="督查室")) == Naming("")
