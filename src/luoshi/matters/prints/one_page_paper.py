"""市长一页纸 on paper: exactly one A4 page, whatever there is to say.

Every row has an exact height and every word is cut to its line, so that the heights add up before Word sets anything. What does not fit is
counted on the page and stands in full on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from luoshi.matters.prints.one_page import Ask, Late, OnePage, options_of
from luoshi.matters.prints.paper import fitting
from luoshi.matters.prints.sheet import Block, Cell, Form, Line, Row, Sheet, day_words, label

_SIZE = 10.5
_ROOM = 133.0
"""Millimetres that lines of late matters and asks may take of the 225 mm; the rest is head, figures, headings and signature."""
_LATE, _LINE, _AIR = 8.0, 5.8, 2.0
"""Heights: a line of who is late, a line of an ask, the air around an ask."""
_LATE_KEPT = 4
"""Lines of who is late that are kept however many asks there are."""
_WIDE = 36
"""Full widths in a line of an ask."""
_DETAILS = (2, 1)
"""How many lines the explanation of an ask gets: one where there are too many asks for two."""
_NOT_FIRST = frozenset("，。；：、）”")
"""What no line begins with."""
_PEN = "＿" * 10
_LATE_WIDTHS = (40.0, 16.0, 22.0, 78.0)
_ASK_WIDTHS = (8.0, 148.0)


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits on the page: the screen shows the same, and the rest behind a link."""

    late: tuple[Late, ...]
    asks: tuple[tuple[str, ...], ...]


def sheet_of(page: OnePage) -> Sheet:
    """The paper of a leader."""
    fit = fit_of(page)
    title = "督查督办一页纸"
    blocks: list[Block] = [
        Line(
            words=f"呈：{page.leader.words}　　{day_words(page.on)}　　{page.office.name}",
            indent=0,
            size=12,
            spacing=18,
        ),
        _figures(page),
        _plain(fitting(page.parts, 76)),
        _head("一、逾期的现由谁办"),
        _late(page, fit) if page.late else _plain("没有逾期的事项。"),
        _head(f"二、待您定（{len(page.asks)} 件，请打勾）"),
    ]
    blocks.append(_asks(fit) if page.asks else _plain("没有等您定的事项。"))
    if left := len(page.asks) - len(fit.asks):
        blocks.append(_plain(f"另有 {left} 件待您定，这页写不下，见各件呈报单。"))
    blocks.append(Line(words="签字：＿＿＿＿＿＿＿＿　　　　年　　月　　日", right=True, size=12, spacing=22))
    return Sheet(title, "", tuple(blocks), compact=True)


def fit_of(page: OnePage) -> Fit:
    """Asks first, as long as four lines of who is late are kept; then as many of these as there is room for."""
    room = _ROOM - min(len(page.late), _LATE_KEPT) * _LATE
    every = [tuple(_ask_lines(ask, details=_DETAILS[0])) for ask in page.asks]
    if sum(map(_height, every)) > room:
        every = [tuple(_ask_lines(ask, details=_DETAILS[1])) for ask in page.asks]
    taken = [at for at, total in enumerate(accumulate(map(_height, every)), start=1) if total <= room]
    asks = tuple(every[: taken[-1] if taken else 0])
    lines = int((_ROOM - sum(map(_height, asks))) // _LATE)
    late = page.late if len(page.late) <= lines else page.late[: lines - 1]
    return Fit(late, asks)


def _height(lines: Sequence[str]) -> float:
    return len(lines) * _LINE + _AIR


def _figures(page: OnePage) -> Form:
    told = (("在办", page.open), ("逾期", page.late_count), ("待您定", len(page.asks)))
    cells = tuple(Cell(words=(f"{name}　{count} 件",), label=True) for name, count in told)
    return Form((52.0, 52.0, 52.0), (Row(cells, height=16, exact=True),), size=18)


def _late(page: OnePage, fit: Fit) -> Form:
    head = Row(tuple(label(words) for words in ("现由谁办", "逾期", "最长", "编号")), height=_LATE, exact=True)
    rows = [_late_row(each.who, each.count, f"{each.longest} 天", each.numbers) for each in fit.late]
    rest = page.late[len(fit.late) :]
    if rest:
        count = sum(each.count for each in rest)
        longest = max(each.longest for each in rest)
        rows.append(_late_row(f"另有 {len(rest)} 家", count, f"{longest} 天", "、".join(each.who for each in rest)))
    return Form(_LATE_WIDTHS, (head, *rows), size=_SIZE)


def _late_row(who: str, count: int, longest: str, numbers: str) -> Row:
    words = (fitting(who, 9), f"{count} 件", longest, fitting(numbers, 18))
    cells = tuple(Cell(words=(each,), centred=0 < at < 3) for at, each in enumerate(words))
    return Row(cells, height=_LATE, exact=True)


def _asks(fit: Fit) -> Form:
    rows = tuple(
        Row((Cell(words=(str(at),), centred=True), Cell(words=lines)), height=_height(lines), exact=True)
        for at, lines in enumerate(fit.asks, start=1)
    )
    return Form(_ASK_WIDTHS, rows, size=_SIZE)


def _ask_lines(ask: Ask, *, details: int) -> list[str]:
    """What it is, why, and the boxes; each fits on one line."""
    matter = ask.slip.matter
    named = f"【{ask.kind}】{matter.spoken or matter.code} {' '.join(matter.words.split())}"
    since = (
        f"{ask.asked_by} {ask.since.month}月{ask.since.day}日提出（第 {ask.days} 天）：{' '.join(ask.words.split())}"
    )
    return [fitting(named, _WIDE), *_wrapped(since, _WIDE, details), *_boxes(ask)]


def _boxes(ask: Ask) -> Iterator[str]:
    options = options_of(ask)
    if not ask.is_claim:
        yield f"{'　'.join(options)}：{_PEN}"
        return
    shown = options if len(options) <= _MOST_OPTIONS else [*options[: _MOST_OPTIONS - 1], options[-1]]
    yield from (fitting(words, _WIDE) for words in shown[:-1])
    yield f"{shown[-1]}：{_PEN}{_PEN}"


_MOST_OPTIONS = 6


def _wrapped(words: str, room: int, lines: int) -> Sequence[str]:
    """The words in so many lines of so many full widths; the last is cut."""
    found: list[str] = []
    while words and len(found) < lines - 1:
        taken, at = 0.0, 0
        while at < len(words) and taken + (0.5 if words[at].isascii() else 1) <= room:
            taken += 0.5 if words[at].isascii() else 1
            at += 1
        while at < len(words) and at > 1 and words[at] in _NOT_FIRST:
            at -= 1
        found.append(words[:at])
        words = words[at:]
    return [*found, fitting(words, room)] if words else found


def _head(words: str) -> Line:
    return Line(words=words, head=True, indent=0, size=12, spacing=20, keep=True)


def _plain(words: str) -> Line:
    return Line(words=words, indent=0, size=_SIZE, spacing=16)
