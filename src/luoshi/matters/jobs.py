"""Work of the matters in the background: reading long texts; ``relighting`` brings a job of its own."""

from __future__ import annotations

import logging
from typing import Any

from luoshi.documents.models import Document, DocumentState
from luoshi.documents.operations import mark, read_now
from luoshi.jobs.registry import Run, handler
from luoshi.journal.acting import Acting
from luoshi.matters import relighting  # noqa: F401 - its handler is registered with those here
from luoshi.matters.operations.taking_in import JOB, read_and_settle

_log = logging.getLogger(__name__)


@handler(JOB, "研读长文本")
def read_document(payload: dict[str, Any], run: Run) -> None:
    """Read one document and propose its matters; a document that was read in the meantime stays as it is.

    A text on which the reader itself breaks down is marked so, for a person to see; trying again would break down again. The log names
    the document and the kind of error, never words of the text.
    """
    document = Document.objects.get(ref=payload["document"])
    if document.state != DocumentState.READING:
        return
    house = Acting.system(run.office)
    try:
        readings = read_now(document)
    except Exception as broken:  # noqa: BLE001 - whatever the reader raises, the text is kept and said not to be read
        _log.error("document %s was not read: %s", document.ref, type(broken).__name__)
        mark(document, by=house, at=run.at, state=DocumentState.FAILED)
        return
    read_and_settle(document, by=house, at=run.at, readings=readings)
