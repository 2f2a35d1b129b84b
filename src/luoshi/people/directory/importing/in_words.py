"""领导分工 in paragraphs: a leader's name and post, then what he is in charge of, as rows of the table that says the same.

Read are the shapes that offices write: “副市长 柳如川：负责…；分管…；联系…。”, “柳如川同志（市委常委、副市长）负责…”, “柳如川，副市长，分管…”,
and a line with the name (“柳如川副市长”), then a line for each verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.people.directory.importing.cells import VERBS, plain, title_and_name
from luoshi.people.directory.importing.kinds import NUMBERED
from luoshi.sheets import Row

_WORK = re.compile(rf"(?:^|(?<=[，,。；;:：）)\s]))(?={VERBS})")
_COMRADE = re.compile(r"同志(?=$|[\s，,:：（(。；;、])")
_NAME_THEN_TITLE = re.compile(
    r"^(?P<name>[\u4e00-\u9fff]{2,4}?)(?P<title>(?:代|代理|常务)?副?[市县区州旗盟]长(?:助理)?|副?秘书长)$"
)
_NAME_FIRST = re.compile(r"^(?P<name>[\u4e00-\u9fff·]{2,4})[，,]\s*(?=\S)")
_NO_NAME = re.compile(r"外出|期间|委托|不在|会议|工作|领导|分工|时$")
"""What follows a post without being a name: 市长外出时, 副市长工作分工."""
_BARE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+$")
_NUMBER_OF_PAPER = re.compile(r"[\u4e00-\u9fff]{1,10}[〔\[]\d{4}[〕\]]\d{1,4}号")
_ENDS = " 　\t，,。；;:：、"


@dataclass(slots=True)
class _Leader:
    """A leader as the paragraphs name him, with what they say of his work."""

    number: int
    title: str
    name: str
    work: list[str] = field(default_factory=list)

    def row(self, basis: str) -> Row:
        cells = {"name": self.name, "title": self.title, "work": "\n".join(self.work), "basis": basis}
        return Row(self.number, cells, tuple(filter(None, cells.values())))


def rows_in_words(paragraphs: Sequence[str], known: Iterable[str] = ()) -> tuple[list[Row], list[str]]:
    """The leaders of a text as rows with ``name``, ``title``, ``work``, ``basis``, numbered by paragraph from 1.

    ``known`` are names of leaders in the directory: their paragraph may go without a post. The second part says in sentences
    which paragraphs after the first leader were not read.
    """
    leaders: list[_Leader] = []
    unread: list[str] = []
    names, basis = set(known), ""
    for number, paragraph in enumerate(paragraphs, start=1):
        text = NUMBERED.sub("", paragraph).strip()
        start = _WORK.search(text)
        head, work = (text[: start.start()], text[start.start() :]) if start is not None else (text, "")
        who = _who(head, names)
        if who is not None:
            leaders.append(_Leader(number, *who, [work] if work else []))
        elif leaders:
            leaders[-1].work += [work] if work else []
            if left := head.strip(_ENDS):
                unread.append(f"第 {number} 段没有读进去：“{_short(left)}”。")
        elif found := _NUMBER_OF_PAPER.search(text):
            basis = found[0]
    return [leader.row(basis) for leader in leaders], unread


def _who(head: str, known: set[str]) -> tuple[str, str] | None:
    """Title and name at the head of a paragraph; ``None`` where it names nobody."""
    text = _COMRADE.sub("", head.strip(_ENDS)).strip(_ENDS)
    if _NAME_FIRST.match(text) and not title_and_name(text):
        text = _NAME_FIRST.sub(r"\g<name> ", text)
    if found := _NAME_THEN_TITLE.match(text):
        return found["title"], found["name"]
    if (both := title_and_name(text)) and not _NO_NAME.search(both[1]):
        return both
    name = plain(text)
    return ("", name) if name in known and _BARE_NAME.match(name) else None


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
