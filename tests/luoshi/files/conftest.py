"""An office with its people, one of the next county, and a store of its own for every test."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from luoshi.bodies.models import Office
from luoshi.bodies.operations import found_office
from luoshi.files.models import File
from luoshi.files.operations import keep_file
from luoshi.journal.acting import Acting

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.LUOSHI_DATA = tmp_path
    return tmp_path / "files"


@pytest.fixture
def office(db: None) -> Office:
    return found_office(None, by=Acting.system(None), at=AT, name="安澜市人民政府办公室")


@pytest.fixture
def zhoumin(office: Office) -> Acting:
    """周敏 supervises and sees all of her office."""
    return Acting(office=office.pk, account="zhoumin", name="周敏", roles=frozenset({"supervisor"}))


@pytest.fixture
def liqiang(office: Office) -> Acting:
    """李强 answers for his bureau."""
    return Acting(office=office.pk, account="liqiang", name="李强", roles=frozenset({"liaison"}))


@pytest.fixture
def wangfang(office: Office) -> Acting:
    """王芳 is from another bureau and must never see his papers."""
    return Acting(office=office.pk, account="wangfang", name="王芳", roles=frozenset({"liaison"}))


@pytest.fixture
def chenjing(db: None) -> Acting:
    """陈静 supervises in the next county."""
    office = found_office(None, by=Acting.system(None), at=AT, name="临溪县人民政府办公室")
    return Acting(office=office.pk, account="chenjing", name="陈静", roles=frozenset({"supervisor"}))


@pytest.fixture
def keep(office: Office) -> Callable[..., File]:
    """Hands in a file; nothing is refused unless the test says so."""

    def run(by: Acting, data: bytes = b"%PDF-1.7 report", **given: Any) -> File:
        arguments = {"name": "报告.pdf", "refuse_if": lambda _name, _content: None, **given}
        return keep_file(office, by=by, at=AT, content=io.BytesIO(data), **arguments)

    return run
