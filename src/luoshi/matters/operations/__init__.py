"""Every write to matters, as verbs of the office."""

from luoshi.matters.operations.acting import act_on, act_on_all, is_party
from luoshi.matters.operations.advancing import may_now
from luoshi.matters.operations.carrying import complete_matter, hand_out, may_report, report
from luoshi.matters.operations.correcting import correct_reading, withdraw_correction
from luoshi.matters.operations.docketing import docket, numbers_to_come, series_of
from luoshi.matters.operations.entering import Entered, Paper, enter, enter_and_hand_out
from luoshi.matters.operations.moving import move_text
from luoshi.matters.operations.parts import Part, break_down
from luoshi.matters.operations.proposing import rest_on, settle, settle_document
from luoshi.matters.operations.reviewing import adopt, complete, decide, drop, merge, restore, revise_matter, split
from luoshi.matters.operations.taking_in import leave_to_worker, read_again, read_and_settle, take_in, take_in_all
from luoshi.matters.operations.taking_over import News, Running, Taken, take_over
from luoshi.matters.operations.urging import receive_paper, urge, urge_all

__all__ = [
    "Entered",
    "News",
    "Paper",
    "Part",
    "Running",
    "Taken",
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
    "enter",
    "enter_and_hand_out",
    "hand_out",
    "is_party",
    "leave_to_worker",
    "may_now",
    "may_report",
    "merge",
    "move_text",
    "numbers_to_come",
    "read_again",
    "read_and_settle",
    "receive_paper",
    "report",
    "rest_on",
    "restore",
    "revise_matter",
    "series_of",
    "settle",
    "settle_document",
    "split",
    "take_in",
    "take_in_all",
    "take_over",
    "urge",
    "urge_all",
    "withdraw_correction",
]
