"""Taking over the tables an office has: a plan shown row by row, then one operation."""

from luoshi.people.directory.importing.intake import ImportKind, plan_table
from luoshi.people.directory.importing.operations import import_table
from luoshi.people.directory.importing.plan import Change, ChangeKind, Plan, Problem

__all__ = ["Change", "ChangeKind", "ImportKind", "Plan", "Problem", "import_table", "plan_table"]
