"""Inspections: planned, approved, carried out, concluded, fed back, reviewed, closed; their problems are followed as matters (Decree 733)."""

from luoshi.matters.operations.inspecting.concluding import close, conclude, feed_back, is_mended, left_open
from luoshi.matters.operations.inspecting.finding import (
    SOURCES,
    Finding,
    correct_problem,
    follow,
    note_problems,
    withdraw_problem,
)
from luoshi.matters.operations.inspecting.planning import (
    InspectionPlan,
    approve,
    cancel,
    correct,
    correctable,
    plan_inspection,
)
from luoshi.matters.operations.inspecting.reviewing import Decision, ask_review, decide_review, found_by
from luoshi.matters.operations.inspecting.visiting import Visit, add_visits, cancel_visit, correct_visit, visit

__all__ = [
    "SOURCES",
    "Decision",
    "Finding",
    "InspectionPlan",
    "Visit",
    "add_visits",
    "approve",
    "ask_review",
    "cancel",
    "cancel_visit",
    "close",
    "conclude",
    "correct",
    "correct_problem",
    "correct_visit",
    "correctable",
    "decide_review",
    "feed_back",
    "follow",
    "found_by",
    "is_mended",
    "left_open",
    "note_problems",
    "plan_inspection",
    "visit",
    "withdraw_problem",
]
