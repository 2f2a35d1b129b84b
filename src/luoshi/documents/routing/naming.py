"""From a doer as a text names it to bodies of the directory: names, former names, elided names, divisions of a body."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jiyao.names import is_name
from jiyao.owners import generic
from luoshi.bodies.models import Body, BodyKind
from luoshi.bodies.resolve import Directory
from luoshi.documents.routing.terms import fold

_TAIL = re.compile(r"(?:等)?(?:有关|相关|主管|职能|行业)*(?:部门|单位|系统)$")
_LIST = re.compile(r"[、，]|(?<=.)[和与及](?=.)")
_CHARGE = re.compile(r"(?:党组|党委|机关)?(?:主要)?(?:负责人|负责同志|领导)?$")
_BRACKET = re.compile(r"[（(][^）)]*[）)]$")
_ORGAN = re.compile(
    r"(?:监督管理局|管理局|局|管委会|委|指挥部办|领导小组办|办|服务中心|中心|救援大队|大队|支队|分局|部|联合会|会|集团|公司|馆|院|处|校|所|队)$"
)
_BODY_END = re.compile(r"[局委办部院会署处中心公司集团街道镇乡]$")
_TOWNSHIPS = re.compile(r"乡镇|镇街|[各属]街道|各镇|各乡|苏木|各街办")
_GENERIC = re.compile(
    r"(?:全?[省市县区州旗]|[市县区](?:直|属|级))*(?:各|有关|相关|所有|属地)(?!自)|.*(?:有关|相关)(?:部门|单位|企业|方面)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies a doer's words name, at the office's level; ``note`` says what was concluded, in Chinese, empty where nothing was."""

    bodies: tuple[Body, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a directory on a day. Names of another level (州财政局 for a city's office) name no body of the office."""

    directory: Directory
    on: dt.date
    stems: Mapping[str, tuple[Body, ...]]
    keywords: Mapping[str, tuple[Body, ...]]
    borne: frozenset[tuple[str, int]]
    """Names, as they are compared, that bodies bear to this day."""

    @classmethod
    def of(cls, directory: Directory, on: dt.date, keywords: Mapping[str, tuple[Body, ...]]) -> Names:
        """``keywords`` are those of duties with the bodies that have them, for sectors that no body's name has (供水部门)."""
        stems: defaultdict[str, dict[int, Body]] = defaultdict(dict)
        for row in directory.names:
            for body in directory.present(directory.bodies[row.body_id]):
                stems[stem(row.key)][body.pk] = body
        found = {key: ordered(tuple(bodies.values())) for key, bodies in stems.items() if len(key) > 1}
        borne = frozenset((row.key, row.body_id) for row in directory.names if row.valid_to is None)
        return cls(directory, on, found, keywords, borne)

    def find(self, words: str) -> Named | None:
        """The bodies meant, ``None`` where the directory has none of them. ``words`` are without gaps."""
        for name in dict.fromkeys((words, _BRACKET.sub("", words), _CHARGE.sub("", words))):
            if name and (named := self._whole(name)):
                return named
        if sectors := _TAIL.search(words):
            return self._sectors(words[: sectors.start()])
        return self._by_stem(words) or self._division(words)

    def _whole(self, name: str) -> Named | None:
        """A name as it stands, through aliases, former names and successors."""
        resolved = self.directory.resolve(name, on=self.on)
        if resolved is None:
            return None
        now = resolved.present
        if not now:
            return Named((), f"“{name}”已撤销，名录中没有承接单位，请人工确定")
        if len(now) > 1:
            return Named(now, f"“{name}”的职责已分由{listed(now)}承接，请确定由谁承办")
        if (self.directory.naming.key(name), now[0].pk) not in self.borne:
            return Named(now, f"“{name}”现为“{now[0]}”")
        return Named(now)

    def _sectors(self, words: str) -> Named | None:
        """发展改革、财政、审计: each to the body whose name has it, at the office's level."""
        level = self.directory.naming.level
        found: dict[int, Body] = {}
        missing: list[str] = []
        for part in filter(None, _LIST.split(words)):
            named = self._whole(part) or self._sector(part.removeprefix(level) if level else part)
            if named is None or not named.bodies:
                missing.append(part)
            else:
                found |= {body.pk: body for body in named.bodies}
        if not found:
            return None
        note = f"“{words}”按名称对应{listed(tuple(found.values()))}"
        return Named(tuple(found.values()), note + (f"；“{'、'.join(missing)}”未找到对应单位" if missing else ""))

    def _sector(self, sector: str) -> Named | None:
        """One sector: the name itself, a name that begins like it, else a keyword that one body alone has."""
        if bodies := self.stems.get(sector):
            return Named(bodies[:1])
        like = [bodies for key, bodies in self.stems.items() if key[0] == sector[0] and _shortens(sector, key)]
        bodies = ordered(tuple({body.pk: body for each in like for body in each}.values()))
        departments = [body for body in bodies if body.kind == BodyKind.DEPARTMENT]
        for candidates in (departments, bodies, self.keywords.get(sector, ())):
            if len(candidates) == 1:
                return Named((candidates[0],))
        return None

    def _by_stem(self, words: str) -> Named | None:
        """市发改委 where the directory has 市发改局: another organ's word behind the same sector, of one body alone."""
        key = stem(self.directory.naming.key(words))
        if len(key) < 2 or key == self.directory.naming.key(words):
            return None
        bodies = self.stems.get(key, ())
        return Named(bodies, f"“{words}”按名称对应“{bodies[0]}”") if len(bodies) == 1 else None

    def _division(self, words: str) -> Named | None:
        """市公安局交警支队 is the work of 市公安局: the longest beginning that is a body's name."""
        for end in range(len(words) - 1, 2, -1):
            if _BODY_END.search(words, 0, end) and (named := self._whole(words[:end])):
                if len(named.bodies) != 1 or named.bodies[0].kind == BodyKind.GOVERNMENT:
                    return None
                return Named(named.bodies, f"“{words}”归“{named.bodies[0]}”")
        return None


def is_generic(words: str) -> bool:
    """Whether words name everyone rather than someone: 各级各部门, 有关部门, 各乡镇（街道）."""
    return generic().fullmatch(words) is not None or _GENERIC.match(words) is not None


def names_townships(words: str) -> bool:
    """Whether generic words mean the townships: 各乡镇, 各镇街, 属地街道."""
    return _TOWNSHIPS.search(words) is not None


def is_person(words: str) -> bool:
    """Whether words have the form of a person's name and of nothing else."""
    return is_name(words)


@lru_cache(maxsize=16_384)
def stem(key: str) -> str:
    """What a name says of the work: 教育局 → 教育, 住房城乡建设局 → 住房城乡建设. A process keeps it: names rarely change."""
    return fold(_ORGAN.sub("", key)).text


def ordered(bodies: Sequence[Body]) -> tuple[Body, ...]:
    """In protocol order, whatever order the database gave."""
    return tuple(sorted(bodies, key=lambda body: (body.protocol_order, body.pk)))


def listed(bodies: Sequence[Body]) -> str:
    """“市教育局”“市财政局”, as notes print several bodies."""
    return "".join(f"“{body}”" for body in bodies)


def _shortens(short: str, long: str) -> bool:
    """Whether a sector is a name with characters left out: 住建 of 住房城乡建设."""
    rest = iter(long)
    return all(character in rest for character in short)
