"""Who should do it: lead and supporting bodies of an action, from the text, from duties and from what clerks chose before."""

from luoshi.documents.routing.router import Router
from luoshi.documents.routing.shapes import Choice, Cue, Group, How, Role, Routed, Suggestion

__all__ = ["Choice", "Cue", "Group", "How", "Role", "Routed", "Router", "Suggestion"]
