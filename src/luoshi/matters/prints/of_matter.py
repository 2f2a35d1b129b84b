"""What every paper of a matter begins with, and the numbers (编号) that papers go by."""

from __future__ import annotations

import datetime as dt
import re

from luoshi.documents.tables import UNSTATED
from luoshi.journal.acting import Acting
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.models.matter import MatterQuerySet
from luoshi.matters.prints.paper import joined
from luoshi.matters.prints.sheet import Row, label, value
from luoshi.matters.rows import due_words, leader_names

WIDTHS = (26.0, 52.0, 26.0, 52.0)
"""The columns of a matter's forms: name, value, name, value."""


def visible(acting: Acting) -> MatterQuerySet:
    """The matters that whoever asks sees, with what papers print of them."""
    rows = Matter.objects.visible_to(acting).select_related("office", "meeting", "lead", "leader__body", "parent")
    return rows.prefetch_related("supports__body")


def loaded(ref: str, acting: Acting) -> Matter | None:
    """The matter with this ref, if whoever asks sees it."""
    return visible(acting).filter(ref=ref).first()


def source_words(matter: Matter) -> str:
    """安澜市人民政府第47次常务会议（2026年3月9日）, or where it comes from else."""
    if matter.meeting is None:
        return str(matter.get_source_display())
    held = matter.meeting.held_on
    return matter.meeting.name + (f"（{held.year}年{held.month}月{held.day}日）" if held else "")


def due_cell(matter: Matter) -> str | None:
    """完成时限 in a narrow column: a day breaks after its year and nowhere else."""
    words = due_words(matter)
    return None if words is None else _DAY.sub("年\n", words)


_DAY = re.compile(r"(?<=\d{4})年(?=\d{1,2}月\d{1,2}日)")


def supporting_words(matter: Matter) -> str:
    return joined(str(row.body) for row in matter.supports.all())


def leader_words(matter: Matter, *, on: dt.date) -> str:
    """The leader by name and post; the post alone while it is vacant."""
    post = matter.leader
    if post is None:
        return UNSTATED
    name = leader_names([matter], on=on).get(post.pk, "")
    return f"{name}（{post}）" if name else str(post)


def identity(matter: Matter, *, on: dt.date) -> tuple[Row, ...]:
    """The first rows of every form: which matter, from where, whose it is, by when, and what counts as done."""
    return (
        Row((label("事项"), value(matter.words, span=3)), height=16),
        Row((label("来源"), value(source_words(matter), span=3))),
        Row((label("牵头单位"), value(str(matter.lead or UNSTATED)), label("牵头领导"), value(leader_words(matter, on=on)))),
        Row((label("配合单位"), value(supporting_words(matter) or "无"), label("完成时限"), value(due_words(matter) or UNSTATED))),
        Row((label("办结标准"), value(matter.standard or UNSTATED, span=3))),
    )  # fmt: skip


def number_of(matter: Matter) -> str:
    """The number of a matter as it stands on paper; blanks for the pen before it has one."""
    return matter.code or "＿＿＿＿＿＿"


def numbered(matter: Matter, sign: str, at: int) -> str:
    """The number of a paper of a matter: 常务会〔2026〕3号-延1, the first application for more time."""
    return f"{number_of(matter)}-{sign}{at}"


def last_slip(matter: Matter, kind: SlipKind) -> tuple[Slip | None, int]:
    """The newest slip of a kind, and how many there are; a paper for one that is still to be written is one more."""
    slips = list(matter.slips.filter(kind=kind).select_related("body"))
    return (slips[-1] if slips else None), len(slips)


def numbers(matter: Matter) -> str:
    """常务会47-03 over 〔2026〕3号, as narrow columns hold them; the one number where there is only one."""
    if not matter.spoken or not matter.code or matter.spoken == matter.code:
        return matter.spoken or matter.code
    prefix, bracket, rest = matter.code.partition("〔")
    return (
        f"{matter.spoken}\n{bracket}{rest}" if matter.spoken.startswith(prefix) else f"{matter.spoken}\n{matter.code}"
    )
