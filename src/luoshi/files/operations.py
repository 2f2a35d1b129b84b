"""Handing files in."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from django.conf import settings

from luoshi.bodies.models import Office
from luoshi.files.access import require_uploader
from luoshi.files.media_type import media_type
from luoshi.files.models import Confidentiality, File
from luoshi.files.store import Blob, Store, TooLarge
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.record import found
from luoshi.journal.refusal import Refused

RefuseIf: TypeAlias = Callable[[str, BinaryIO], None]
"""Looks at name and content before anything is stored, and raises ``Refused`` (a secrecy marking, a macro, a bomb)."""
_KEPT = ("office", "sha256", "size", "media_type", "name", "label", "uploaded_by", "uploaded_at")


def store() -> Store:
    """The store of this installation."""
    return Store(Path(settings.LUOSHI_DATA) / "files")


def keep_file(
    office: Office,
    *,
    by: Acting,
    at: dt.datetime,
    name: str,
    content: BinaryIO,
    refuse_if: RefuseIf,
    label: str = Confidentiality.NONE,
    token: str = "",
    limit: int | None = None,
) -> File:
    """Look at a file, store its content, then write its row: an operation whose slow part happens before the transaction.

    ``content`` can be sought and lies in memory, so that a refused file has never been on the disk. The blob is written before the
    row is committed; when the row is refused the blob stays behind as an orphan for the sweep.
    """
    require_uploader(by, office.pk)
    name = clean_name(name)
    content.seek(0)
    refuse_if(name, content)
    content.seek(0)
    kind = media_type(content)
    allowed = settings.UPLOAD_LIMIT if limit is None else limit
    try:
        blob = store().put(content, limit=allowed)
    except TooLarge as error:
        raise Refused(
            f"“{name}”超过 {allowed // 1024 // 1024} MB，没有保存。请拆分或压缩后再上传。", field="file"
        ) from error
    if not blob.size:
        raise Refused(f"“{name}”是空文件，没有保存。请检查是否选对了文件。", field="file")
    return _keep(office, by=by, at=at, token=token, blob=blob, name=name, kind=kind, label=label)


@operation("files.keep")
def _keep(
    office: Office, *, by: Acting, at: dt.datetime, blob: Blob, name: str, kind: str, label: str, token: str = ""
) -> File:
    require_uploader(by, office.pk)
    if label not in Confidentiality.values:
        raise Refused("请选择标识：无、内部或工作秘密。", field="label")
    file = File(
        office=office,
        sha256=blob.sha256,
        size=blob.size,
        media_type=kind,
        name=name,
        label=label,
        uploaded_by=by.account,
        uploaded_at=at,
    )
    return found(file, "file.kept", _KEPT, by=by, at=at)


def clean_name(name: str) -> str:
    """The name as given, without folders and without characters that no name shows (controls, direction marks)."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}).strip()
    stem, dot, suffix = shown.rpartition(".")
    if len(shown) > 200 and dot and len(suffix) <= 10:
        return f"{stem[: 199 - len(suffix)]}.{suffix}"
    return shown[:200] or "未命名"


def known_to(acting: Acting, sha256: str) -> File | None:
    """The same content among the files that this person may see, newest first; what others have is not given away."""
    return File.objects.visible_to(acting).filter(sha256=sha256).first()
