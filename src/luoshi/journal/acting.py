"""Who acts: account, post, for whom, through what, from where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Through(StrEnum):
    """The way in by which an act came."""

    PAGE = "page"
    API = "api"
    IMPORT = "import"
    COMMAND = "command"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return _THROUGH_LABELS[self]


_THROUGH_LABELS = {
    Through.PAGE: "页面",
    Through.API: "接口",
    Through.IMPORT: "导入",
    Through.COMMAND: "命令行",
    Through.SYSTEM: "系统",
}


class Channel(StrEnum):
    """How another party's act reached the person who entered it."""

    PHONE = "phone"
    PAPER = "paper"
    WORKBOOK = "workbook"
    MEETING = "meeting"
    CHAT = "chat"
    VISIT = "visit"

    @property
    def label(self) -> str:
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS = {
    Channel.PHONE: "电话",
    Channel.PAPER: "纸质",
    Channel.WORKBOOK: "Excel",
    Channel.MEETING: "会上",
    Channel.CHAT: "工作群",
    Channel.VISIT: "当面",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBehalf:
    """代录: an act of another party, entered for them.

    ``party`` is whose act it is (a body or a person, as the page shows it), ``said_by`` who told the clerk, ``said_on`` when.
    """

    party: str
    channel: Channel
    said_by: str
    said_on: dt.date

    def as_dict(self) -> dict[str, str]:
        return {
            "party": self.party,
            "channel": self.channel.value,
            "said_by": self.said_by,
            "said_on": self.said_on.isoformat(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Account, post acted in, for whom, through what and from where; the ``by=`` of every operation.

    ``for_whom`` is the absent one whose post a stand-in (AB角) acts in. It is made by ``people.acting`` for a signed-in person and by ``Acting.system`` for the house itself. ``roles`` and
    ``bodies`` are what the person holds *at the moment of acting*; ``access.py`` of each app decides with them.
    """

    office: int | None
    account: str
    name: str
    person: str = ""
    post: str = ""
    post_title: str = ""
    through: Through = Through.PAGE
    address: str = ""
    for_whom: str = ""
    on_behalf: OnBehalf | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    bodies: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def system(cls, office: int | None, *, through: Through = Through.SYSTEM, name: str = "系统") -> Acting:
        """The house itself: the scheduler, a migration of data, a command on the server."""
        return cls(office=office, account="", name=name, through=through, roles=frozenset({"system"}))

    @property
    def is_system(self) -> bool:
        return "system" in self.roles

    @property
    def only_administers(self) -> bool:
        """Whether no matter ever reaches whoever acts: accounts, or the machine, are all they look after (三员分立)."""
        return bool(self.roles) and self.roles <= {"system_admin", "security_admin"}

    def has(self, *roles: str) -> bool:
        """Whether the person holds one of the roles, or is the house itself."""
        return self.is_system or not self.roles.isdisjoint(roles)

    def as_dict(self) -> dict[str, object]:
        """What the journal keeps of it; empty parts are left out."""
        kept: dict[str, object] = {
            "account": self.account,
            "name": self.name,
            "person": self.person,
            "post": self.post,
            "post_title": self.post_title,
            "through": self.through.value,
            "address": self.address,
            "for_whom": self.for_whom,
        }
        kept = {key: value for key, value in kept.items() if value}
        if self.on_behalf is not None:
            kept["on_behalf"] = self.on_behalf.as_dict()
        return kept
