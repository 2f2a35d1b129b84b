"""Every write of the directory of bodies, as verbs of the office."""

from luoshi.bodies.operations.changing import correct_name, edit_body, rename, revise_body, set_aliases, set_duties
from luoshi.bodies.operations.divisions import found_jurisdiction, succeed_jurisdiction
from luoshi.bodies.operations.founding import BodyDetails, DutyText, found_body, found_office
from luoshi.bodies.operations.succeeding import Share, close_body, merge, split

__all__ = [
    "BodyDetails",
    "DutyText",
    "Share",
    "close_body",
    "correct_name",
    "edit_body",
    "found_body",
    "found_jurisdiction",
    "found_office",
    "merge",
    "rename",
    "revise_body",
    "set_aliases",
    "set_duties",
    "split",
    "succeed_jurisdiction",
]
