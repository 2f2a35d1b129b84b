"""Blobs are whole, kept once, and go only when nobody names them."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.files.media_type import UNKNOWN, media_type
from luoshi.files.store import Missing, Store, Swept, TooLarge

DAY = dt.timedelta(days=1)
LIMIT = 1_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "files")


def put(store: Store, data: bytes, *, age: dt.timedelta = dt.timedelta(0)) -> str:
    sha256 = store.put(io.BytesIO(data), limit=LIMIT).sha256
    moment = now().timestamp() - age.total_seconds()
    os.utime(store.path(sha256), (moment, moment))
    return sha256


def now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def test_a_blob_lies_under_its_digest_and_reads_as_it_was(store: Store) -> None:
    sha256 = put(store, b"abc")
    assert sha256 == hashlib.sha256(b"abc").hexdigest()
    assert store.folder / "ba" / "78" / sha256 == store.path(sha256)
    with store.open(sha256) as content:
        assert content.read() == b"abc"


def test_the_same_content_is_kept_once(store: Store) -> None:
    assert put(store, b"abc") == put(store, b"abc")
    assert list(store.digests()) == [hashlib.sha256(b"abc").hexdigest()]


@pytest.mark.parametrize(("size", "fits"), [(LIMIT - 1, True), (LIMIT, True), (LIMIT + 1, False)])
def test_the_limit_holds_to_the_byte_and_leaves_nothing_behind(store: Store, size: int, *, fits: bool) -> None:
    if fits:
        assert store.put(io.BytesIO(b"x" * size), limit=LIMIT).size == size
    else:
        with pytest.raises(TooLarge):
            store.put(io.BytesIO(b"x" * size), limit=LIMIT)
        assert not list(store.digests())
    assert not list(store.incoming.iterdir())


def test_content_that_breaks_off_leaves_nothing_behind(store: Store) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - that of BytesIO
            data = super().read(10)
            if not data:
                raise ConnectionError
            return data

    with pytest.raises(ConnectionError):
        store.put(Broken(b"x" * 35), limit=LIMIT)
    assert not list(store.incoming.iterdir())
    assert not list(store.digests())


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "g" * 64, "a" * 63, "a" * 64 + "\n"])
def test_nothing_but_a_digest_becomes_a_path(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        store.open(name)


def test_a_blob_that_is_not_there_is_missing(store: Store) -> None:
    with pytest.raises(Missing):
        store.open("a" * 64)


def test_a_sweep_spares_what_is_named_and_what_is_young(store: Store) -> None:
    named, young, orphan = put(store, b"1", age=9 * DAY), put(store, b"2"), put(store, b"3", age=2 * DAY)
    assert store.sweep(named.__eq__, at=now(), grace=DAY) == Swept(trashed=1)
    assert set(store.digests()) == {named, young}
    assert store.sweep(named.__eq__, at=now(), grace=DAY) == Swept(), "the trash has its grace too"
    assert store.sweep({named, young}.__contains__, at=now() + 2 * DAY, grace=DAY) == Swept(deleted=1)
    with pytest.raises(Missing):
        store.open(orphan)


def test_a_blob_whose_row_came_while_the_sweep_looked_is_still_read_and_goes_back(store: Store) -> None:
    sha256 = put(store, b"1", age=2 * DAY)
    store.sweep(lambda _sha256: False, at=now(), grace=DAY)
    with store.open(sha256) as content:
        assert content.read() == b"1"
    assert store.sweep(lambda _sha256: True, at=now(), grace=DAY) == Swept(restored=1)
    assert list(store.digests()) == [sha256]


def test_handing_in_again_makes_a_blob_young(store: Store) -> None:
    put(store, b"1", age=9 * DAY)
    store.put(io.BytesIO(b"1"), limit=LIMIT)
    assert store.sweep(lambda _sha256: False, at=now(), grace=DAY) == Swept()


def test_what_a_crash_left_in_the_middle_of_writing_goes(store: Store) -> None:
    put(store, b"1")
    half = store.incoming / "0123"
    half.write_bytes(b"half")
    moment = (now() - 2 * DAY).timestamp()
    os.utime(half, (moment, moment))
    assert store.sweep(lambda _sha256: True, at=now(), grace=DAY) == Swept(deleted=1)
    assert not half.exists()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("会议纪要".encode(), "text/plain"),
        ("会议纪要".encode("gb18030"), "text/plain"),
        (("会" * 2000).encode(), "text/plain"),
        (b"  <!DOCTYPE html><p>", "text/html"),
        (b"<?xml version='1.0'?><svg onload='x'>", "image/svg+xml"),
        (b"PK\x03\x04 broken", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"", UNKNOWN),
        (b"\x00\x01\x02", UNKNOWN),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(data: bytes, expected: str) -> None:
    assert media_type(io.BytesIO(data)) == expected


@pytest.mark.parametrize(
    ("member", "kind"), [("word/document.xml", "word"), ("xl/workbook.xml", "sheet"), ("OFD.xml", "ofd"), ("a", "zip")]
)
def test_a_package_is_known_by_what_it_holds(member: str, kind: str) -> None:
    import zipfile

    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(member, "")
    content.seek(0)
    assert kind in media_type(content)
    assert content.tell() == 0


@given(st.binary(max_size=100))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert "/" in media_type(io.BytesIO(b"PK\x03\x04" + data))
    assert "/" in media_type(io.BytesIO(data))
