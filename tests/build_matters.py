"""Matters for tests, made by the verbs of the office: proposed, docketed, handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cast import AT, DAY, Cast
from luoshi.bodies.models import Body
from luoshi.journal.acting import Acting, Channel, OnBehalf
from luoshi.matters.acts import Given
from luoshi.matters.life import Act, Check
from luoshi.matters.models import Batch, Matter
from luoshi.matters.operations import act_on, docket, hand_out
from luoshi.matters.operations.changing import begin
from luoshi.meetings.models import Meeting, MeetingKind

DUE = DAY + dt.timedelta(days=20)


def meeting_of(cast: Cast, number: int = 47) -> Meeting:
    """One of the city's executive meetings."""
    name = f"安澜市人民政府第{number}次常务会议"
    made, _ = Meeting.objects.get_or_create(
        office=cast.city, kind=MeetingKind.EXECUTIVE, number=number, defaults={"name": name, "held_on": DAY}
    )
    return made


def proposed(cast: Cast, words: str = "排查全市小型水库隐患", **fields: Any) -> Matter:
    """A proposal of the 47th meeting, led by the education bureau unless ``lead`` says otherwise."""
    supporting: Sequence[Body] = fields.pop("supporting", ())
    given = {"meeting": meeting_of(cast), "lead": cast.education, "due_on": DUE} | fields
    matter = Matter(office=cast.city, words=words, **given)
    return begin(matter, "matter.proposed", supporting=supporting, by=cast.acting("zhoumin"), at=AT, more={})


def docketed(cast: Cast, *matters: Matter) -> Batch:
    """Put proposals on the docket, at the meeting of the first."""
    meeting = matters[0].meeting
    assert meeting is not None
    return docket(
        meeting, by=cast.acting("zhoumin"), at=AT, matters=matters, approved_by="市政府秘书长", approved_on=DAY
    )


def handed_out(cast: Cast, words: str = "排查全市小型水库隐患", **fields: Any) -> Matter:
    """A matter that was docketed and handed out to its bodies."""
    matter = proposed(cast, words, **fields)
    docketed(cast, matter)
    assert matter.meeting is not None
    [done] = hand_out(matter.meeting, by=cast.acting("zhoumin"), at=AT, matters=[matter])
    return done


def told(by: Acting, party: str = "市教育局") -> Acting:
    """Whoever acts, for a party that told it on the telephone (代录)."""
    return replace(by, on_behalf=OnBehalf(party=party, channel=Channel.PHONE, said_by="李强", said_on=DAY))


def given_for(cast: Cast, act: Act) -> Given:
    """Something sensible for every act, so that nothing it asks for is missing."""
    sooner, later = DAY + dt.timedelta(days=10), DUE + dt.timedelta(days=30)
    given: dict[Act, dict[str, Any]] = {
        Act.OPINE: {"words": "建议由市水务局牵头，我局配合。"},
        Act.DECLINE_OPINION: {"words": "三定规定写明由该局负责。"},
        Act.ASK_ADJUSTMENT: {"words": "不在本局职责内。", "body": cast.water},
        Act.GRANT_ADJUSTMENT: {"body": cast.water},
        Act.PROPOSE_LIMIT: {"day": sooner},
        Act.FIX_LIMIT: {"day": sooner},
        Act.ASK_EXTENSION: {"words": "汛期施工受阻。", "day": later},
        Act.GRANT_EXTENSION: {"day": later},
        Act.CLAIM: {"words": "用地没有批下来。", "body": cast.water, "options": ("先行用地", "换址")},
        Act.FIND_DONE: {"words": "已完成。", "checks": tuple(Check)},
        Act.UPHOLD: {"words": "事实清楚。", "who": "王主任"},
        Act.OVERTURN: {"words": "理由成立。", "who": "王主任"},
    }
    return Given(**({"words": "有理由。", "who": "副市长", "paper": "市政府第47次常务会议纪要"} | given.get(act, {})))


def done(cast: Cast, matter: Matter, *acts: Act) -> Matter:
    """The matter after some acts, all entered by the supervision office."""
    by = told(cast.acting("zhoumin"))
    for act in acts:
        matter = act_on(matter, by=by, at=AT, act=act, given=given_for(cast, act))
    return matter
