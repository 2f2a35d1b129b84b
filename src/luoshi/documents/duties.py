"""Who leads and who supports, as far as one statement says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiyao.names import is_name
from jiyao.reading import Owner, Person, Reading, Statement
from luoshi.documents.reader import ReadText

BY_CONVENTION = "按惯例列首位者牵头"
"""Domain rule: a list of bodies without roles is led by the one listed first; the table says that nobody wrote so."""
GENERAL = "原文面向各单位，未指定牵头单位"

_GENERIC = re.compile(
    r"(?:全[省市县区州旗镇乡]|我[省市县区州旗]|市[属直]|县[属直]|区[属直])*(?:各级|各相关|各有关|各责任|各(?!市直)|有关|相关|所有)"
    r"|(?:[^、，]*(?:等)?(?:相关|有关)(?:部门|单位))"
)
_ORGAN_END = re.compile(
    r"(?:[局委办厅院部署处科室组队所站中心校厂社会行县区市镇乡村省州旗盟]|政府|街道|公司|集团|部门|单位|企业|机构|机关|法院|专班|人员|负责人|领导|干部|主体|业主|板块)$"
)
_POST_BEFORE = re.compile(r"(?:[长员任记]|总督学|同志|副总|主席|经理|(?:领导|责任人)[：:])$")
_BARE_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Duties:
    """Names as the text gives them, in its order; ``remarks`` say what was concluded rather than read."""

    lead_people: tuple[str, ...] = ()
    lead_bodies: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def duties(text: ReadText, statement: Statement, names: frozenset[str]) -> Duties:
    """Sort the owners of a statement into the columns of the table; ``names`` are the people of its meeting."""
    leading = [owner for owner in statement.owners if owner.role == "lead"]
    listed = [owner for owner in statement.owners if owner.role == "listed"]
    supporting = [owner for owner in statement.owners if owner.role != "lead"]
    remarks: list[str] = []
    bodies_lead = any(not is_person(text, owner, names) for owner in leading)
    if not bodies_lead and listed:
        if is_generic(listed[0]):
            remarks.append(GENERAL)
        else:
            leading.append(listed[0])
            supporting.remove(listed[0])
            if len(listed) > 1:
                remarks.append(BY_CONVENTION)
    return Duties(
        lead_people=tuple(_words(owner) for owner in leading if is_person(text, owner, names)),
        lead_bodies=tuple(_words(owner) for owner in leading if not is_person(text, owner, names)),
        supporting=tuple(_words(owner) for owner in supporting),
        remarks=tuple(remarks),
    )


def is_generic(owner: Owner) -> bool:
    """Whether the words name everyone rather than someone: 各级各部门, 有关部门, 全市各单位."""
    return _GENERIC.match(_words(owner)) is not None


def is_person(text: ReadText, owner: Owner, names: frozenset[str]) -> bool:
    """Whether an owner is a person: someone of the meeting, a bare name right behind a post or 牵头领导：, or one that fills a cell of a table."""
    words = _words(owner)
    if words in names:
        return True
    if not _BARE_NAME.fullmatch(words) or _ORGAN_END.search(words):
        return False
    before = text.raw[max(0, owner.span.start - 8) : owner.span.start]
    opens_cell = before.rstrip(" \u3000")[-1:] in {"\t", "\n", "\r"}
    return (opens_cell and is_name(words)) or _POST_BEFORE.search("".join(before.split())) is not None


def people_of(reading: Reading) -> frozenset[str]:
    """The bare names of everyone the text says chaired, attended, sat in or was on leave."""
    return frozenset("".join(person.name.text.split()) for person in _everyone(reading))


def _everyone(reading: Reading) -> Iterator[Person]:
    if reading.meeting.chair is not None:
        yield reading.meeting.chair
    yield from reading.present
    yield from reading.in_attendance
    yield from reading.absent


def _words(owner: Owner) -> str:
    return "".join(owner.text.split())
