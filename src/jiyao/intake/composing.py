"""Putting a text together line by line, with the place where each line stood in its file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from jiyao.intake import Unreadable
from jiyao.intake.plain import unknown_in
from jiyao.text import Place, Text

_BLANK = " \t\r\n\u3000\xa0\ufeff\u200b"


@dataclass
class Composition:
    """Lines in reading order. ``places`` are offsets of the text that ``text()`` returns."""

    places: list[Place] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    """In the order of the file, each once."""
    is_task_table: bool = False
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def here(self, label: str) -> None:
        """What is added next stands at this place of the file."""
        if not self.places or self.places[-1].label != label:
            self.places.append(Place(self._length, label))

    def add(self, words: str) -> None:
        """Add words without a line end."""
        self._pieces.append(words)
        self._length += len(words)

    def line(self, words: str) -> None:
        """Add a line; an empty one is dropped."""
        if words.strip(_BLANK):
            self.add(words.replace("\n", " ").replace("\r", " ") + "\n")

    def remark(self, sentence: str) -> None:
        """Note a sentence for the person once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def leave_out(self, words: str) -> None:
        """Note words that are no part of the text."""
        if words.strip(_BLANK):
            self.left_out[words] = None

    def text(self, data: bytes, *, name: str, media_type: str) -> Text:
        """The finished text. Raises ``Unreadable`` where no words were found."""
        raw = "".join(self._pieces)
        if not raw.strip(_BLANK):
            raise Unreadable("文件里没有文字。如果内容是图片，请先用 WPS 的“图片转文字”识别，再把文字粘贴进来。")
        return Text(
            raw,
            name=name,
            media_type=media_type,
            sha256=hashlib.sha256(data).hexdigest(),
            places=tuple(self.places),
            remarks=(*self.remarks, *unknown_in(raw)),
            left_out=tuple(self.left_out),
            is_task_table=self.is_task_table,
        )
