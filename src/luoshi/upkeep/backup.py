"""A backup that can be taken while people work: the database first, then the files, never the keys.

The order matters: content that a row names was written before the row, so files copied after the database hold all that it names.
Files lie by their digest in one folder for all backups and are copied once. The key file is not in it: whoever finds a backup reads
no personal data and forges no seal.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from luoshi.disk import why
from luoshi.files.operations import store
from luoshi.files.store import CHUNK, Store
from luoshi.journal.refusal import Refused


@dataclass(frozen=True, slots=True)
class Backup:
    """Where it lies and what is in it; ``copied`` counts files that no earlier backup had."""

    folder: Path
    files: int
    copied: int


def back_up(target: Path, *, at: dt.datetime) -> Backup:
    """Write a backup into a new folder below ``target`` named for the moment; a failed one leaves no such folder."""
    name = f"{at:%Y-%m-%d_%H%M%S}"
    partial, folder = target / f".{name}.partial", target / name
    try:
        partial.mkdir(parents=True)
        dump = _dump_sqlite(partial) if connection.vendor == "sqlite" else _dump_postgresql(partial)
        seals = Path(settings.LUOSHI_SEALS)
        if seals.exists():
            shutil.copy2(seals, partial / "seals.jsonl")
        files, copied = _copy_files(store(), Store(target / "files"))
        manifest = {"made_at": at.isoformat(), "database": dump.name, "sha256": _sha256(dump), "files": files}
        (partial / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        partial.replace(folder)
    except sqlite3.Error as error:
        raise Refused(f"数据库读不出来（{error}），没有备份。请检查数据库文件是否损坏。") from error
    except OSError as error:
        raise Refused(f"不能在 {target} 写入备份（{why(error)}）。请换一个文件夹，或检查权限和磁盘空间。") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Backup(folder, files, copied)


def _dump_sqlite(folder: Path) -> Path:
    """A consistent copy, taken page by page beside whoever writes."""
    place, given = folder / "luoshi.sqlite3", Path(connection.settings_dict["NAME"]).absolute()
    if not given.exists():
        raise Refused(
            f"没有数据库可以备份：找不到 {given}。请检查 LUOSHI_DATA 指向的文件夹，或者先运行 luoshi migrate。"
        )
    with (
        closing(sqlite3.connect(given.as_uri() + "?mode=ro", uri=True)) as database,
        closing(sqlite3.connect(place)) as copy,
    ):
        database.backup(copy, pages=4096, sleep=0.01)
    return place


def _dump_postgresql(folder: Path) -> Path:
    program = shutil.which("pg_dump")
    if program is None:
        raise Refused("本机没有 pg_dump，无法备份 PostgreSQL。请安装与数据库同版本的 PostgreSQL 客户端后再试。")
    place, given = folder / "luoshi.dump", connection.settings_dict
    options = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGSSLMODE": given["OPTIONS"].get("sslmode"),
    }
    env = {**os.environ, **{name: str(value) for name, value in options.items() if value}}
    command = [program, "--format=custom", f"--file={place}", f"--dbname={given['NAME']}"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    if done.returncode:
        raise Refused(f"pg_dump 没有成功：{done.stderr.strip()[:300]}。请检查数据库地址、账号和客户端版本。")
    return place


def _copy_files(source: Store, target: Store) -> tuple[int, int]:
    """How many files there are, and how many of them had to be copied."""
    files = copied = 0
    for sha256 in source.digests():
        files += 1
        if not target.path(sha256).exists():
            with source.path(sha256).open("rb") as content:
                target.put(content, limit=source.path(sha256).stat().st_size)
            copied += 1
    return files, copied


def _sha256(path: Path) -> str:
    hasher = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hasher.update(chunk)
    return hasher.hexdigest()
