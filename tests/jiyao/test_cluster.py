"""The same archive on a cluster gives the same rows as on one machine."""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jiyao import cluster, corpus
from jiyao.intake import Unreadable

SRC = Path(__file__).resolve().parents[2] / "src"
WORDS = "2026年3月{}日上午，市长周远主持召开三届市人民政府第{}次常务会议。\n会议要求，由市水利局牵头，于五月底前完成隐患排查。\n"


@pytest.fixture
def ray(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pytest.importorskip("polars", reason="Polars (requirements/corpus.txt) is not installed")
    library = pytest.importorskip("ray", reason="Ray (requirements/corpus.txt) is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        environment = {"env_vars": {"PYTHONPATH": str(SRC), "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}}
        library.init(
            num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=10**8, runtime_env=environment
        )
        yield library
        library.shutdown()


def test_the_rows_are_those_of_one_machine(ray: Any, tmp_path: Path) -> None:
    import polars as pl

    root = tmp_path / "档案"
    root.mkdir()
    for day in range(1, 13):
        (root / f"{day:02}.txt").write_text(WORDS.format(day, day), encoding="utf-8")
    (root / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert cluster.read_folder(root, tmp_path / "parts") == 13
    corpus.read_folder(root, tmp_path / "one.parquet", workers=1, progress=io.StringIO())
    there, here = (pl.read_parquet(path).sort("path") for path in (tmp_path / "parts", tmp_path / "one.parquet"))
    assert there.columns == here.columns
    assert there.equals(here)


def test_without_ray_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(Unreadable, match=r"没有装集群部件 Ray.*requirements/corpus\.txt"):
        cluster.read_folder(tmp_path, tmp_path / "parts")
