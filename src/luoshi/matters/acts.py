"""What each act of a matter's life asks for and leaves behind: one table for pages, interface, workbooks and command line.

Acts with a shape of their own (立项, 交办, 反馈, 分解, 并入) have their own verbs in ``operations``; all others are ``operations.act_on``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from luoshi.matters.life import Act, Check
from luoshi.matters.models import SlipKind

if TYPE_CHECKING:
    from luoshi.bodies.models import Body
    from luoshi.files.models import File
    from luoshi.people.models import Post


class Party(StrEnum):
    """Whose act it is; the supervision office may enter any of them for the party (代录)."""

    OFFICE = "督查室"
    LEAD = "牵头单位"
    SUPPORT = "配合单位"
    ASKED = "被征求意见的单位"
    REVIEWER = "审核人"
    """The supervision office; of a part, the body that leads the whole."""
    HOLDER = "提请协调的对象"
    LEADER = "领导"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for: ``name`` is a field of ``Given``; ``needed`` is the sentence for whoever leaves it empty."""

    name: str
    label: str
    needed: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """``makes`` is the slip that the act writes and that then waits, ``settles`` the one it answers, ``once`` one that waits for nobody."""

    kind: str
    party: Party
    fields: tuple[Field, ...] = ()
    makes: SlipKind | None = None
    settles: SlipKind | None = None
    once: SlipKind | None = None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(field.name for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed for an act; each act uses the fields that its ``Spec`` names.

    ``day`` is the day asked for or granted, ``on`` the day on which it was done or written, ``who`` the person as on the paper,
    ``despite`` why not everything was checked, ``slip`` the key of the slip that is answered where several wait.
    """

    words: str = ""
    day: dt.date | None = None
    on: dt.date | None = None
    body: Body | None = None
    post: Post | None = None
    who: str = ""
    paper: str = ""
    options: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    despite: str = ""
    evidence: File | None = None
    slip: int | None = None


def _reason(needed: str, label: str = "理由") -> Field:
    return Field("words", label, needed)


_WHO_DECIDED = (
    Field("who", "谁决定的", "请写明是谁决定的，例如“市长”。"),
    Field("on", "决定日期"),
    Field("paper", "依据的文件或会议", "请写明依据：哪份文件、哪次会议，或领导写在哪里的意见。"),
)
_LEADERS_WORD = (
    Field("who", "批示人", "请写明是哪位领导的意见。"),
    Field("on", "批示日期"),
    Field("paper", "写在哪份文件上"),
)
_CHECKED_BY = (Field("who", "核查人", "请写明谁去核查的。"), Field("on", "核查日期"))

SPECS: dict[Act, Spec] = {
    Act.CONSULT: Spec("matter.consulted", Party.OFFICE, (Field("day", "意见反馈截止"),)),
    Act.OPINE: Spec(
        "matter.opined",
        Party.ASKED,
        (Field("body", "哪个单位"), Field("words", "意见和理由（没有意见可不填）")),
        settles=SlipKind.CONSULTATION,
    ),
    Act.ADOPT_OPINION: Spec(
        "matter.opinion_adopted", Party.OFFICE, (Field("words", "怎样采纳"),), settles=SlipKind.OPINION
    ),
    Act.DECLINE_OPINION: Spec(
        "matter.opinion_declined",
        Party.OFFICE,
        (_reason("请写明不采纳的理由。", "不采纳的理由"),),
        settles=SlipKind.OPINION,
    ),
    Act.GATHER: Spec("matter.gathered", Party.OFFICE),
    Act.RECALL: Spec("matter.recalled", Party.OFFICE, (Field("words", "原因"),)),
    Act.ACKNOWLEDGE: Spec("matter.acknowledged", Party.LEAD, (Field("on", "签收日期"), Field("day", "拟报完成时限"))),
    Act.ASK_ADJUSTMENT: Spec(
        "matter.adjustment_asked",
        Party.LEAD,
        (_reason("请写明为什么不应由本单位承办，依据是什么。"), Field("body", "建议的承办单位")),
        makes=SlipKind.ADJUSTMENT,
    ),
    Act.GRANT_ADJUSTMENT: Spec(
        "matter.adjustment_granted",
        Party.OFFICE,
        (Field("body", "改由谁承办", "请选择改由哪个单位承办。"), Field("words", "说明")),
        settles=SlipKind.ADJUSTMENT,
    ),
    Act.REFUSE_ADJUSTMENT: Spec(
        "matter.adjustment_refused",
        Party.OFFICE,
        (_reason("请写明不同意调整的理由。"),),
        settles=SlipKind.ADJUSTMENT,
    ),
    Act.PROPOSE_LIMIT: Spec(
        "matter.limit_proposed",
        Party.LEAD,
        (Field("day", "拟报完成时限", "请填写拟报的完成时限。"), Field("words", "说明")),
        makes=SlipKind.LIMIT,
    ),
    Act.FIX_LIMIT: Spec(
        "matter.limit_fixed",
        Party.OFFICE,
        (Field("day", "核定时限", "请填写核定的完成时限。"), Field("words", "说明")),
        settles=SlipKind.LIMIT,
    ),
    Act.ASK_EXTENSION: Spec(
        "matter.extension_asked",
        Party.LEAD,
        (
            _reason("请写明延期理由和目前进展。", "延期理由和目前进展"),
            Field("day", "申请延至", "请填写申请延至哪一天。"),
        ),
        makes=SlipKind.EXTENSION,
    ),
    Act.GRANT_EXTENSION: Spec(
        "matter.extension_granted",
        Party.OFFICE,
        (Field("day", "延至", "请填写同意延至哪一天。"), Field("words", "说明"), Field("who", "批准人")),
        settles=SlipKind.EXTENSION,
    ),
    Act.REFUSE_EXTENSION: Spec(
        "matter.extension_refused", Party.OFFICE, (_reason("请写明不同意延期的理由。"),), settles=SlipKind.EXTENSION
    ),
    Act.CLAIM: Spec(
        "matter.claimed",
        Party.LEAD,
        (
            _reason("请写明卡在哪里。", "障碍"),
            Field("body", "请哪个单位解决"),
            Field("post", "或请哪位领导协调"),
            Field("options", "建议方案（每行一个，两个以上）", "请写两个以上可选的方案，每行一个，让人能直接选。"),
        ),
        makes=SlipKind.CLAIM,
    ),
    Act.ANSWER_CLAIM: Spec(
        "matter.claim_answered",
        Party.HOLDER,
        (_reason("请写明协调结果。", "协调结果"), Field("who", "谁答复的"), Field("on", "答复日期")),
        settles=SlipKind.CLAIM,
    ),
    Act.ASK_COMPLETION: Spec(
        "matter.completion_asked",
        Party.LEAD,
        (_reason("请写明办理结果。", "办理结果"), Field("evidence", "办结依据")),
        makes=SlipKind.COMPLETION,
    ),
    Act.RETURN_SUPPLEMENT: Spec(
        "matter.returned_for_supplement",
        Party.REVIEWER,
        (_reason("请写明要补充什么。", "需要补充"), Field("checks", "不符合的方面")),
        settles=SlipKind.COMPLETION,
    ),
    Act.RETURN_REDO: Spec(
        "matter.returned_for_redo",
        Party.REVIEWER,
        (_reason("请写明为什么要重办。", "重办的理由"), Field("checks", "不符合的方面")),
        settles=SlipKind.COMPLETION,
    ),
    Act.FIND_DONE: Spec(
        "matter.completed",
        Party.REVIEWER,
        (
            _reason("请写明办理结果。", "办理结果"),
            Field("checks", "逐项核对"),
            Field("despite", "没有逐项核对的理由"),
        ),
        settles=SlipKind.COMPLETION,
    ),
    Act.ASK_VERIFICATION: Spec(
        "matter.verification_asked",
        Party.OFFICE,
        (_reason("请写明要核查什么。", "核查什么"), Field("day", "计划日期")),
        makes=SlipKind.VERIFICATION,
    ),
    Act.VERIFY: Spec(
        "matter.verified",
        Party.OFFICE,
        (_reason("请写明现场看到的情况。", "现场情况"), *_CHECKED_BY),
        settles=SlipKind.VERIFICATION,
    ),
    Act.FAIL_VERIFICATION: Spec(
        "matter.verification_failed",
        Party.OFFICE,
        (_reason("请写明哪里不符。", "现场情况"), *_CHECKED_BY),
        settles=SlipKind.VERIFICATION,
    ),
    Act.ASK_RECONSIDERATION: Spec(
        "matter.reconsideration_asked",
        Party.LEAD,
        (_reason("请写明对哪项认定有异议，理由是什么。", "异议和理由"),),
        makes=SlipKind.RECONSIDERATION,
    ),
    Act.UPHOLD: Spec(
        "matter.upheld",
        Party.OFFICE,
        (_reason("请写明维持的理由。"), Field("who", "复核人", "请写明复核人。"), Field("on", "复核日期")),
        settles=SlipKind.RECONSIDERATION,
    ),
    Act.OVERTURN: Spec(
        "matter.overturned",
        Party.OFFICE,
        (_reason("请写明改变的理由。"), Field("who", "复核人", "请写明复核人。"), Field("on", "复核日期")),
        settles=SlipKind.RECONSIDERATION,
    ),
    Act.SUBMIT: Spec(
        "matter.submitted",
        Party.OFFICE,
        (Field("post", "呈报给"), Field("words", "呈报意见")),
        makes=SlipKind.SUBMISSION,
    ),
    Act.NOTE: Spec(
        "matter.noted",
        Party.LEADER,
        (Field("words", "批示原文（圈阅可不填）"), *_LEADERS_WORD),
        settles=SlipKind.SUBMISSION,
    ),
    Act.CONTINUE: Spec(
        "matter.to_be_continued",
        Party.LEADER,
        (_reason("请写明批示原文。", "批示原文"), *_LEADERS_WORD),
        settles=SlipKind.SUBMISSION,
    ),
    Act.INSTRUCT: Spec(
        "matter.instructed",
        Party.LEADER,
        (_reason("请写明批示原文，它会成为一件新的事项。", "批示原文"), *_LEADERS_WORD),
        settles=SlipKind.SUBMISSION,
    ),
    Act.SIGN: Spec(
        "matter.signed",
        Party.OFFICE,
        (
            Field("who", "经办（签批）人", "请写明谁办的、谁签的。"),
            Field("on", "日期"),
            Field("paper", "所在文件"),
            Field("words", "意见"),
        ),
        once=SlipKind.SIGNATURE,
    ),
    Act.LOOK_BACK: Spec(
        "matter.looked_back",
        Party.OFFICE,
        (_reason("请写明回头看的情况。", "情况"), *_CHECKED_BY),
        once=SlipKind.LOOK_BACK,
    ),
    Act.REOPEN: Spec(
        "matter.reopened",
        Party.OFFICE,
        (_reason("请写明为什么重新办理。"), Field("day", "新的完成时限")),
        once=SlipKind.DECISION,
    ),
    Act.MAKE_STANDING: Spec(
        "matter.made_standing",
        Party.OFFICE,
        (_reason("请写明转为常态化的理由。"), *_WHO_DECIDED),
        once=SlipKind.DECISION,
    ),
    Act.SUSPEND: Spec(
        "matter.suspended", Party.OFFICE, (_reason("请写明暂缓的理由和依据。"), *_WHO_DECIDED), once=SlipKind.DECISION
    ),
    Act.RESUME: Spec(
        "matter.resumed", Party.OFFICE, (Field("words", "说明"), Field("day", "新的完成时限")), once=SlipKind.DECISION
    ),
    Act.END: Spec(
        "matter.ended", Party.OFFICE, (_reason("请写明终止的理由和依据。"), *_WHO_DECIDED), once=SlipKind.DECISION
    ),
}
