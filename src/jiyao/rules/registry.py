"""The rules that read inside statements, in the order in which they are asked."""

from __future__ import annotations

from jiyao.rules import (
    documents,
    due_date,
    due_feast,
    due_period,
    due_within,
    in_brackets,
    lead_and_support,
    named_doer,
    outcome,
    quantity,
    standing,
    table_cells,
    told_or_asked,
    urgency,
)

RULES = (
    in_brackets,
    lead_and_support,
    named_doer,
    told_or_asked,
    due_date,
    due_within,
    due_period,
    due_feast,
    standing,
    table_cells,
    urgency,
    quantity,
    documents,
    outcome,
)
