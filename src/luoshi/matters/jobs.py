"""Reading long texts in the background."""

from __future__ import annotations

from typing import Any

from luoshi.documents.models import Document
from luoshi.jobs.registry import Run, handler
from luoshi.journal.acting import Acting
from luoshi.matters.operations.taking_in import JOB, read_and_settle


@handler(JOB, "研读长文本")
def read_document(payload: dict[str, Any], run: Run) -> None:
    """Read one document and propose its matters; a document that was read in the meantime stays as it is."""
    document = Document.objects.get(ref=payload["document"])
    read_and_settle(document, by=Acting.system(run.office), at=run.at)
