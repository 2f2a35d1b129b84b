"""Every answer says what may run; the key that signs sessions is nobody else's."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from luoshi.database import database
from luoshi.proxy import BrowsersAddress, https_in_front
from luoshi.secret import secret_key
from luoshi.security import SecurityHeaders


def test_every_answer_allows_only_what_comes_from_here() -> None:
    answer = SecurityHeaders(lambda _request: HttpResponse())(RequestFactory().get("/"))
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_headers_are_put_on_by_the_first_of_all_middlewares() -> None:
    assert settings.MIDDLEWARE[0] == "luoshi.security.SecurityHeaders"


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "session.key"
    first = secret_key(path)
    assert len(first) >= 50
    assert secret_key(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert secret_key(tmp_path / "other.key") != first


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    path = tmp_path / "session.key"
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: secret_key(path), range(64)))) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_key_is_refused_and_stays_for_whoever_looks_into_it(tmp_path: Path) -> None:
    path = tmp_path / "session.key"
    path.touch()
    with pytest.raises(ValueError, match="是空的"):
        secret_key(path)
    assert path.read_bytes() == b""


def test_sqlite_waits_for_the_other_writer(tmp_path: Path) -> None:
    entry = database("", tmp_path / "data")
    assert entry["NAME"] == tmp_path / "data" / "luoshi.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert entry["OPTIONS"]["timeout"] == 60


def test_an_address_of_postgresql_is_taken_apart(tmp_path: Path) -> None:
    entry = database("postgresql://clerk:p%40ss%2F@10.0.0.5:5433/luoshi?sslmode=require", tmp_path)
    wanted = {"NAME": "luoshi", "USER": "clerk", "PASSWORD": "p@ss/", "HOST": "10.0.0.5", "PORT": "5433"}
    assert {key: entry[key] for key in wanted} == wanted
    assert entry["OPTIONS"] == {"sslmode": "require"}


def test_an_address_of_another_database_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="LUOSHI_DATABASE 应写成") as refused:
        database("mysql://root:secret@localhost/luoshi", tmp_path)
    assert "secret" not in str(refused.value)


SHOWS = "import luoshi.settings as s; print(s.LUOSHI_HTTPS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, 'luoshi.proxy.BrowsersAddress' in s.MIDDLEWARE, getattr(s, 'SECURE_PROXY_SSL_HEADER', None))"


@pytest.mark.parametrize(
    ("https", "shown"),
    [("", "False False False False None"), ("1", "True True True True ('HTTP_X_FORWARDED_PROTO', 'https')")],
)
def test_a_proxys_word_counts_only_where_the_installation_says_that_there_is_one(
    https: str, shown: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "LUOSHI_HTTPS": https, "LUOSHI_DATA": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", SHOWS], env=environment, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == shown


def test_what_the_setting_cannot_be_is_said() -> None:
    assert [https_in_front(value) for value in ("", "0", "1")] == [False, False, True]
    with pytest.raises(ValueError, match="LUOSHI_HTTPS"):
        https_in_front("yes")


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("6.6.6.6, 10.1.2.3", "10.1.2.3"),
        ("fe80::1", "fe80::1"),
        ("", "127.0.0.1"),
        ("<script>", "127.0.0.1"),
    ],
)
def test_the_address_of_the_browser_is_the_one_the_proxy_wrote(header: str, address: str) -> None:
    seen = []
    middleware = BrowsersAddress(lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse())  # type: ignore[func-returns-value]
    middleware(RequestFactory().get("/", headers={"X-Forwarded-For": header}))
    assert seen == [address]


def test_whoever_asks_from_another_machine_is_no_proxy() -> None:
    seen = []
    middleware = BrowsersAddress(lambda request: seen.append(dict(request.META)) or HttpResponse())  # type: ignore[func-returns-value]
    headers = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}
    middleware(RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.9.9.9"))
    assert seen[0]["REMOTE_ADDR"] == "10.9.9.9"
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"} & set(seen[0])
