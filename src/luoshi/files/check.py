"""Whether every file's content is there and unchanged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.files.models import File
from luoshi.files.operations import store
from luoshi.files.store import Blob, Missing, Store, digest_of


@dataclass(frozen=True, slots=True)
class Damage:
    """A file whose content is gone or another; the sentence says which."""

    ref: str
    sentence: str


def damages(*, quick: bool = False) -> Iterator[Damage]:
    """Look at the content of every file once; ``quick`` compares the size alone."""
    here = store()
    checked: dict[str, str] = {}
    rows = File.objects.order_by("sha256", "pk").values_list("ref", "name", "sha256", "size")
    for ref, name, sha256, size in rows.iterator():
        if sha256 not in checked:
            checked = {sha256: _wrong(here, sha256, size, quick=quick)}
        if checked[sha256]:
            yield Damage(ref, f"“{name}”（{ref}）{checked[sha256]}")


def _wrong(here: Store, sha256: str, size: int, *, quick: bool) -> str:
    """What is wrong with a blob, empty where nothing is."""
    try:
        content = here.open(sha256)
    except Missing:
        return "的内容找不到。请从文件备份中恢复。"
    with content:
        sound = content.seek(0, io.SEEK_END) == size if quick else digest_of(content) == Blob(sha256, size)
    return "" if sound else "的内容与登记时不一致，可能被改动或损坏。请从文件备份中恢复。"
