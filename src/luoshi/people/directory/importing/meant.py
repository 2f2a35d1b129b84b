"""The directory together with what a clerk said some words of a table mean."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass

from luoshi.bodies.models import Body
from luoshi.bodies.resolve import Directory, Resolved
from luoshi.people.directory.importing.cells import plain
from luoshi.people.directory.importing.plan import Answers, Asks, Doubt

NEAR = 0.6
"""How like a name must be to be offered (the ratio of ``difflib``, 0 to 1): 市文体旅游局 is near 市文化和旅游局, 市教育局 is not."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Answers names as ``Directory`` does; a name that a clerk has answered for is the body answered."""

    directory: Directory
    answers: Answers

    def resolve(self, name: str, *, on: dt.date) -> Resolved | None:
        """As ``Directory.resolve``."""
        return self.directory.resolve(self.answers.get(Doubt(Asks.BODY, plain(name)).key) or name, on=on)

    def body(self, name: str, *, on: dt.date) -> Body | None:
        """The one body that has the work of the name's bearer now."""
        found = self.resolve(name, on=on)
        return found.successor if found is not None else None

    def doubt(self, name: str, *, on: dt.date) -> Doubt:
        """The question which body a name means, with the nearest name that is in force offered."""
        keys = {
            self.directory.naming.key(body.name): body for body in self.directory.bodies.values() if body.exists(on)
        }
        near = difflib.get_close_matches(self.directory.naming.key(name), keys, n=1, cutoff=NEAR)
        return Doubt(Asks.BODY, plain(name), str(keys[near[0]]) if near else "")
