"""The head of a part: which meeting this was, from title block, opening sentence, labelled lines and foot."""

from __future__ import annotations

import re
from dataclasses import replace

from jiyao.laid import Layout, Sentence
from jiyao.parts import Zone
from jiyao.people import found_at, roll
from jiyao.reading import Found, Meeting, Person
from jiyao.rules import publication
from jiyao.rules.meeting_name import MeetingName, names_in, read_window
from jiyao.rules.opening import chair, first_date, part_of_day, venue
from jiyao.signs import LABELLED
from jiyao.text import View

_NAMES_MEETING = re.compile(
    r"会议|常务会|办公会|专题会|纪要|例会|碰头会|调度会|推进会|座谈会|全体会|联席会|协调会|动员(?:大)?会|部署会|现场会|视频会|学习会|党组会|专题学习"
)
_NO_TITLE = re.compile(
    r"^(?:索引号|信息名称|发布机构|主题分类|文号)：|当前(?:的)?位置|首页|》》|[^《]{1,10}》[^》]{1,12}》|[：][^：]{0,20}(?:点击|浏览)"
)


_PRESIDED = re.compile(r"主持(?:了)?(?:会议|本次会议|第?[一二三]次全体会议|全体会议|会|并|[，。；]|$)")
_HEAD_LINES = 8
"""Within so many lines from the start a sentence of the body may say who presided."""


def meeting(view: View, layout: Layout) -> Meeting:
    """Everything the head says; what it does not say is ``None``."""
    opening = next((s for s in layout.sentences if s.kind == "opening"), None)
    title = _title(view, layout)
    names = names_in(view, opening.start, opening.end) if opening else []
    names += [name for zone in _title_zones(view, layout) for name in names_in(view, zone.start, zone.end)]
    labels = _labels(view, layout)
    date = (first_date(view, opening.start, opening.end, within=80) if opening else None) or (
        first_date(view, *labels["时间"]) if "时间" in labels else None
    )
    date = date or next(
        (
            d
            for zone in layout.title
            if (d := first_date(view, zone.start, zone.end))
            and view.s[zone.start] == "（"
            and _is_meeting_day(view, zone)
        ),
        None,
    )
    kind = _first(names, "kind")
    names = [name for name in names if kind is None or name.kind is None or name.kind.value == kind.value]
    year_number = _first(names, "year_number")
    return Meeting(
        title=title,
        body=_longest(names),
        kind=kind,
        term=_first(names, "term"),
        number=_first(names, "number") or _bare_number(view, layout, kind),
        year_number=year_number,
        extended=any(name.extended for name in names if name.kind == names[0].kind or name.number is not None),
        date=_with_year(date, view, layout, year_number, labels.get("时间")),
        part_of_day=_part_of_day(view, opening, labels),
        venue=(venue(view, opening.start, opening.end) if opening else None) or _label_words(view, labels, "地点"),
        minutes_number=publication.minutes_number(view, layout),
        publisher=publication.publisher(view, layout),
        published_on=publication.published_on(view, layout),
        chair=_chair(view, layout, opening, labels),
    )


def _first(names: list[MeetingName], part: str) -> Found | None:
    return next((found for name in names if (found := getattr(name, part)) is not None), None)


def _longest(names: list[MeetingName]) -> Found | None:
    """The longest form in heading or title; a party group only where its meeting is the one that the text is about."""
    bodies = [name.body for name in names if name.body is not None]
    if not bodies:
        return None
    party = str(bodies[0].value).endswith("党组")
    return max((b for b in bodies if str(b.value).endswith("党组") == party), key=lambda body: len(str(body.value)))


def _title_zones(view: View, layout: Layout) -> list[Zone]:
    """The lines of the title block that name a meeting; a breadcrumb names only a folder."""
    return [
        zone
        for zone in layout.title
        if zone.end - zone.start <= 70
        and _NAMES_MEETING.search(view.s, zone.start, zone.end)
        and not _NO_TITLE.search(view.s[zone.start : zone.end])
    ]


def _title(view: View, layout: Layout) -> Found | None:
    """The line of the title block that names the meeting."""
    zones = _title_zones(view, layout)
    best = max(
        zones,
        key=lambda zone: (bool(re.search(r"第.{1,5}次|纪要", view.s[zone.start : zone.end])), -zone.start),
        default=None,
    )
    return found_at(view, (best.start, best.end), "meeting_name") if best else None


def _bare_number(view: View, layout: Layout, kind: Found | None) -> Found | None:
    """第47次 alone on a line of the title block; the number of a meeting of another kind is none of this one's."""
    for zone in layout.title:
        name = read_window(view, zone.start, zone.end)
        another = kind is not None and name.kind is not None and name.kind.value != kind.value
        if name.number is not None and zone.end - zone.start <= 24 and not another:
            return name.number
    return None


def _is_meeting_day(view: View, zone: Zone) -> bool:
    """（2025年11月3日） alone on a line is the meeting's day; a line with 发布, 来源 or 印发 is not."""
    text = view.s[zone.start : zone.end]
    return not re.search(r"发布|来源|印发|更新|浏览|索引|公开|生成|办公室|：", text)


def _with_year(
    date: Found | None, view: View, layout: Layout, year_number: Found | None, label: tuple[int, int] | None
) -> Found | None:
    """Take the year from 时间：, from a full date in the title block or from the year's number, never from an issue date."""
    if date is None or not str(date.value).startswith("--"):
        return date
    told = first_date(view, *label) if label else None
    if told and str(told.value)[4:].endswith(str(date.value)[2:]):
        return replace(date, value=told.value)
    if year_number is not None and str(date.value).count("-") == 3 and not str(date.value).startswith("---"):
        return replace(date, value=f"{year_number.value}{str(date.value)[1:]}")
    for zone in layout.title:
        full = first_date(view, zone.start, zone.end)
        if full and _is_meeting_day(view, zone) and str(full.value)[4:].endswith(str(date.value)[2:]):
            return replace(date, value=full.value)
    return date


def _labels(view: View, layout: Layout) -> dict[str, tuple[int, int]]:
    """Labelled lines by their label: 时间, 地点, 主持 …"""
    found: dict[str, tuple[int, int]] = {}
    for zone in layout.labelled:
        if match := LABELLED.match(view.s, zone.start, zone.end):
            found.setdefault(match["label"].removeprefix("会议"), (match.end(), zone.end))
    return found


def _label_words(view: View, labels: dict[str, tuple[int, int]], label: str) -> Found | None:
    if label not in labels:
        return None
    start, end = labels[label]
    while end > start and view.s[end - 1] in "。；，":
        end -= 1
    return found_at(view, (start, end), "opening") if end > start else None


def _part_of_day(view: View, opening: Sentence | None, labels: dict[str, tuple[int, int]]) -> Found | None:
    if opening and (found := part_of_day(view, opening.start, opening.end)):
        return found
    return part_of_day(view, *labels["时间"]) if "时间" in labels else None


def _chair(view: View, layout: Layout, opening: Sentence | None, labels: dict[str, tuple[int, int]]) -> Person | None:
    people = roll(view, *labels["主持"], rule="opening").people if "主持" in labels else []
    if opening and (found := chair(view, opening.start, opening.end)):
        same = people and people[0].name.value == found.name.value
        return people[0] if same and len(people[0].posts) > len(found.posts) else found
    if people:
        return people[0]
    told = [
        s
        for s in layout.sentences
        if s.kind in {"attendance", "foot"}
        or (s.kind == "body" and s.line <= _HEAD_LINES)
        or (s.kind == "agenda" and view.s.startswith("会议由", s.start))
    ]
    for sentence in told:
        if _PRESIDED.search(view.s, sentence.start, sentence.end) and (
            found := chair(view, sentence.start, sentence.end)
        ):
            return found
    return None
