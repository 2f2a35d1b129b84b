"""An archive read on a cluster: the same reading of a file as ``jiyao.corpus``, spread by Ray Data (an extra, ``requirements/corpus.txt``).

The folder must be reachable under one path from every node, and this package installed there. The output is a folder of Parquet parts with
the columns of ``jiyao.export.parquet``. Unlike on one machine a run does not go on where another stopped: Ray itself starts a lost task again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiyao.corpus import Listed, files_below, rows_of
from jiyao.export.parquet import Row
from jiyao.intake import Unreadable

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 64
"""Files of one task."""
_NUMBERS = frozenset(name for name, kind in Row.__annotations__.items() if "int" in str(kind))


def read_folder(root: Path, out: Path) -> int:
    """Read every file below ``root`` into the folder ``out``, on the cluster that ``ray.init`` joined; the number of rows.

    Raises ``Unreadable`` where Ray is not installed and where there is no file.
    """
    try:
        import ray.data  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise Unreadable(
            "本机没有装集群部件 Ray。请先安装：python -m pip install --require-hashes -r requirements/corpus.txt。"
        ) from error
    listed = [
        {"path": each.path, "size": each.size, "changed_ns": each.changed_ns}
        for each in files_below(root, out.resolve())
    ]
    if not listed:
        raise Unreadable(f"文件夹 {root} 里没有文件。请检查路径。")
    files = ray.data.from_items(listed)
    batched: Any = read_batch  # the types of Ray do not name Arrow tables
    rows = files.map_batches(batched, batch_size=BATCH, batch_format="pyarrow", fn_kwargs={"root": str(root)})
    rows.write_parquet(str(out))
    return int(ray.data.read_parquet(str(out)).count())


def read_batch(files: pa.Table, root: str) -> pa.Table:
    """The rows of a batch of files, as one table."""
    import pyarrow as pa  # noqa: PLC0415  (comes with Ray)

    rows = [row for each in files.to_pylist() for row in rows_of(Path(root), Listed(**each))]
    fields = [(name, pa.int64() if name in _NUMBERS else pa.string()) for name in Row.__annotations__]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
