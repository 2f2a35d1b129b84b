"""Readings of a whole archive as Parquet, through Polars (an extra, ``requirements/corpus.txt``): one row a reading or refused file.

The reading itself is the column ``reading``, JSON in the contract's shape: its fields nest and their values are of mixed types, which
columns would have to flatten or lose. The other columns are for filtering.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TypedDict

from jiyao.intake import Unreadable

MISSING = "本机没有装批量处理部件 Polars。请先安装：python -m pip install --require-hashes -r requirements/corpus.txt。"
GROUP = 256
"""Rows of one group of the joined file; a group is held in memory whole while it is written (m: 10,000 files 1,047 MB in one group, 153 MB so)."""


class Row(TypedDict):
    """One line of the table. ``error`` is the refusal of a file that gave no reading, and then the columns behind it are empty."""

    path: str
    size: int
    changed_ns: int
    member: str
    error: str | None
    part: int | None
    genre: str | None
    title: str | None
    body: str | None
    date: str | None
    statements: int | None
    actions: int | None
    reading: str | None


def polars() -> ModuleType:
    """The library; raises ``Unreadable`` where it is not installed."""
    try:
        import polars as pl  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise Unreadable(MISSING) from error
    module: ModuleType = pl
    return module


def write_part(rows: Sequence[Row], path: Path) -> None:
    """Write rows to a file that is whole or not there."""
    library = polars()
    kinds = {
        name: library.Int64 if "int" in str(kind) else library.String for name, kind in Row.__annotations__.items()
    }
    unfinished = path.with_suffix(".unfinished")
    library.DataFrame(list(rows), schema=kinds).write_parquet(unfinished, compression="zstd")
    unfinished.replace(path)


def done(folder: Path) -> set[tuple[str, int, int]]:
    """The files that the parts of a folder hold already, by path, size and moment of their last change."""
    parts = sorted(folder.glob("*.parquet"))
    if not parts:
        return set()
    seen = polars().scan_parquet(parts).select("path", "size", "changed_ns").unique().collect()
    return set(seen.iter_rows())


def join(folder: Path, out: Path) -> tuple[int, int]:
    """Join the parts of a folder into one file, in a stream; the number of readings and of refused files."""
    library = polars()
    parts = library.scan_parquet(sorted(folder.glob("*.parquet")))
    unfinished = out.with_suffix(".unfinished")
    parts.sink_parquet(unfinished, compression="zstd", row_group_size=GROUP)
    unfinished.replace(out)
    rows, refused = library.scan_parquet(out).select(library.len(), library.col("error").count()).collect().row(0)
    return int(rows) - int(refused), int(refused)
