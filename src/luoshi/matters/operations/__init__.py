"""Every write to matters, as verbs of the office."""

from luoshi.matters.operations.acting import act_on, act_on_all, is_party
from luoshi.matters.operations.advancing import may_now
from luoshi.matters.operations.carrying import complete_matter, hand_out, may_report, report, report_on_all
from luoshi.matters.operations.closing import set_chain
from luoshi.matters.operations.correcting import correct_reading, withdraw_correction
from luoshi.matters.operations.countersigning import Prepared, Signed, set_countersigning
from luoshi.matters.operations.docketing import docket, numbers_to_come, series_of
from luoshi.matters.operations.entering import Entered, Paper, enter, enter_and_hand_out
from luoshi.matters.operations.in_bulk import Deed, Wanted, foresee, in_bulk
from luoshi.matters.operations.listing_duties import (
    ListedDuty,
    end_listed_duty,
    keep_with_township,
    take_over_duty_list,
)
from luoshi.matters.operations.looking_back import plan_look_backs
from luoshi.matters.operations.moving import move_text
from luoshi.matters.operations.parts import Part, break_down
from luoshi.matters.operations.proposing import rest_on, settle, settle_document
from luoshi.matters.operations.reviewing import adopt, complete, decide, drop, merge, restore, revise_matter, split
from luoshi.matters.operations.saving import keep_view, remove_view, revise_view
from luoshi.matters.operations.scheduling import set_reporting
from luoshi.matters.operations.taking_in import leave_to_worker, read_again, read_and_settle, take_in, take_in_all
from luoshi.matters.operations.taking_over import News, Running, Taken, take_over
from luoshi.matters.operations.urging import receive_paper, urge, urge_all

__all__ = [
    "Deed",
    "Entered",
    "ListedDuty",
    "News",
    "Paper",
    "Part",
    "Prepared",
    "Running",
    "Signed",
    "Taken",
    "Wanted",
    "act_on",
    "act_on_all",
    "adopt",
    "break_down",
    "complete",
    "complete_matter",
    "correct_reading",
    "decide",
    "docket",
    "drop",
    "end_listed_duty",
    "enter",
    "enter_and_hand_out",
    "foresee",
    "hand_out",
    "in_bulk",
    "is_party",
    "keep_view",
    "keep_with_township",
    "leave_to_worker",
    "may_now",
    "may_report",
    "merge",
    "move_text",
    "numbers_to_come",
    "plan_look_backs",
    "read_again",
    "read_and_settle",
    "receive_paper",
    "remove_view",
    "report",
    "report_on_all",
    "rest_on",
    "restore",
    "revise_matter",
    "revise_view",
    "series_of",
    "set_chain",
    "set_countersigning",
    "set_reporting",
    "settle",
    "settle_document",
    "split",
    "take_in",
    "take_in_all",
    "take_over",
    "take_over_duty_list",
    "urge",
    "urge_all",
    "withdraw_correction",
]
