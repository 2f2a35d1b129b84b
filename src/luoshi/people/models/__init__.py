"""People and posts (``directory``)."""

from luoshi.people.models.directory import (
    Manner,
    Person,
    Portfolio,
    Post,
    PostKind,
    Relation,
    StandIn,
    Tenure,
)

__all__ = [
    "Manner",
    "Person",
    "Portfolio",
    "Post",
    "PostKind",
    "Relation",
    "StandIn",
    "Tenure",
]
