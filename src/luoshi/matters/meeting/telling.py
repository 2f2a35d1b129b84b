"""Which text tells a person what a meeting was: the basis, or the best of its other texts where the basis is not for their eyes."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.documents.models import Document
from luoshi.documents.reader import Reading
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.journal.acting import Acting
from luoshi.meetings.models import Meeting, MeetingText


@dataclass(frozen=True, slots=True)
class TextShown:
    """A text of the meeting as this person meets it: by its title with a link, or only as one that is kept back."""

    text: MeetingText
    readable: bool
    opens: bool

    @property
    def title(self) -> str:
        return self.text.document.title if self.readable else "内部资料，由督查室保管"


@dataclass(frozen=True, slots=True)
class Told:
    """The text that tells it, and what is read in it as it stands now."""

    document: Document
    reading: Reading
    is_basis: bool


def texts_of(meeting: Meeting, acting: Acting) -> tuple[TextShown, ...]:
    """The texts of a meeting, the basis first.

    What a meeting decided is open to its office, so a text without a label is readable for everyone there. An internal one is readable
    for those who see its file. ``opens`` says whether the text's own page opens.
    """
    rows = list(meeting.texts.select_related("document__file").order_by("-is_basis", "id"))
    visible = set(
        Document.objects.visible_to(acting)
        .filter(pk__in=[row.document_id for row in rows])
        .values_list("pk", flat=True)
    )
    return tuple(
        TextShown(row, row.document_id in visible or not row.document.is_internal, row.document_id in visible)
        for row in rows
    )


def told(texts: tuple[TextShown, ...]) -> Told | None:
    """The first readable text that was read; ``None`` where there is none."""
    for shown in texts:
        document = shown.text.document
        row = (
            next((each for each in latest(document) if each.part == shown.text.part), None) if shown.readable else None
        )
        if row is not None:
            return Told(document, as_it_stands(row, document, standing(document)), shown.text.is_basis)
    return None
