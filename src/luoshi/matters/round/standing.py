"""Who has reported in a round and who has not, and whom to call."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from luoshi.bodies.models import Body
from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct
from luoshi.matters.models import Asked, Report, Round
from luoshi.matters.round.choosing import REPORTABLE
from luoshi.people.directory.access import look_at_mobile, may_see_mobile
from luoshi.people.models import Person, PostKind, Tenure
from luoshi.sheets import OutColumn, workbook

REPORTED, PARTLY, UNCHANGED, MISSING = "已报", "漏填", "未更新", "未报"
CALL_LIST = "催报名单"
_CALL_COLUMNS = (
    OutColumn("序号", 6),
    OutColumn("承办单位", 26),
    OutColumn("情况", 10),
    OutColumn("联络员", 12),
    OutColumn("办公电话", 18),
    OutColumn("手机", 16),
    OutColumn("未报事项", 60),
    OutColumn("催报记录", 24),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: a liaison with the office telephone, or the body's own telephone without a name."""

    person: Person | None
    phone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A matter that a body leads, and whether it said anything of it in this round."""

    asked: Asked
    is_answered: bool


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """A body that leads something in the round. ``lines`` are its matters but for those closed without a word."""

    body: Body
    lines: tuple[Line, ...]
    contacts: tuple[Contact, ...]

    @property
    def waiting(self) -> tuple[Asked, ...]:
        return tuple(line.asked for line in self.lines if not line.is_answered)

    @property
    def word(self) -> str:
        """已报, 漏填, 未更新 (the workbook came back as it was sent) or 未报."""
        if not self.waiting:
            return REPORTED
        if len(self.waiting) < len(self.lines):
            return PARTLY
        return UNCHANGED if any(asked.came_back_at for asked in self.waiting) else MISSING

    @property
    def colour(self) -> str:
        """The lamp beside the word."""
        return {REPORTED: "green", PARTLY: "yellow", UNCHANGED: "yellow"}.get(self.word, "grey")


@dataclass(frozen=True, slots=True)
class Standing:
    """All bodies that are asked to report, in protocol order."""

    bodies: tuple[BodyStanding, ...]

    @property
    def missing(self) -> tuple[BodyStanding, ...]:
        """Who is to be called, also for single matters."""
        return tuple(each for each in self.bodies if each.waiting)

    @property
    def answered(self) -> int:
        """Bodies from which something came."""
        return sum(each.word in (REPORTED, PARTLY) for each in self.bodies)

    @property
    def partly(self) -> int:
        """Bodies that are called although something came: they left out some."""
        return sum(each.word == PARTLY for each in self.bodies)

    @property
    def title(self) -> str:
        """已报 6 家，还差 6 家; as in the ledger that nothing is stored of, a body that left out some has reported."""
        return titled(self.answered, len(self.bodies))


def titled(answered: int, bodies: int) -> str:
    """The answer in one line."""
    if answered == bodies:
        return f"{bodies} 家全部已报"
    return f"已报 {answered} 家，还差 {bodies - answered} 家"


def answered() -> Exists:
    """The condition that the body of what was asked has reported on the matter since the round began."""
    same_body = Q(body=OuterRef("body")) | Q(body=None)
    return Exists(
        Report.objects.filter(same_body, matter=OuterRef("matter"), made_at__gte=OuterRef("round__opened_at"))
    )


def counts_of(rounds: Collection[Round]) -> dict[int, tuple[int, int]]:
    """By round, how many bodies have reported anything and how many were asked to."""
    rows = Asked.objects.filter(round__in=rounds, leads=True).annotate(is_answered=answered())
    by_round: defaultdict[int, defaultdict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for pk, body, said, state in rows.values_list("round", "body", "is_answered", "matter__state"):
        if said or state in REPORTABLE:
            by_round[pk][body].append(said)
    return {pk: (sum(any(said) for said in bodies.values()), len(bodies)) for pk, bodies in by_round.items()}


def standing_of(row: Round, asked: Sequence[Asked], *, on: dt.date) -> Standing:
    """Where a round stands; ``asked`` as ``asked_of`` loads it."""
    said = set(row.asked.filter(answered(), leads=True).values_list("pk", flat=True))
    by_body: defaultdict[Body, list[Line]] = defaultdict(list)
    for each in asked:
        if each.leads and (each.pk in said or each.matter.state in REPORTABLE):
            by_body[each.body].append(Line(each, each.pk in said))
    contacts = contacts_of(by_body, on=on)
    ordered = sorted(by_body, key=lambda body: (body.protocol_order, body.pk))
    return Standing(tuple(BodyStanding(body, tuple(by_body[body]), contacts[body.pk]) for body in ordered))


def contacts_of(bodies: Iterable[Body], *, on: dt.date) -> dict[int, tuple[Contact, ...]]:
    """The liaisons of each body on a day; the body's own telephone where it has none."""
    bodies = list(bodies)
    liaisons = Tenure.objects.on(on).filter(post__body__in=bodies, post__kind=PostKind.LIAISON)
    people: defaultdict[int, list[Person]] = defaultdict(list)
    for tenure in liaisons.select_related("person", "post"):
        people[tenure.post.body_id].append(tenure.person)
    return {
        body.pk: tuple(Contact(person, person.phone or body.phone) for person in people[body.pk])
        or ((Contact(None, body.phone),) if body.phone else ())
        for body in bodies
    }


def call_list(row: Round, standing: Standing, *, by: Acting, at: dt.datetime) -> bytes:
    """The call list as a workbook, with the mobile numbers that whoever asks may see; each look stands in the access log."""
    lines = [
        [str(number), str(each.body), each.word, *_numbers(each, by=by, at=at), "\n".join(_left(each)), ""]
        for number, each in enumerate(standing.missing, start=1)
    ]
    log_access(AccessAct.EXPORTED, by=by, at=at, operation="rounds.call_list", subject=row, detail=f"{row.title}")
    return workbook(CALL_LIST, f"{row.title}{CALL_LIST}", _CALL_COLUMNS, lines)


def _numbers(each: BodyStanding, *, by: Acting, at: dt.datetime) -> Iterator[str]:
    """Names, office telephones, mobile numbers."""
    people = [contact.person for contact in each.contacts if contact.person is not None]
    yield "、".join(person.name for person in people)
    yield "、".join(dict.fromkeys(contact.phone for contact in each.contacts if contact.phone))
    seen = [look_at_mobile(person, by=by, at=at) for person in people if may_see_mobile(by, person)]
    yield "、".join(filter(None, seen))


def _left(each: BodyStanding) -> Iterator[str]:
    return (f"{asked.matter.spoken or asked.matter.code} {asked.matter.words}" for asked in each.waiting)
