"""代录: for whom the supervision office speaks, who told it, how and on which day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms

from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.journal.events import entry
from luoshi.journal.models import Event
from luoshi.matters.acts import Party
from luoshi.matters.desk import SUBJECT
from luoshi.matters.doing.turn import Turn
from luoshi.matters.models import Matter
from luoshi.matters.prints.holders import Holders
from luoshi.people.directory.forms import day_field
from luoshi.people.directory.who import liaisons

FIELDS = ("channel", "said_by", "said_on")
_MATTERS, _ENTRIES = 10, 60
"""How far back it is looked for who spoke for a body: so many of its matters, so many of their entries."""


def behalf_fields() -> dict[str, forms.Field]:
    """方式, 谁说的, 哪天."""
    return {
        "channel": forms.ChoiceField(label="方式", choices=[(each.value, each.label) for each in Channel]),
        "said_by": forms.CharField(label="谁说的", max_length=60, error_messages={"required": "请写明是谁说的。"}),
        "said_on": day_field("哪天"),
    }


def behalf_typed(turn: Turn, party: str) -> dict[str, Any]:
    """The fields as they open: by telephone, today, and whoever spoke for this party last."""
    return {"channel": Channel.PHONE.value, "said_by": last_said_by(turn, party), "said_on": turn.on}


def spoken_for(by: Acting, party: str, given: dict[str, Any]) -> Acting:
    """Whoever acts, for the party that said it."""
    channel, said_by, said_on = (given[name] for name in FIELDS)
    return replace(
        by, on_behalf=OnBehalf(party=party, channel=Channel(channel), said_by=said_by.strip(), said_on=said_on)
    )


def refuse_future(day: dt.date, today: dt.date) -> dt.date:
    """Nobody said anything tomorrow."""
    if day > today:
        raise forms.ValidationError("日期不能晚于今天。")
    return day


def party_words(turn: Turn, party: Party) -> str:
    """The party of an act by its name: the body, the leader, the lead of the whole."""
    matter = turn.matter
    if party is Party.REVIEWER:
        return str(matter.parent.lead or "") if matter.parent is not None else ""
    if party is Party.HOLDER and matter.asked_of:
        return Holders(matter.office, turn.on).words(matter.asked_of)
    return str(matter.lead or party.value)


def last_said_by(turn: Turn, party: str) -> str:
    """Who spoke for a party last, on its newest matters; else its liaison, else nobody."""
    lead = turn.matter.lead
    matters = Matter.objects.filter(office=turn.matter.office_id, lead=lead).order_by("-pk")
    refs = [turn.matter.ref, *matters.values_list("ref", flat=True)[:_MATTERS]]
    events = Event.objects.filter(subject_type=SUBJECT, subject_ref__in=refs).order_by("-pk")[:_ENTRIES]
    told = (entry(event).by.get("on_behalf") or {} for event in events)
    found = next((str(each["said_by"]) for each in told if each.get("party") == party), "")
    if found or lead is None or str(lead) != party:
        return found
    return next((tenure.person.name for tenure in liaisons(lead, turn.on)), "")
