"""What a person is told after handing texts in, and where he goes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from luoshi.documents.models import Document, DocumentState
from luoshi.documents.received import Refusal
from luoshi.files.models import Confidentiality
from luoshi.matters.models import Place
from luoshi.meetings.models import MeetingText

_SHOWN = 30


def after(documents: Sequence[Document]) -> str:
    """The review page of the one meeting that was read; the text's own page where it reads on or reports no one meeting; else the list."""
    if len(documents) != 1:
        return reverse("matters:texts")
    texts = list(MeetingText.objects.filter(document=documents[0]).select_related("meeting")[:2])
    if len(texts) == 1 and documents[0].state == DocumentState.READ:
        return reverse("matters:review", args=[texts[0].meeting.ref])
    return reverse("matters:text", args=[documents[0].ref])


def sentences(documents: Sequence[Document], label: str) -> Iterator[str]:
    """What happened to each text that was taken in."""
    for document in documents:
        yield f"已收下“{_short(document.title)}”：{_became(document)}"
        if document.file.label != label:
            yield f"“{_short(document.title)}”页首有标识，已登记为“{Confidentiality(document.file.label).label}”，不公开，不从外部渠道发送。"


def unread(refused: Sequence[Refusal]) -> Iterator[str]:
    """What could not be read, each with its reason; nothing of it was stored."""
    for each in refused:
        yield each.sentence if each.name in each.sentence else f"“{each.name}”没有读取：{each.sentence}"


def _became(document: Document) -> str:
    if document.state == DocumentState.RECEIVED:
        return "还没有研读，需要时点“研读”。"
    if document.state == DocumentState.READING:
        return "文本较长，正在后台研读。"
    texts = MeetingText.objects.filter(document=document).count()
    if not texts:
        return NOTHING_READ
    several = f" {texts} 次会议，" if texts > 1 else ""
    return f"读出{several}{_found(document)}。"


def _found(document: Document) -> str:
    """How many requirements were read, and how many of them other texts of the meeting say too."""
    own = document.matter_places.values("matter").distinct()
    found = own.count()
    if not found:
        return "没有可以立项的事项"
    known = Place.objects.filter(matter__in=own).exclude(document=document).values("matter").distinct().count()
    if not known:
        return f" {found} 条要求"
    if known == found:
        return f" {found} 条要求，都与这次会议已有的文本对得上，没有新增"
    return f" {found} 条要求，{known} 条与这次会议已有的文本对得上，新增 {found - known} 条"


NOTHING_READ = "没有读到会议，也没有读到要办的事项。文本已经收下；如果选错了文件，不必处理，重新收文即可。"


def _short(title: str) -> str:
    return title if len(title) <= _SHOWN else f"{title[: _SHOWN - 1]}…"
