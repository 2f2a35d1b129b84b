"""The agenda of a part: its topics in order, and for each sentence of the body the topic it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from jiyao import topics
from jiyao.laid import Layout, Sentence
from jiyao.reading import AgendaItem
from jiyao.rules.topics_named import DECIDING, Item, Stated, in_heading, in_sentence, reported, treated
from jiyao.signs import AGENDA, DISPOSED, LABELLED
from jiyao.text import Span, View
from jiyao.umbrellas import GENERAL, opening_items, umbrellas

_AFTER_HEARING = re.compile(
    r"(?:会议)?在?(?:认真)?(?P<topic>听取(?:完|了)?[^，。；《]{4,60}?(?:汇报|报告|情况)|(?:传达学习|学习|传达|审议|研究)[^，。；]{4,80}?)之?(?P<when>后|时)，?"
)
_CONSENT = re.compile("(?:原则)?(?:同意|通过)")
_THAT = re.compile("该|此|上述|以上|上报的|提出的")
_ITEM = re.compile(r"（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、]|第?[一二三四五六七八九十]{1,2}(?:是|要)")
_LISTED_TOPIC = re.compile(
    r"(?:^|(?<=\n)|(?<=：)|(?<=；))(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、])?(?P<topic>[^\n；]{4,160})"
)


@dataclass(slots=True)
class Agenda:
    """``items`` in the order of the text; ``of`` gives the topic of each sentence by its place in the layout."""

    items: list[AgendaItem] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    deciding: set[int] = field(default_factory=set)
    """Agenda sentences that also decide or instruct: they are statements too."""
    claimed: list[Span] = field(default_factory=list)
    """Where topics are named once more."""


def agenda(view: View, layout: Layout, stated: Stated) -> Agenda:
    """Collect the topics and tie the sentences to them; ``stated`` gives the outcome that stands in a stretch."""
    reader = _Reader(view, layout, stated)
    if layout.topics:
        reader.from_headings()
    else:
        reader.from_sentences()
        if not reader.found.items:
            reader.from_reports()
    return reader.found


@dataclass(slots=True)
class _Reader:
    view: View
    layout: Layout
    stated: Stated
    found: Agenda = field(default_factory=Agenda)
    verb: str | None = None
    """The verb of the last agenda sentence, for a clause that goes on with another object of it."""
    umbrellas: set[Span] = field(default_factory=set)
    """The topics of the opening that give way to those which later sentences name."""
    own: set[int] = field(default_factory=set)
    """The topics of which the paragraph that names them also tells; -1 where a paragraph of its own told of one."""
    carried: set[int] = field(default_factory=set)
    """The sentences that are about a topic only because the one before them is."""
    between: bool = False
    """The text names topics between its paragraphs, not only before them."""
    last: tuple[int, ...] = ()
    """The topics that the last agenda sentence named: where there are several, the words of what follows must say which it is about."""
    bigrams: dict[str, set[str]] = field(default_factory=dict)
    """The pairs of characters of each title that was compared."""
    numbered: str | None = None
    """The ordinal that the last agenda sentence stood under."""
    opened: int = 0
    """How many topics the opening's paragraph names."""
    compared: topics.Compared | None = None
    """The topics found so far, once a paragraph was compared with them."""
    known: dict[tuple[int, int], list[Item]] = field(default_factory=dict)
    """What the sentences name that were read so far."""
    several: topics.Compared | None = None
    """The same of the topics that the last agenda sentence named."""

    def from_headings(self) -> None:
        """One item per heading; what stood before the headings (a summary in the opening) repeats them."""
        sentences = self.layout.sentences
        verbs: dict[int, str | None] = {}
        for sentence in sentences:
            if sentence.topic is not None and sentence.kind == "agenda":
                verbs.setdefault(sentence.topic, self._verb(sentence))
        for place, topic in enumerate(self.layout.topics):
            self.found.items.append(in_heading(self.view, topic.start, topic.end, verbs.get(place)))
        for place, sentence in enumerate(sentences):
            if sentence.topic is not None:
                self.found.of[place] = sentence.topic
                if sentence.kind == "agenda":
                    self._enrich(sentence, place)

    def _verb(self, sentence: Sentence) -> str | None:
        match = AGENDA.match(self.view.s, sentence.start, sentence.end)
        return match["verb"] if match else None

    def named(self, start: int, end: int) -> list[Item]:
        """The topics that a sentence names with verbs of its own; each sentence is read once, whoever asks."""
        if (start, end) not in self.known:
            self.known[start, end] = list(in_sentence(self.view, start, end, self.stated))
        return self.known[start, end]

    def _items(self, sentence: Sentence) -> list[Item]:
        verb = self._verb(sentence)
        if DISPOSED.match(self.view.s, sentence.start, sentence.end):
            named = self.named(sentence.start, sentence.end)
            items = [*treated(self.view, sentence.start, sentence.end), *named]
        elif verb is None:  # goes on with what the sentence before it did
            items = list(in_sentence(self.view, sentence.start, sentence.end, self.stated, verb=self.verb))
        else:
            items = self.named(sentence.start, sentence.end)
        self.verb = verb or self.verb
        self.numbered = sentence.ordinal
        return items

    def _enrich(self, sentence: Sentence, place: int) -> None:
        """A topic sentence under a heading gives the item its reporting body and outcome, where the heading gave none."""
        at = self.found.of[place]
        if self._verb(sentence) in {"同意", "原则同意", "原则通过"} or DECIDING.search(
            self.view.s, sentence.start, sentence.end
        ):
            self.found.deciding.add(place)
        for item in self._items(sentence):
            self._merge(at, item.item)
            if item.decides:
                self.found.deciding.add(place)

    def from_sentences(self) -> None:
        """Topics of running text: listed behind 议题：, or named in sentences, before the body or between its paragraphs."""
        found, sentences = self.found, self.layout.sentences
        self._from_label()
        self.umbrellas = umbrellas(self.view, self.layout, self.named)
        behind, current = self._leading()
        lined_up = topics.by_ordinal(sentences, len(found.items)) if behind else False
        if not lined_up:
            current = self._drop_umbrellas(behind, current)
        self.between = self._names_between(behind)
        line = sentences[behind - 1].line if behind else -1
        if behind < len(sentences) and sentences[behind].line != line:
            current = None  # all topics come first: which one a paragraph is about its words must say
        blocks = topics.blocks(sentences)
        for place in range(behind, len(sentences)):
            sentence = sentences[place]
            if sentence.kind == "agenda" and self._decides_on_it(sentence):
                at = self._topic_of(place, blocks[place], current, near=True, lined_up=lined_up)
                found.of.update({} if at is None else {place: at})
                found.deciding.add(place)
                line = sentence.line
            elif sentence.kind == "agenda":
                current, line = self._add(self._items(sentence), place), sentence.line
                self.own |= {current} if current is not None and place in found.deciding else set()
            elif sentence.kind == "body":
                if sentence.lead >= 0 and (named := self._named_in_lead(sentence, place)) is not None:
                    current, line = named, sentence.line
                near = sentence.line == line or behind == 0
                at = self._topic_of(place, blocks[place], current, near=near, lined_up=lined_up)
                if at is None and (at := self._as_before(place)) is not None:
                    self.carried.add(place)
                if at is not None:
                    found.of[place] = at
        if behind and not lined_up and not self.between:
            self._fill_in_order(behind)
            self._rest_is_general(behind)

    def from_reports(self) -> None:
        """Where no sentence names what was on the table, it is what the bodies reported on at the meeting."""
        sentences = self.layout.sentences
        for place, sentence in enumerate(sentences):
            if sentence.kind == "opening":
                there = self.view.s.find("，会上，", sentence.start, sentence.end) + 1
                self._add(list(reported(self.view, there, sentence.end)) if there else [], place)
            elif sentence.kind == "foot":
                self._add(list(reported(self.view, sentence.start, sentence.end)), place)
        self.found.of.clear()
        if not self.found.items:
            return
        blocks = topics.blocks(sentences)
        only_conveyed = all(item.kind != "hear" for item in self.found.items)
        for place, sentence in enumerate(sentences):
            if sentence.kind == "body" and not only_conveyed:
                at = self._topic_of(place, blocks[place], None, near=False, lined_up=False)
                self.found.of.update({} if at is None else {place: at})

    def _named_in_lead(self, sentence: Sentence, place: int) -> int | None:
        """在听取某局关于…的汇报后，县长某某强调，…: the heading words name the topic."""
        match = _AFTER_HEARING.match(self.view.s, sentence.lead, sentence.start)
        if match is None or self._compared().titles.nearest(self.view, *match.span("topic")) is not None:
            return None
        if len(self.found.items) > 1 and match["when"] == "时":
            return None  # its words are weighed with those of the paragraph
        items = list(in_sentence(self.view, match.start("topic"), match.end("topic"), self.stated))
        return self._add(items, place) if items else None

    def _as_before(self, place: int) -> int | None:
        """An item of a list (（二）…) under the heading of the sentence before it is about the same topic."""
        sentence, before = self.layout.sentences[place], self.layout.sentences[place - 1] if place else None
        if before is None or before.heading != sentence.heading or before.ordinal != sentence.ordinal:
            return None
        in_list = _ITEM.match(self.view.s, sentence.start) is not None or before.line == sentence.line
        return self.found.of.get(place - 1) if in_list else None

    def _fill_in_order(self, behind: int) -> None:
        """As many paragraphs as topics, and none whose words say otherwise: the n-th is about the n-th; the same between two whose topics are known."""
        found = self.found
        lines: dict[int, list[int]] = {}
        for place, sentence in enumerate(self.layout.sentences[behind:], behind):
            if sentence.kind == "body" or place in found.deciding:
                lines.setdefault(sentence.line, []).append(place)
        told = [next((found.of[place] for place in places if place in found.of), None) for places in lines.values()]
        ordered = topics.in_order(told, len(found.items))
        for known, at, places in zip(told, ordered, lines.values(), strict=True):
            of = [None if place in self.carried else found.of.get(place) for place in places]
            opens = not self.view.s.startswith("要", self.layout.sentences[places[0]].start)
            one = of.count(known) > 1 or ((of[0] == known or opens) and len(set(of) - {None}) == 1)
            speaks = known is None or one
            if at is not None and speaks:
                found.of.update(dict.fromkeys([place for place in places if place not in found.of], at))

    def _rest_is_general(self, behind: int) -> None:
        """当前重点工作 as the last topic: the paragraphs behind the last that is tied to a topic before it are about it."""
        last = len(self.found.items) - 1
        of, sentences = self.found.of, self.layout.sentences
        tied = [place for place in of if place >= behind]
        if last < 1 or not tied or last in of.values() or not GENERAL.search(self.found.items[last].title.text):
            return
        line = sentences[max(tied)].line
        of.update({p: last for p, s in enumerate(sentences) if p > max(tied) and s.kind == "body" and s.line > line})

    def _decides_on_it(self, sentence: Sentence) -> bool:
        """会议同意该办法: consent to the topic before it, not a topic of its own; so is any consent below the same bare number."""
        match = AGENDA.match(self.view.s, sentence.start, sentence.end)
        if match is None or _CONSENT.fullmatch(match["verb"]) is None:
            return False
        if _THAT.match(self.view.s, match.end()):
            return True
        return sentence.ordinal is not None and sentence.ordinal == self.numbered

    def _topic_of(
        self, place: int, block: topics.Block, current: int | None, *, near: bool, lined_up: bool
    ) -> int | None:
        """By number where the blocks line up with the topics, else by its paper, by the agenda sentence before it, or by words."""
        items, sentence = self.found.items, self.layout.sentences[place]
        if lined_up and sentence.ordinal:
            return topics.position(sentence.ordinal, len(items))
        if len(items) == 1:
            self.own.add(0 if near else -1)
            return 0
        if (named := topics.by_paper(self.view, sentence.start, sentence.end, items)) is not None:
            return named
        if current is not None and (near or self.between):
            if len(self.last) > 1:
                return self._of_several(block, place)
            if near or _ITEM.match(self.view.s, sentence.start):
                self.own.add(current if near else -1)
                return current
            turned = self._compared().titles.nearest(self.view, block.start, block.end)
            if turned is None and self.own >= {current} and -1 not in self.own and len(self.own) > 1:
                return None
            self.own.add(-1)
            return current if turned is None else turned
        if not 0 < len(items) <= topics.MOST:
            return None
        compared = self._compared()
        at = compared.by_paper(self.view, block)
        at = compared.titles.of(self.view, block, place) if at is None else at
        return compared.by_short_name(self.view, block) if at is None else at

    def _compared(self) -> topics.Compared:
        if self.compared is None:
            self.compared = topics.Compared(self.found.items)
        return self.compared

    def _compare_anew(self) -> None:
        """The topics, or what is known of them, changed."""
        self.compared = self.several = None

    def _of_several(self, block: topics.Block, place: int) -> int | None:
        """Which of the topics that one sentence named a paragraph is about, or at least the first clause of this sentence."""
        if self.several is None:
            self.several = topics.Compared([self.found.items[at] for at in self.last])
        at = self.several.by_paper(self.view, block)
        if at is None:
            at = self.several.titles.of(self.view, block, place)
        if at is None:
            start, end = block.stretches[bisect_left(block.places, place)]
            comma = self.view.s.find("，", start, end)
            at = self.several.titles.nearest(self.view, start, comma if comma > 0 else end)
        if at is None:
            at = self.several.by_short_name(self.view, block)
        return self.last[at] if at is not None else None

    def _names_between(self, behind: int) -> bool:
        """Whether the text names each topic at the head of the paragraphs about it, rather than all of them first.

        A sentence that only comes back to one of those (会议原则同意《办法》) names none; so all that were named first must be known by now.
        """
        for sentence in self.layout.sentences[behind:]:
            if sentence.kind == "agenda" and not self._decides_on_it(sentence):
                items = self.named(sentence.start, sentence.end)
                if any(topics.same(item.item, self.found.items, self.bigrams) is None for item in items):
                    return True
        return False

    def _from_label(self) -> None:
        """会议议题： with a topic a line or between ；."""
        for zone in self.layout.labelled:
            label = LABELLED.match(self.view.s, zone.start, zone.end)
            if label is None or label["label"] not in {"议题", "议程"}:
                continue
            for topic in _LISTED_TOPIC.finditer(self.view.s, label.end(), zone.end):
                self.found.items.append(in_heading(self.view, *topic.span("topic"), None))

    def _leading(self) -> tuple[int, int | None]:
        """Take the topics named before the body begins; how many sentences that were, and the topic named right before it."""
        last: int | None = None
        line = next((s.line for s in self.layout.sentences if s.kind == "opening"), None)
        for place, sentence in enumerate(self.layout.sentences):
            self.opened = len(self.found.items) if sentence.line == line else self.opened
            if sentence.kind == "opening":
                self._add(opening_items(self.view, sentence, self.named), place)
                self.opened = len(self.found.items)
            elif sentence.kind == "agenda" and last is not None and self._decides_on_it(sentence):
                self.found.of[place] = last
                self.found.deciding.add(place)
            elif sentence.kind == "agenda":
                last = self._add(self._items(sentence), place)
            elif sentence.kind == "body":
                return place, last
        return len(self.layout.sentences), last

    def _drop_umbrellas(self, behind: int, current: int | None) -> int | None:
        """研究部署甲、乙等工作 in the opening sums up what later sentences name one by one: then it is no topic of its own.

        Returns the new place of the topic ``current``.
        """
        found = self.found
        if not any(item.title.span in self.umbrellas for item in found.items):
            return current
        kept = [at for at, item in enumerate(found.items) if item.title.span not in self.umbrellas]
        moved = {old: new for new, old in enumerate(kept)}
        found.claimed.extend(item.title.span for item in found.items)
        found.items = [found.items[at] for at in kept]
        self._compare_anew()
        self.opened = sum(at < self.opened for at in kept)
        self.last = tuple(moved[at] for at in self.last if at in moved)
        found.of = {place: moved[at] for place, at in found.of.items() if at in moved and place < behind}
        return moved.get(current) if current is not None else None

    def _add(self, items: list[Item], place: int) -> int | None:
        """Add the topics of one sentence, each unless an earlier sentence named it; the last of them."""
        known, at, named = self.found.items[: topics.MOST], None, []
        for item in items:
            at = topics.same(item.item, known, self.bigrams)
            if at is not None and self._summed_up(at, place):
                at = None
            if at is None:
                self.found.items.append(item.item)
                at = len(self.found.items) - 1
            else:
                self._merge(at, item.item, anew=at < self.opened and self._says_more(at, item.item, place))
            named.append(at)
            if item.decides and place not in self.found.deciding:
                self.found.of[place] = at
                self.found.deciding.add(place)
            self.found.of.setdefault(place, at)
        self.last = tuple(named)
        self._compare_anew()
        return at

    def _says_more(self, at: int, item: AgendaItem, place: int) -> bool:
        """Whether a topic that the opening named in passing has its full name in a later sentence."""
        known = self.found.items[at]
        longer = len(item.title.text) >= len(known.title.text) or "等" in known.title.text[-4:]
        return self.layout.sentences[place].kind == "agenda" and not known.documents and longer

    def _summed_up(self, at: int, place: int) -> bool:
        """Whether the topic ``at`` is an umbrella of the opening, which gives way to what the sentence at ``place`` names."""
        return self.layout.sentences[place].kind != "opening" and self.found.items[at].title.span in self.umbrellas

    def _merge(self, at: int, item: AgendaItem, *, anew: bool = False) -> None:
        """Add to a topic what its further mention says; ``anew`` where that mention gives its name."""
        known = self.found.items[at]
        self.found.claimed.append((known if anew else item).title.span)
        if anew:
            self.compared = None
        self.found.items[at] = replace(
            known,
            title=item.title if anew else known.title,
            kind=item.kind if anew or known.kind == "other" else known.kind,
            documents=known.documents or item.documents,
            reporting_body=known.reporting_body or item.reporting_body,
            outcome=known.outcome or item.outcome,
        )
