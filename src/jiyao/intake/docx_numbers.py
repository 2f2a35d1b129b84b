"""Automatic numbering of Word: what the page shows before a paragraph is nowhere in its text and has to be counted out.

Basis: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats). Formats that Chinese offices do not use count in digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from jiyao.intake.markup import local

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_PLACE = re.compile(r"%([1-9])")
_LAST = 9_999
"""Numbers beyond this are written in digits: no list of a meeting is longer."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its wording such as ``（%2）``, its first number."""

    form: str = "decimal"
    words: str = "%1."
    start: int = 1
    legal: bool = False
    """Numbers of the levels above are shown in digits here (``isLgl``)."""
    restarts: bool = False
    """The list begins anew here, though it shares its counter with another."""


@dataclass
class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    levels: Mapping[str, Mapping[int, Level]]
    """Levels of each list by the list's number (``numId``)."""
    shared: Mapping[str, str]
    """Lists that go on counting together have one counter."""
    styles: Mapping[str, tuple[str | None, int | None, str | None]]
    """A paragraph style's list, level and the style it is based on."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def before(self, paragraph: Element) -> str:
        """The number that the page shows before a paragraph, empty where it is not numbered. Counts it."""
        number, level = self._place(paragraph)
        if number is None or number == "0" or number not in self.levels:
            return ""
        return self._counted(number, min(max(level or 0, 0), 8))

    def _place(self, paragraph: Element) -> tuple[str | None, int | None]:
        number = level = style = None
        for properties in (child for child in paragraph if local(child.tag) == "pPr"):
            number, level = _listed(properties)
            style = _value(properties, "pStyle")
        seen: set[str] = set()
        while number is None and style is not None and style not in seen:
            seen.add(style)
            number, styled, style = self.styles.get(style, (None, None, None))
            level = styled if level is None else level
        return number, level

    def _counted(self, number: str, level: int) -> str:
        levels, counter = self.levels[number], self.shared.get(number, number)
        counts = self._counts.setdefault(counter, {})
        here = levels.get(level, Level())
        restarted = here.restarts and (number, level) not in self._begun
        self._begun.add((number, level))
        counts[level] = here.start if level not in counts or restarted else counts[level] + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if here.form in {"bullet", "none"}:
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            each = levels.get(at, Level())
            return written(counts.get(at, each.start), "decimal" if here.legal and at < level else each.form)

        return _PLACE.sub(shown, here.words)


def numbering_of(numbers: Element | None, styles: Element | None) -> Numbering:
    """The numbering of a document from its parts ``numbering.xml`` and ``styles.xml``, either of which may be missing."""
    lists: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    abstract: dict[str, dict[int, Level]] = {}
    first_of: dict[str, str] = {}
    for child in () if numbers is None else numbers:
        if local(child.tag) == "abstractNum":
            abstract[_attribute(child, "abstractNumId")] = dict(_levels(child))
        elif local(child.tag) == "num":
            number, base = _attribute(child, "numId"), _value(child, "abstractNumId") or ""
            lists[number] = abstract.get(base, {}) | dict(_overrides(child, abstract.get(base, {})))
            shared[number] = first_of.setdefault(base, number)
    styled = {
        _attribute(style, "styleId"): (*_styled(style), _value(style, "basedOn"))
        for style in (() if styles is None else styles)
        if local(style.tag) == "style"
    }
    return Numbering(lists, shared, styled)


def _styled(style: Element) -> tuple[str | None, int | None]:
    for child in style:
        if local(child.tag) == "pPr":
            return _listed(child)
    return None, None


def _listed(properties: Element) -> tuple[str | None, int | None]:
    for child in properties:
        if local(child.tag) == "numPr":
            level = _value(child, "ilvl")
            return _value(child, "numId"), int(level) if level is not None and level.isdecimal() else None
    return None, None


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for child in parent:
        if local(child.tag) == "lvl":
            yield (
                _whole(_attribute(child, "ilvl"), 0),
                Level(
                    form=_value(child, "numFmt") or "decimal",
                    words=_value(child, "lvlText") or "",
                    start=_whole(_value(child, "start"), 1),
                    legal=any(local(part.tag) == "isLgl" for part in child),
                ),
            )


def _overrides(number: Element, base: Mapping[int, Level]) -> Iterator[tuple[int, Level]]:
    for child in number:
        if local(child.tag) == "lvlOverride":
            at = _whole(_attribute(child, "ilvl"), 0)
            level = dict(_levels(child)).get(at, base.get(at, Level()))
            start = _value(child, "startOverride")
            yield at, replace(level, start=_whole(start, level.start), restarts=start is not None)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else otherwise


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _value(parent: Element, name: str) -> str | None:
    """``w:val`` of a child."""
    return next((_attribute(child, "val") for child in parent if local(child.tag) == name), None)


def written(number: int, form: str) -> str:
    """A number in one of Word's formats."""
    write = _FORMS.get(form)
    return str(number) if write is None or not 0 < number <= _LAST else write(number)


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """二十三; a leading 一十 is 十 in common numerals and 壹拾 in legal ones."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = True
    words = words.replace("〇", "零")
    return words[1:] if words.startswith("一十") else words


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    words = ""
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    for value, letters in steps:
        words += letters * (number // value)
        number %= value
    return words


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL, "拾佰仟"),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalZero": lambda number: f"{number:02}",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}
