"""The guiding rule of the duty list: a township never leads what its list marks as taken back upward. It is flagged; the clerk decides."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from luoshi.bodies.models import Body, BodyKind
from luoshi.matters.models import DutyListItem, DutyListKind, Matter, Slip, SlipKind

ENOUGH = 0.6
"""From this share of an item's own characters on, found in stretches of the task, it is the same work."""
LEAST = 4
"""And one stretch of at least so many characters: 安全 and 检查 are in every second task."""
KEPT = "仍由乡镇牵头"
"""The outcome of the slip with which the supervision office says why a township leads all the same."""
_STOCK = re.compile(
    r"负责|开展|组织|落实|做好|加强|推进|协助|配合|工作|相关|有关|情况|进行|实施|及时|按照|要求|全面|辖区|本地|区域|内|的|和|与|及|等|对|并"
)
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Flag:
    """A matter (or what will be a part) led by a township, the item of its list that was taken back, and the words that both share."""

    words: str
    township: Body
    item: DutyListItem
    shared: tuple[str, ...]
    matter: Matter | None = None

    @property
    def sentence(self) -> str:
        """What the pages say."""
        taken = f"，由{self.item.taken_by}承接" if self.item.taken_by else ""
        basis = f"（{self.item.basis}）" if self.item.basis else ""
        both = "、".join(f"“{words}”" for words in self.shared)
        return (
            f"这项在{self.township}的履职事项清单里是上级收回{taken}：“{self.item.words}”{basis}。相同的字词：{both}。"
        )


def shared_words(item: str, task: str) -> tuple[str, ...]:
    """The stretches of an item that stand in a task; none where they are too few to be the same work."""
    plain, other = own_words(item), _NO_WORDS.sub("", task)
    if len(_pairs(plain) & _pairs(other)) < ENOUGH * len(plain) / 2:
        return ()
    blocks = SequenceMatcher(None, plain, other, autojunk=False).get_matching_blocks()
    found = [plain[block.a : block.a + block.size] for block in blocks if block.size > 1]
    lengths = [len(words) for words in found]
    same = max(lengths, default=0) >= LEAST and sum(lengths) >= ENOUGH * len(plain)
    return tuple(dict.fromkeys(found)) if same else ()


@lru_cache(maxsize=4096)
def own_words(item: str) -> str:
    """An item without gaps, marks and the words that every item has."""
    return _NO_WORDS.sub("", _STOCK.sub(" ", item))


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def flags_of(matters: Sequence[Matter], *, on: dt.date) -> list[Flag]:
    """Matters that a township leads though its list says that the work was taken back, and nobody gave a reason: two queries."""
    led = [matter for matter in matters if matter.lead is not None and matter.lead.kind == BodyKind.TOWNSHIP]
    if not led:
        return []
    lists = TakenBack({matter.office_id for matter in led}, on)
    found = [flag for matter in led if (flag := lists.flag(matter.words, matter.lead, matter)) is not None]
    said = set(reasons([flag.matter for flag in found if flag.matter]))
    return [flag for flag in found if flag.matter is None or flag.matter.pk not in said]


def flag_of(words: str, body: Body | None, *, on: dt.date) -> Flag | None:
    """The same for what is about to be given to a body."""
    if body is None:
        return None
    return TakenBack({body.office_id}, on).flag(words, body)


def reasons(matters: Iterable[Matter]) -> dict[int, str]:
    """By matter, why a township leads it all the same."""
    rows = Slip.objects.filter(matter__in=list(matters), kind=SlipKind.DECISION, outcome=KEPT).order_by("pk")
    return {row.matter_id: row.words for row in rows}


class TakenBack:
    """What was taken back from the townships of some offices on a day, loaded with one query when it is first asked for."""

    def __init__(self, offices: Iterable[int], on: dt.date) -> None:
        self._offices, self._on = list(offices), on

    @cached_property
    def _items(self) -> Mapping[tuple[int, int | None], list[DutyListItem]]:
        found: defaultdict[tuple[int, int | None], list[DutyListItem]] = defaultdict(list)
        rows = DutyListItem.objects.on(self._on).filter(office__in=self._offices, kind=DutyListKind.TAKEN_BACK)
        for row in rows:
            found[row.office_id, row.township_id].append(row)
        return found

    def flag(self, words: str, body: Body | None, matter: Matter | None = None) -> Flag | None:
        """The item that shares the most with the words; none for a body that is no township."""
        if body is None or body.kind != BodyKind.TOWNSHIP:
            return None
        found = [(shared_words(item.words, words), item) for item in self._of(body)]
        shared, item = max(found, key=lambda each: sum(map(len, each[0])), default=((), None))
        return Flag(words, body, item, shared, matter) if item is not None and shared else None

    def _of(self, body: Body) -> Iterator[DutyListItem]:
        yield from self._items.get((body.office_id, body.pk), ())
        yield from self._items.get((body.office_id, None), ())
