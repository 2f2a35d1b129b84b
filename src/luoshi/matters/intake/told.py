"""What a person is told after handing texts in, and where he goes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from luoshi.documents.models import Document, DocumentState
from luoshi.documents.received import Refusal
from luoshi.files.models import Confidentiality
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
    actions = document.matter_places.values("matter").distinct().count()
    several = f"{texts} 次会议，" if texts > 1 else ""
    return f"读出{several}{actions} 件事项。" if actions else f"读出{several}没有可以立项的事项。"


NOTHING_READ = "没有读到会议，也没有读到要办的事项。文本已经收下；如果选错了文件，不必处理，重新收文即可。"


def _short(title: str) -> str:
    return title if len(title) <= _SHOWN else f"{title[: _SHOWN - 1]}…"
