"""改归: a text that was taken for one meeting belongs to another; its proposals go with it and meet what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.documents.access import require_keeper
from luoshi.documents.models import Document
from luoshi.documents.reader import Reading
from luoshi.documents.stored import as_it_stands, latest, standing
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.aligning import by_words
from luoshi.matters.models import Difference, Matter, MatterState, Place
from luoshi.matters.models.matter import ON_THE_DOCKET
from luoshi.matters.operations.changing import change
from luoshi.matters.operations.proposing import settle, settle_document
from luoshi.meetings import operations as meetings
from luoshi.meetings.models import Meeting, MeetingText


@operation("matters.move_text")
def move_text(
    meeting: Meeting, *, by: Acting, at: dt.datetime, document: Document, to: Meeting | None, token: str = ""
) -> Meeting:
    """Put a text of this meeting to another one (``to=None``: to a meeting of its own) with the proposals read from it.

    A proposal that the other meeting has already is merged into it, and what the texts say differently is asked, as if the text had come
    there first. Refused where a matter was docketed from the text: its number carries the meeting's name.
    """
    require_keeper(by, meeting.office_id)
    if to is not None and (to.office_id != meeting.office_id or to.pk == meeting.pk):
        raise Unseen
    reading = _reading(meeting, document)
    placed = Place.objects.filter(document=document).values("matter")
    held = list(Matter.objects.select_for_update(of=("self",)).filter(meeting=meeting, pk__in=placed))
    _refuse_docketed(held)
    target = meetings.move_text(meeting, by=by, at=at, document=document, reading=reading, to=to).meeting
    moved = [matter for matter in held if _goes_along(matter, document, target, by, at)]
    _merge_known(target, document, moved, by, at)
    settle(target, by=by, at=at, document=document, reading=reading)
    for text in meeting.texts.filter(is_basis=True).select_related("document"):
        settle_document(text.document, by=by, at=at)
    return target


def _reading(meeting: Meeting, document: Document) -> Reading:
    """The reading, as it stands, of the part of the document that was put to the meeting."""
    text = MeetingText.objects.filter(meeting=meeting, document=document).first()
    row = next((each for each in latest(document) if text is not None and each.part == text.part), None)
    if row is None:
        raise Refused("这份文本已经不在这次会议里。请刷新页面查看。", field="to")
    return as_it_stands(row, document, standing(document))


def _refuse_docketed(held: Sequence[Matter]) -> None:
    docketed = [matter for matter in held if matter.state in ON_THE_DOCKET]
    if docketed:
        codes = "、".join(matter.spoken or matter.code for matter in docketed[:3])
        raise Refused(
            f"已有 {len(docketed)} 件事项从这份文本立项（{codes}），编号随会议，不能改归。"
            "如果只是会议的名称、次数或日期不对，请在会议页更正会议信息。",
            field="to",
        )


def _goes_along(matter: Matter, document: Document, target: Meeting, by: Acting, at: dt.datetime) -> bool:
    """Whether the matter stands in this text alone and moves with it; else it stays and only loses the place."""
    more = {"document": document.ref}
    if matter.places.exclude(document=document).exists():
        matter.places.filter(document=document).delete()
        Difference.objects.filter(matter=matter, document=document, decided="").delete()
        change(matter, "matter.text_left", {}, by=by, at=at, more=more)
        return False
    for merged in Matter.objects.select_for_update(of=("self",)).filter(into=matter):
        change(merged, "matter.moved", {"meeting": target}, by=by, at=at, more=more)
    change(matter, "matter.moved", {"meeting": target}, by=by, at=at, more=more)
    return True


def _merge_known(target: Meeting, document: Document, moved: Sequence[Matter], by: Acting, at: dt.datetime) -> None:
    """What the target has already from another text takes over the places; nothing is doubled.

    The places forget what their text said, so that ``settle`` asks about every difference.
    """
    there = Matter.objects.select_for_update(of=("self",)).filter(meeting=target).exclude(state=MatterState.MERGED)
    known = {matter.pk: matter for matter in there.exclude(pk__in=[matter.pk for matter in moved])}
    words = {
        pk: [place.words for place in matter.places.select_related("document")] or [matter.words]
        for pk, matter in known.items()
    }
    proposed = [matter for matter in moved if matter.state == MatterState.PROPOSED]
    for at_, pk in by_words(words, [matter.words for matter in proposed]).items():
        mine = proposed[at_]
        Place.objects.filter(matter=mine).update(matter=known[pk], said={})
        change(mine, "matter.merged", {"state": MatterState.MERGED, "into": known[pk]}, by=by, at=at)
        change(known[pk], "matter.merged_here", {}, by=by, at=at, more={"refs": [mine.ref], "count": 1})
