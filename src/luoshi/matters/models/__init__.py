"""Matters: what a meeting decided and somebody must do, from proposal to close-out, with what hangs on them."""

from luoshi.matters.models.audience import Audience
from luoshi.matters.models.batch import Batch, Counter
from luoshi.matters.models.countersign import STEPS, Countersigning, CountersignStep, Draft, DraftKind, DraftState
from luoshi.matters.models.duty_list import DutyListItem, DutyListKind
from luoshi.matters.models.inspection import (
    Inspection,
    InspectionKind,
    InspectionReview,
    InspectionState,
    Problem,
    ReviewOutcome,
    Site,
)
from luoshi.matters.models.ledger import LedgerRow, LedgerShape
from luoshi.matters.models.matter import Frequency, Matter, MatterState, Sort, Source, Support
from luoshi.matters.models.place import Difference, Place
from luoshi.matters.models.report import Report, SaidState
from luoshi.matters.models.round import Asked, Round
from luoshi.matters.models.saved_view import SavedView
from luoshi.matters.models.slip import Slip, SlipKind

__all__ = [
    "STEPS",
    "Asked",
    "Audience",
    "Batch",
    "Counter",
    "CountersignStep",
    "Countersigning",
    "Difference",
    "Draft",
    "DraftKind",
    "DraftState",
    "DutyListItem",
    "DutyListKind",
    "Frequency",
    "Inspection",
    "InspectionKind",
    "InspectionReview",
    "InspectionState",
    "LedgerRow",
    "LedgerShape",
    "Matter",
    "MatterState",
    "Place",
    "Problem",
    "Report",
    "ReviewOutcome",
    "Round",
    "SaidState",
    "SavedView",
    "Site",
    "Slip",
    "SlipKind",
    "Sort",
    "Source",
    "Support",
]
