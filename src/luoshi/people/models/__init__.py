"""People and posts (``directory``), accounts and roles (``account``)."""

from luoshi.people.models.account import (
    ADMINISTRATORS,
    Account,
    Installation,
    PastPassword,
    Profile,
    Role,
    RoleGrant,
    SignedInSession,
    SignInAttempt,
)
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
    "ADMINISTRATORS",
    "Account",
    "Installation",
    "Manner",
    "PastPassword",
    "Person",
    "Portfolio",
    "Post",
    "PostKind",
    "Profile",
    "Relation",
    "Role",
    "RoleGrant",
    "SignInAttempt",
    "SignedInSession",
    "StandIn",
    "Tenure",
]
