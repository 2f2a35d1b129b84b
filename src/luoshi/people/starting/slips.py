"""Who gets an account slip (账号单), and what stands on it. A first password lives here and on the paper, nowhere else."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.people.accounts.passwords import slip_password
from luoshi.people.models import Account, Person, PostKind, Role, RoleGrant, Tenure
from luoshi.people.starting.logins import login_for

ANSWERS_FOR = (Role.LIAISON, Role.TOWNSHIP)
"""Roles whose account answers for a body."""
WITHOUT_ACCOUNT = (BodyKind.GOVERNMENT, BodyKind.SECTION)
"""Kinds of bodies that get no account: nothing is handed out to the government itself, and a section works through its body."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that may get a slip. ``account`` is one that is there already: opened and never used, or its liaison's own."""

    body: Body
    person: Person | None
    account: Account | None = None

    @property
    def role(self) -> Role:
        return Role.TOWNSHIP if self.body.kind == BodyKind.TOWNSHIP else Role.LIAISON

    @property
    def name(self) -> str:
        """Whose account it is; the body's liaison where the directory names nobody."""
        return self.person.name if self.person is not None else f"{self.body}联络员"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Bodies without an account, bodies whose account nobody has used yet, and how many have one in use."""

    new: tuple[Candidate, ...]
    unused: tuple[Candidate, ...]
    in_use: int

    def chosen(self, refs: Iterable[str]) -> list[Candidate]:
        """The candidates whose bodies were ticked, in protocol order."""
        wanted = set(refs)
        return [each for each in (*self.new, *self.unused) if each.body.ref in wanted]


@dataclass(frozen=True, slots=True)
class AccountSlip:
    """One slip. Without ``password`` the account is one its owner signs in with already; the hash is made before the transaction."""

    candidate: Candidate
    login: str
    password: str = field(repr=False, default="")
    hashed: str = field(repr=False, default="")

    @property
    def opens(self) -> bool:
        """Whether the account is a new one."""
        return self.candidate.account is None


def candidates(office: Office, on: dt.date) -> Candidates:
    """The bodies of a day in protocol order; five queries."""
    liaisons: dict[int, Person] = {}
    for tenure in (
        Tenure.objects.on(on).filter(office=office, post__kind=PostKind.LIAISON).select_related("person", "post")
    ):
        liaisons.setdefault(tenure.post.body_id, tenure.person)
    answering: dict[int | None, Account] = {}
    grants = RoleGrant.objects.on(on).filter(office=office, role__in=ANSWERS_FOR, account__is_active=True)
    for grant in grants.select_related("account"):
        answering.setdefault(grant.body_id, grant.account)
    people = Account.objects.get_queryset().filter(office=office, is_active=True, person__in=liaisons.values())
    own = {account.person_id: account for account in people}
    new: list[Candidate] = []
    unused: list[Candidate] = []
    in_use = 0
    for body in Body.objects.filter(office=office).existing(on).exclude(kind__in=WITHOUT_ACCOUNT):
        person, account = liaisons.get(body.pk), answering.get(body.pk)
        if account is None:
            new.append(Candidate(body, person, own.get(person.pk) if person is not None else None))
        elif account.must_change_password:
            unused.append(Candidate(body, person, account))
        else:
            in_use += 1
    return Candidates(tuple(new), tuple(unused), in_use)


def made_out(chosen: Sequence[Candidate]) -> list[AccountSlip]:
    """Slips with logins that nobody has and new first passwords, already hashed: hashing is slow on purpose and holds no lock here."""
    taken = {login.lower() for login in Account.objects.get_queryset().values_list("login", flat=True)}
    slips: list[AccountSlip] = []
    for each in chosen:
        login = each.account.login if each.account is not None else login_for(str(each.body), taken)
        taken.add(login)
        keeps = each.account is not None and not each.account.must_change_password
        slips.append(AccountSlip(each, login, "" if keeps else _password_for(login)))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        hashes = list(pool.map(lambda slip: make_password(slip.password) if slip.password else "", slips))
    return [
        AccountSlip(slip.candidate, slip.login, slip.password, hashed)
        for slip, hashed in zip(slips, hashes, strict=True)
    ]


def _password_for(login: str) -> str:
    """A first password without the login in it, which no policy allows."""
    while True:
        password = slip_password()
        if login.lower() not in password.lower():
            return password
