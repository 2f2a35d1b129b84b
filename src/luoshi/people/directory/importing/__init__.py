"""Taking over the tables an office has: a plan shown row by row, then one operation."""

from luoshi.people.directory.importing.intake import NO_ANSWERS, ImportKind, plan_table
from luoshi.people.directory.importing.operations import import_table
from luoshi.people.directory.importing.pasted import pasted
from luoshi.people.directory.importing.plan import Answers, Asks, Change, ChangeKind, Doubt, Plan, Problem

__all__ = [
    "NO_ANSWERS",
    "Answers",
    "Asks",
    "Change",
    "ChangeKind",
    "Doubt",
    "ImportKind",
    "Plan",
    "Problem",
    "import_table",
    "pasted",
    "plan_table",
]
