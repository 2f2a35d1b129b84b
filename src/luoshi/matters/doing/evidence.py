"""办结依据: the one paper that 办结标准 names, kept as a file; never a photo, and never asked for where the standard names none."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile

from luoshi.documents.received import unpacked
from luoshi.documents.secrecy import Marked
from luoshi.files.media_type import media_type
from luoshi.files.models import File
from luoshi.files.operations import keep_file
from luoshi.journal.refusal import Refused
from luoshi.matters.doing.turn import Turn
from luoshi.matters.models import Matter, Slip


def keep_evidence(turn: Turn, given: UploadedFile | None, *, token: str) -> File | None:
    """The file that was chosen, stored; nothing where none was."""
    if given is None:
        return None
    name, content = given.name or "办结依据", io.BytesIO(given.read())
    token = f"{token}:file" if token else ""
    return keep_file(
        turn.matter.office, by=turn.by, at=turn.at, name=name, content=content, refuse_if=_refuse, token=token
    )


def _refuse(name: str, content: BinaryIO) -> None:
    if media_type(content).startswith("image/"):
        raise Refused(
            f"“{name}”是图片，没有保存。办结依据是办结标准写明的那一份文件，不收照片；没有写明的，不用附。",
            field="evidence",
        )
    data = content.read()
    try:
        unpacked(data, name)
    except Marked as marked:
        raise Refused(marked.sentence, field="evidence") from marked
    except Refused:
        return  # a file that the reader cannot read may still be the paper that the standard names


def also_rests_on(turn: Turn, file: File) -> list[Matter]:
    """Other matters for which the same content was handed in as done, as far as this person sees them."""
    rows = Slip.objects.filter(evidence__office=file.office_id, evidence__sha256=file.sha256)
    return list(
        Matter.objects.visible_to(turn.by)
        .filter(pk__in=rows.values("matter"))
        .exclude(pk=turn.matter.pk)
        .order_by("pk")
    )
