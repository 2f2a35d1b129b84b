"""Offices, jurisdictions and bodies: who there is, under which name, since when."""

from luoshi.bodies.models.body import Body, BodyKind, BodyName, Duty, NameKind, Succession, SuccessionKind
from luoshi.bodies.models.dated import Dated, DatedQuerySet, in_force
from luoshi.bodies.models.jurisdiction import Jurisdiction, JurisdictionKind, JurisdictionSuccession
from luoshi.bodies.models.office import Office

__all__ = [
    "Body",
    "BodyKind",
    "BodyName",
    "Dated",
    "DatedQuerySet",
    "Duty",
    "Jurisdiction",
    "JurisdictionKind",
    "JurisdictionSuccession",
    "NameKind",
    "Office",
    "Succession",
    "SuccessionKind",
    "in_force",
]
