"""Where the data lies: SQLite by default, PostgreSQL in production."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(address: str, data: Path) -> dict[str, Any]:
    """The entry of ``DATABASES`` for an address, or for the SQLite file in the data folder when it is empty.

    SQLite opens transactions IMMEDIATE: two writers wait for each other instead of failing half way.
    """
    if not address:
        data.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "luoshi.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError as error:
        raise ValueError(
            f"LUOSHI_DATABASE 应写成 postgresql://用户:密码@主机:端口/库名，现在的读不懂：{error}。"
        ) from error
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"LUOSHI_DATABASE 应写成 postgresql://用户:密码@主机:端口/库名，现在是 {parts.scheme}://…")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
