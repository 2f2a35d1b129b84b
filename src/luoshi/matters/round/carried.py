"""What a preview found, carried by the page to the click that takes it in: signed, so that nothing can be slipped in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core import signing

from luoshi.bodies.models import Body
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Matter, Round
from luoshi.matters.operations.rounds import AddedRow, Said, TakenBack
from luoshi.matters.round.coming_back import Entry, Preview

_SALT = "luoshi.matters.round"


def carried(row: Round, preview: Preview) -> str:
    """Everything that may be taken in, each under the key by which the page names it."""
    entries = [*preview.entries, *preview.near, *(entry for clash in preview.clashes for entry in clash.entries)]
    data = {
        "round": row.ref,
        "files": preview.files,
        "said": {entry.key: _plain(entry) for entry in entries},
        "added": {
            each.key: [each.row.words, each.row.body.ref if each.row.body else "", each.row.source]
            for each in preview.additions
        },
        "near": [entry.key for entry in preview.near],
        "unchanged": [[matter.ref, body.ref] for matter, body in preview.unchanged],
    }
    return signing.dumps(data, salt=_SALT, compress=True)


def _plain(entry: Entry) -> list[str]:
    said = entry.said
    day = said.said_on.isoformat()
    return [said.matter.ref, said.body.ref, said.progress, said.problems, said.said, entry.source, day]


def taken_out(signed: str, row: Round, keys: Collection[str]) -> tuple[TakenBack, int]:
    """What was ticked, with the number of files it came from; what is nearly the last report and was not ticked brought nothing new.

    Raises ``Refused`` where the page is not of this round.
    """
    try:
        data: dict[str, Any] = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        data = {}
    if data.get("round") != row.ref:
        raise Refused("这个页面已经失效，没有录入任何内容。请重新选择交回的表，再汇总一次。")
    matters = {each.ref: each for each in Matter.objects.filter(asked__round=row).distinct()}
    bodies = {each.ref: each for each in Body.objects.filter(office_id=row.office_id)}
    said = {key: _said(plain, matters, bodies) for key, plain in data["said"].items()}
    left = [said[key] for key in data["near"] if key not in keys]
    back = TakenBack(
        said=[each for key, each in said.items() if key in keys],
        added=[
            AddedRow(words=words, body=bodies.get(body), source=source)
            for key, (words, body, source) in data["added"].items()
            if key in keys
        ],
        unchanged=[(matters[matter], bodies[body]) for matter, body in data["unchanged"]]
        + [(each.matter, each.body) for each in left],
    )
    return back, int(data["files"])


def _said(plain: list[str], matters: dict[str, Matter], bodies: dict[str, Body]) -> Said:
    matter, body, progress, problems, said, source, day = plain
    return Said(
        matter=matters[matter],
        body=bodies[body],
        progress=progress,
        problems=problems,
        said=said,
        said_by=source,
        said_on=dt.date.fromisoformat(day),
    )
