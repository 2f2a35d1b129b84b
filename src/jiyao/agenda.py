"""The agenda of a part: its topics in order, and for each sentence of the body the topic it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from jiyao import topics
from jiyao.signs import AGENDA
from jiyao.layout import Layout, Sentence
from jiyao.reading import AgendaItem
from jiyao.rules.topics_named import Item, in_heading, in_sentence
from jiyao.text import View


@dataclass(slots=True)
class Agenda:
    """``items`` in the order of the text; ``of`` gives the topic of each sentence by its place in the layout."""

    items: list[AgendaItem] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    deciding: set[int] = field(default_factory=set)
    """Agenda sentences that also decide: they are statements too."""


def agenda(view: View, layout: Layout) -> Agenda:
    """Collect the topics and tie the sentences to them."""
    found = Agenda()
    if layout.topics:
        _from_headings(view, layout, found)
    else:
        _from_sentences(view, layout, found)
    return found


def _from_headings(view: View, layout: Layout, found: Agenda) -> None:
    """One item per heading; what stood before the headings (a summary in the opening) repeats them."""
    for place, topic in enumerate(layout.topics):
        verb = next((_verb(view, s) for s in layout.sentences if s.topic == place and s.kind == "agenda"), None)
        found.items.append(in_heading(view, topic.start, topic.end, verb).item)
    for place, sentence in enumerate(layout.sentences):
        if sentence.topic is not None:
            found.of[place] = sentence.topic
            if sentence.kind == "agenda":
                _enrich(view, sentence, found, place)


def _verb(view: View, sentence: Sentence) -> str | None:
    match = AGENDA.match(view.s, sentence.start, sentence.end)
    return match["verb"] if match else None


def _enrich(view: View, sentence: Sentence, found: Agenda, place: int) -> None:
    """A topic sentence under a heading gives the item its reporting body and outcome, where the heading gave none."""
    at = found.of[place]
    for item in in_sentence(view, sentence.start, sentence.end):
        known = found.items[at]
        found.items[at] = replace(known, reporting_body=known.reporting_body or item.item.reporting_body, outcome=known.outcome or item.item.outcome)
        if item.item.outcome is not None:
            found.deciding.add(place)


def _from_sentences(view: View, layout: Layout, found: Agenda) -> None:
    current: int | None = None
    listed_first = _leading_items(view, layout, found)
    titles = [item.title.text for item in found.items]
    matched = topics.by_ordinal(layout.sentences, len(found.items)) if listed_first else False
    blocks = _blocks(layout)
    for place, sentence in enumerate(layout.sentences):
        if sentence.kind == "agenda" and place >= listed_first:
            current = _later(view, sentence, found, place)
            titles = [item.title.text for item in found.items]
        elif sentence.kind == "body":
            at = topics.position(sentence.ordinal, len(found.items)) if matched and sentence.ordinal else current
            if at is None and found.items:
                at = topics.by_words(view, *blocks[place], titles)
            if at is not None:
                found.of[place] = at


def _leading_items(view: View, layout: Layout, found: Agenda) -> int:
    """Take the topics listed before the body begins; how many sentences that were."""
    count = 0
    for place, sentence in enumerate(layout.sentences):
        if sentence.kind == "opening":
            _add_all(view, _opening_items(view, sentence), found, place)
        elif sentence.kind == "agenda":
            _add_all(view, list(in_sentence(view, sentence.start, sentence.end)), found, place)
        elif sentence.kind == "body":
            break
        count = place + 1
    if len(found.items) == 1:
        for place in range(count, len(layout.sentences)):
            if layout.sentences[place].kind == "agenda":
                break
            found.of[place] = 0
    return count


_MEETING_END = re.compile(r"(?:会议|常务会|办公会|专题会)(?=，)，")


def _opening_items(view: View, sentence: Sentence) -> list[Item]:
    """…主持召开…会议，传达学习…，审议…。"""
    convened = re.compile(r"召开|举行|主持").search(view.s, sentence.start, sentence.end)
    end = _MEETING_END.search(view.s, convened.end(), sentence.end) if convened else None
    return list(in_sentence(view, end.end(), sentence.end)) if end else []


def _add_all(view: View, items: list[Item], found: Agenda, place: int) -> None:
    for item in items:
        known = _same(item.item, found.items)
        if known is None:
            found.items.append(item.item)
            known = len(found.items) - 1
        else:
            _merge(found, known, item.item)
        found.of[place] = known
        if item.item.outcome is not None:
            found.deciding.add(place)


def _later(view: View, sentence: Sentence, found: Agenda, place: int) -> int | None:
    """A topic sentence among the body: a topic known already, or a new one; what follows belongs to it."""
    items = list(in_sentence(view, sentence.start, sentence.end))
    _add_all(view, items, found, place)
    return found.of.get(place)


def _merge(found: Agenda, at: int, item: AgendaItem) -> None:
    known = found.items[at]
    found.items[at] = replace(known, reporting_body=known.reporting_body or item.reporting_body, outcome=known.outcome or item.outcome)


def _same(item: AgendaItem, items: list[AgendaItem]) -> int | None:
    """The place of an item that names the same topic: the same document, or nearly the same words."""
    names = {document.value for document in item.documents}
    words = set(_pairs(item.title.text))
    for place, known in enumerate(items):
        if names and names & {document.value for document in known.documents}:
            return place
        other = set(_pairs(known.title.text))
        if words and other and len(words & other) >= 0.7 * min(len(words), len(other)) and min(len(words), len(other)) >= 4:
            return place
    return None


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _blocks(layout: Layout) -> dict[int, tuple[int, int]]:
    """For each sentence the stretch it is judged by: the sentences of its paragraph under its heading and ordinal."""
    spans: dict[tuple[object, ...], tuple[int, int]] = {}
    keys: list[tuple[object, ...]] = []
    for sentence in layout.sentences:
        key = (sentence.line, sentence.heading, sentence.ordinal)
        start, _ = spans.get(key, (sentence.start, 0))
        spans[key] = (start, sentence.end)
        keys.append(key)
    return {place: spans[key] for place, key in enumerate(keys)}
