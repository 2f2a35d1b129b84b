"""Completing proposals by hand: fields, classes, dropping, merging, splitting, taking over what was suggested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from luoshi.bodies.models import Body
from luoshi.documents.operations import remember
from luoshi.journal.acting import Acting
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.access import require_keeper
from luoshi.matters.life import Act, step
from luoshi.matters.models import Difference, Matter, MatterState, Place, Sort
from luoshi.matters.operations.advancing import advance, life_of, may_now
from luoshi.matters.operations.changing import New, begin_all, change
from luoshi.matters.operations.limits import refuse_wiping
from luoshi.meetings.models import Meeting
from luoshi.people.directory.who import LineUp
from luoshi.people.models import Post
from luoshi.workdays import office_date

EDITABLE = frozenset({"words", "sort", "lead", "supporting", "leader", "due_on", "standard", "remark"})
"""Fields that a person may set, on proposals and, with the same words in the journal, on docketed matters."""
CLOSED_TO_REVISION = (MatterState.MERGED, MatterState.DROPPED, MatterState.CLOSED, MatterState.ENDED)


@operation("matters.revise")
def revise_matter(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    values: Mapping[str, Any],
    origins: Mapping[str, Mapping[str, Any]] | None = None,
    because: str = "",
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Set fields by hand; ``values`` holds rows and plain values as the form cleaned them, ``supporting`` a sequence of bodies.

    ``origins`` says more of where a value is from (a stretch of the text a person selected); without it: by whom and when.
    ``because`` says what was wrong where a time limit that has passed is corrected.
    Raises ``ValueError`` for an unknown field.
    """
    require_keeper(by, matter.office_id)
    if unknown := set(values) - EDITABLE:
        msg = f"not fields a person sets: {sorted(unknown)}"
        raise ValueError(msg)
    if matter.state in CLOSED_TO_REVISION:
        raise Refused(f"这件事项现在是“{matter.get_state_display()}”，不能再改。需要时请先恢复。")
    how = {name: dict(origin) for name, origin in (origins or {}).items()}
    if "due_on" in values:
        refuse_wiping(matter, values["due_on"], because, on=office_date(at))
        how["due_on"] = ({"sentence": because.strip()} if because.strip() else {}) | how.get("due_on", {})
    return _set(matter, dict(values), by=by, at=at, how=how)


def _set(
    matter: Matter, values: dict[str, Any], *, by: Acting, at: dt.datetime, how: Mapping[str, Mapping[str, Any]]
) -> Matter:
    """Write fields with their origins; who answers for the new lead body follows from the portfolios unless a person said so."""
    _refuse_wrong(matter, values)
    supporting = values.pop("supporting", None)
    touched = {name for name, value in values.items() if getattr(matter, name) != value}
    if supporting is not None and list(supporting) != _supporting(matter):
        touched.add("supporting")
    if not touched:
        return matter
    hand = {"how": "hand", "by": by.name, "at": at.isoformat(timespec="seconds")}
    origins = {**matter.origins, **{name: {**hand, **how.get(name, {})} for name in touched}}
    if "due_on" in touched and "due_words" not in values:
        values["due_words"] = str(how.get("due_on", {}).get("words", ""))
    if "lead" in touched and "leader" not in values and origins.get("leader", {}).get("how") not in ("hand", "text"):
        values["leader"] = leader_of(matter, values["lead"], office_date(at))
        origins["leader"] = {"how": "portfolio", "body": str(values["lead"] or "")}
    if "sort" in touched:
        values["sort_reason"] = "人工分类"
    if "lead" in touched and values["lead"] is not None:
        left = _supporting(matter) if supporting is None else list(supporting)
        supporting = [body for body in left if body != values["lead"]]
    values["origins"] = origins
    _write(matter, "matter.revised", values, by=by, at=at, supporting=supporting)
    if touched & {"lead", "supporting"}:
        _remember(matter, at)
    return matter


def _write(
    matter: Matter,
    kind: str,
    values: dict[str, Any],
    *,
    by: Acting,
    at: dt.datetime,
    supporting: Sequence[Body] | None,
    more: Mapping[str, Any] | None = None,
) -> Matter:
    """Change fields; where another body leads a matter that runs, it has to acknowledge it anew."""
    lead = values.get("lead")
    if lead is None or lead == matter.lead or not may_now(matter, Act.REASSIGN):
        return change(matter, kind, values, by=by, at=at, supporting=supporting, more=more)
    values |= {"acknowledged_on": None, "asked_of": ""}
    return advance(matter, Act.REASSIGN, kind, by=by, at=at, values=values, supporting=supporting, more=more)


def _refuse_wrong(matter: Matter, values: Mapping[str, Any]) -> None:
    if "words" in values and not str(values["words"]).strip():
        raise Refused("议定事项不能空着。", field="words")
    if "sort" in values and values["sort"] not in Sort.values:
        raise Refused("请选择分类：具体事项、长期坚持或面上要求。", field="sort")
    lead = values.get("lead", matter.lead)
    bodies: list[Body] = [*([lead] if lead is not None else []), *(values.get("supporting") or ())]
    if any(body.office_id != matter.office_id for body in bodies):
        raise Unseen
    leader: Post | None = values.get("leader")
    if leader is not None and leader.office_id != matter.office_id:
        raise Unseen


def _supporting(matter: Matter) -> list[Body]:
    return [row.body for row in matter.supports.select_related("body")]


def _remember(matter: Matter, at: dt.datetime) -> None:
    chosen = {"lead": [matter.lead] if matter.lead else [], "support": _supporting(matter)}
    remember(matter.office, matter.ref, matter.words, chosen, on=office_date(at))


def leader_of(matter: Matter, lead: Body | None, on: dt.date) -> Post | None:
    """The post that answers for a body on the day of the meeting; ``None`` where nobody wrote it down."""
    if lead is None:
        return None
    day = matter.meeting.held_on if matter.meeting and matter.meeting.held_on else on
    found = LineUp(matter.office, day).leader(lead)
    return found.post if found else None


@operation("matters.adopt")
def adopt(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    lead: Body | None = None,
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Take over what the directory's duties suggest: the lead named, else the best one, with the supporting bodies it goes with.

    Nothing happens where the text or a person named the lead, or where nothing is suggested.
    """
    require_keeper(by, matter.office_id)
    offered = matter.suggested.get("lead", [])
    chosen = next((each for each in offered if lead is None or each["body"] == lead.ref), None)
    if matter.lead is not None or chosen is None or matter.state != MatterState.PROPOSED:
        return matter
    refs = [chosen["body"], *(each["body"] for each in matter.suggested.get("supporting", []))]
    bodies = {body.ref: body for body in Body.objects.filter(office_id=matter.office_id, ref__in=refs)}
    how = {"sentence": chosen["sentence"], "because": chosen["because"], "proposed": chosen["how"]}
    values: dict[str, Any] = {"lead": bodies[chosen["body"]]}
    present = _supporting(matter)
    more = [bodies[ref] for ref in refs[1:] if ref in bodies and ref != chosen["body"]]
    origins = {"lead": how}
    if not present and more:
        values["supporting"] = more
        origins["supporting"] = {"sentence": "按职责建议，经采用"}
    return _set(matter, values, by=by, at=at, how=origins)


@operation("matters.complete_topic")
def complete(
    meeting: Meeting,
    *,
    by: Acting,
    at: dt.datetime,
    matters: Sequence[Matter],
    values: Mapping[str, Any] | None = None,
    adopting: bool = False,
    only_empty: bool = True,
    token: str = "",
) -> list[Matter]:
    """Complete several proposals at once: the same values for all (by default only where a field is still empty), or what is suggested."""
    require_keeper(by, meeting.office_id)
    done = []
    for matter in _of(meeting, matters):
        if adopting:
            done.append(adopt(matter, by=by, at=at))
            continue
        wanted = {name: value for name, value in (values or {}).items() if not (only_empty and _filled(matter, name))}
        done.append(revise_matter(matter, by=by, at=at, values=wanted) if wanted else matter)
    return done


def _filled(matter: Matter, name: str) -> bool:
    if name == "sort":
        return False
    return matter.supports.exists() if name == "supporting" else bool(getattr(matter, name))


def _of(meeting: Meeting, matters: Iterable[Matter]) -> list[Matter]:
    """The matters as they are now, locked, all of this meeting; another one is none that the person could have ticked."""
    wanted = [matter.pk for matter in matters]
    rows = list(Matter.objects.select_for_update(of=("self",)).filter(pk__in=wanted, meeting=meeting))
    if len(rows) != len(set(wanted)):
        raise Unseen
    return rows


@operation("matters.drop")
def drop(
    matter: Matter, *, by: Acting, at: dt.datetime, reason: str, token: str = "", seen_seq: int | None = None
) -> Matter:
    """Leave a proposal off the docket, with the reason."""
    require_keeper(by, matter.office_id)
    step(life_of(matter), Act.DROP)
    if not reason.strip():
        raise Refused("请写明不立项的理由，例如“已办结”“与第3件重复”。", field="reason")
    return advance(matter, Act.DROP, "matter.dropped", by=by, at=at, values={"drop_reason": reason.strip()[:200]})


@operation("matters.restore")
def restore(matter: Matter, *, by: Acting, at: dt.datetime, token: str = "", seen_seq: int | None = None) -> Matter:
    """Make a dropped proposal a proposal again."""
    require_keeper(by, matter.office_id)
    if matter.state == MatterState.MERGED:
        raise Refused("这件事项已并入另一件。请在那一件上用“拆分”分出来。")
    return advance(matter, Act.RESTORE, "matter.restored", by=by, at=at, values={"drop_reason": ""})


@operation("matters.merge")
def merge(
    matter: Matter, *, by: Acting, at: dt.datetime, others: Sequence[Matter], words: str = "", token: str = ""
) -> Matter:
    """Make several matters one, proposals or running ones: the first keeps its place and number; words, bodies and places of the others go into it."""
    require_keeper(by, matter.office_id)
    rows = [_locked(other) for other in dict.fromkeys(others) if other.pk != matter.pk]
    if not rows:
        raise Refused("请至少选择两件事项再合并。")
    if any(row.office_id != matter.office_id or row.meeting_id != matter.meeting_id for row in rows):
        raise Refused("只能合并同一次会议的事项。")
    step(life_of(matter), Act.MERGE)
    if matter.number is None and any(row.number is not None for row in rows):
        raise Refused("其中有已立项、有编号的事项。请把没有编号的并入有编号的。")
    for row in rows:
        advance(row, Act.MERGE, "matter.merged", by=by, at=at, values={"into": matter, "next_report_on": None})
    bodies = _supporting(matter)
    for row in rows:
        bodies += [*([row.lead] if row.lead else []), *_supporting(row)]
    Place.objects.filter(matter__in=rows).update(matter=matter)
    supporting = [body for body in dict.fromkeys(bodies) if body != matter.lead]
    values: dict[str, Any] = {"words": words.strip() or "".join((matter.words, *(row.words for row in rows)))}
    for name in ("lead", "leader", "due_on", "due_words", "standard"):
        if not getattr(matter, name):
            values[name] = next((getattr(row, name) for row in rows if getattr(row, name)), getattr(matter, name))
    if values.get("lead"):
        supporting = [body for body in supporting if body != values["lead"]]
    hand = {"how": "hand", "by": by.name, "at": at.isoformat(timespec="seconds")}
    values["origins"] = {**matter.origins, **{name: {**hand, "sentence": "合并时取得"} for name in values}}
    more = {"refs": [row.ref for row in rows], "count": len(rows)}
    return change(matter, "matter.merged_here", values, by=by, at=at, supporting=supporting, more=more)


def _locked(matter: Matter) -> Matter:
    """The row as it is now, locked until the operation ends."""
    return Matter.objects.select_for_update().get(pk=matter.pk)


@operation("matters.split")
def split(
    matter: Matter, *, by: Acting, at: dt.datetime, parts: Sequence[str], token: str = "", seen_seq: int | None = None
) -> list[Matter]:
    """Make one proposal several: the first part stays this matter, the others are new ones with the same fields and place."""
    require_keeper(by, matter.office_id)
    words = [part.strip() for part in parts if part.strip()]
    if matter.state != MatterState.PROPOSED:
        raise Refused("只有拟立项的事项可以拆分。已立项的请用“分解”交给各科室、乡镇。")
    if len(words) < 2:
        raise Refused("请把议定事项分成两段以上，每段一行，再拆分。", field="parts")
    hand = {"how": "hand", "by": by.name, "at": at.isoformat(timespec="seconds"), "sentence": "拆分时写定"}
    origins = {**matter.origins, "words": hand}
    supporting = _supporting(matter)
    places = list(matter.places.all())
    made = [
        change(
            matter, "matter.split", {"words": words[0], "origins": origins}, by=by, at=at, more={"count": len(words)}
        )
    ]
    news = [
        Matter(**{name: getattr(matter, name) for name in _COPIED}, words=part, origins=origins) for part in words[1:]
    ]
    more = {"split_from": matter.ref}
    made += begin_all([New(new, supporting, more) for new in news], "matter.proposed", by=by, at=at)
    Place.objects.bulk_create(_copy(place, new) for new in news for place in places)
    return made


_COPIED = (
    "office",
    "meeting",
    "source",
    "sort",
    "sort_reason",
    "topic",
    "topic_at",
    "heading",
    "position",
    "lead",
    "unresolved",
    "leader",
    "due_on",
    "due_words",
    "standard",
    "remark",
    "suggested",
)


def _copy(place: Place, matter: Matter) -> Place:
    return Place(
        matter=matter,
        document=place.document,
        start=place.start,
        end=place.end,
        is_basis=place.is_basis,
        vanished=place.vanished,
        said=place.said,
    )


@operation("matters.decide_difference")
def decide(
    matter: Matter,
    *,
    by: Acting,
    at: dt.datetime,
    difference: int,
    take: str,
    token: str = "",
    seen_seq: int | None = None,
) -> Matter:
    """Settle what two texts say differently: ``take`` is ``"ours"`` or ``"theirs"``."""
    require_keeper(by, matter.office_id)
    row = Difference.objects.filter(pk=difference, matter=matter, decided="").select_related("document").first()
    if row is None:
        raise Refused("这处不一致已经处理过了。请刷新页面查看。")
    if take not in ("ours", "theirs"):
        raise Refused("请选择保持现状或采用新文本。")
    row.decided, row.decided_by, row.decided_at = take, by.name, at
    row.save(update_fields=["decided", "decided_by", "decided_at"])
    more = {"difference": row.field, "take": take, "document": row.document.ref}
    if take == "ours":
        return change(matter, "matter.difference_decided", {}, by=by, at=at, more=more)
    values = _theirs(matter, row)
    supporting = values.pop("supporting", None)
    origin = {"how": "text", "document": row.document.ref, **_span(matter, row), "by": by.name}
    values["origins"] = {**matter.origins, row.field: origin}
    if values.get("lead") is not None:
        supporting = [body for body in _supporting(matter) if body != values["lead"]]
    return _write(matter, "matter.difference_decided", values, by=by, at=at, supporting=supporting, more=more)


def _theirs(matter: Matter, row: Difference) -> dict[str, Any]:
    plain = row.value["plain"]
    if row.field == "lead":
        return {"lead": Body.objects.filter(office_id=matter.office_id, ref=plain).first()}
    if row.field == "supporting":
        bodies = {body.ref: body for body in Body.objects.filter(office_id=matter.office_id, ref__in=plain)}
        return {"supporting": [bodies[ref] for ref in plain if ref in bodies]}
    if row.field == "leader":
        return {"leader": Post.objects.filter(office_id=matter.office_id, ref=plain).first()}
    if row.field == "due_on":
        day, words = plain
        return {"due_on": dt.date.fromisoformat(day) if day else None, "due_words": words}
    return {row.field: plain}


def _span(matter: Matter, row: Difference) -> dict[str, int]:
    place = matter.places.filter(document=row.document).first()
    return {"start": place.start, "end": place.end} if place else {}
