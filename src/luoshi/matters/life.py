"""The life of a matter as a pure function: ``step(life, act) -> Life``, or ``Refused`` with a sentence for the person who asked.

``_MOVES`` says in which states an act may happen and which state follows; the other tables say what waits for an answer, and what must be
answered first. Nothing here knows a row, a clock or a person: ``operations`` looks at who may act, applies the step and writes the journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from luoshi.journal.refusal import Refused
from luoshi.matters.models import MatterState as S


class Act(StrEnum):
    """What is done to a matter; the words are those of a button and of a refusal."""

    CONSULT = "征求意见"
    OPINE = "反馈意见"
    ADOPT_OPINION = "采纳意见"
    DECLINE_OPINION = "不采纳意见"
    GATHER = "结束征求意见"
    DROP = "不立项"
    RESTORE = "恢复"
    MERGE = "并入"
    DOCKET = "立项"
    HAND_OUT = "交办"
    RECALL = "撤回"
    REASSIGN = "改交"
    ACKNOWLEDGE = "签收"
    ASK_ADJUSTMENT = "申请调整承办单位"
    GRANT_ADJUSTMENT = "同意调整承办单位"
    REFUSE_ADJUSTMENT = "不同意调整承办单位"
    PROPOSE_LIMIT = "拟报时限"
    FIX_LIMIT = "核定时限"
    REPORT = "反馈"
    CONTRIBUTE = "向牵头单位反馈"
    OPEN_PART = "分解"
    CLOSE_PART = "办结分解项"
    ASK_EXTENSION = "申请延期"
    GRANT_EXTENSION = "同意延期"
    REFUSE_EXTENSION = "不同意延期"
    CLAIM = "提请协调"
    ANSWER_CLAIM = "答复协调"
    ASK_COMPLETION = "申请办结"
    RETURN_SUPPLEMENT = "退回补充"
    RETURN_REDO = "退回重办"
    FIND_DONE = "认定办结"
    ASK_VERIFICATION = "要求现场核查"
    VERIFY = "核查通过"
    FAIL_VERIFICATION = "核查未通过"
    ASK_RECONSIDERATION = "申请复核"
    UPHOLD = "复核后维持"
    OVERTURN = "复核后改变"
    SUBMIT = "呈报"
    NOTE = "圈阅同意"
    CONTINUE = "要求继续办理"
    INSTRUCT = "作出新批示"
    SIGN = "办理销号"
    LOOK_BACK = "回头看"
    REOPEN = "重新办理"
    MAKE_STANDING = "转常态化"
    SUSPEND = "暂缓"
    RESUME = "恢复办理"
    END = "终止"


class Check(StrEnum):
    """What is asked before a matter is found done (审核), Decree 733 and local rules: facts, solved, done, lawful, form."""

    FACTS = "事实清楚"
    SOLVED = "问题解决"
    DONE = "任务完成"
    LAWFUL = "合法合规"
    FORM = "格式规范"


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions that were answered with yes, and why they were not all asked (``despite``) where nobody had applied for completion."""

    checks: frozenset[Check] = frozenset()
    despite: str = ""


UNASKED = Answers()


class Pending(StrEnum):
    """What waits for somebody's answer while the matter goes on."""

    ADJUSTMENT = "承办单位调整申请"
    LIMIT = "拟报时限"
    EXTENSION = "延期申请"
    CLAIM = "提请协调事项"
    RECONSIDERATION = "复核申请"
    VERIFICATION = "现场核查"


@dataclass(frozen=True, slots=True)
class Life:
    """A matter as far as its moves depend on it.

    ``parts`` are its open parts, ``asked`` is what waits for an answer, ``signed`` are the steps of the close-out chain that are done and
    ``chain`` how many there are.
    """

    state: S = S.PROPOSED
    parts: int = 0
    asked: frozenset[Pending] = frozenset()
    signed: int = 0
    chain: int = 0


_AT_WORK = (S.HANDED_OUT, S.UNDER_WAY)
_BEFORE_DONE = (*_AT_WORK, S.IN_REVIEW)


def _to(after: S, *states: S) -> dict[S, S]:
    return dict.fromkeys(states, after)


def _stay(*states: S) -> dict[S, S]:
    return {state: state for state in states}


_MOVES: dict[Act, dict[S, S]] = {
    Act.CONSULT: _to(S.CONSULTED, S.PROPOSED),
    Act.OPINE: _stay(S.CONSULTED),
    Act.ADOPT_OPINION: _stay(S.CONSULTED),
    Act.DECLINE_OPINION: _stay(S.CONSULTED),
    Act.GATHER: _to(S.PROPOSED, S.CONSULTED),
    Act.DROP: _to(S.DROPPED, S.PROPOSED),
    Act.RESTORE: _to(S.PROPOSED, S.DROPPED),
    Act.MERGE: _to(S.MERGED, S.PROPOSED, S.DOCKETED, *_AT_WORK),
    Act.DOCKET: _to(S.DOCKETED, S.PROPOSED),
    Act.HAND_OUT: _to(S.HANDED_OUT, S.DOCKETED),
    Act.RECALL: _to(S.DOCKETED, S.HANDED_OUT),
    Act.REASSIGN: _to(S.HANDED_OUT, *_AT_WORK),
    Act.ACKNOWLEDGE: _to(S.UNDER_WAY, S.HANDED_OUT),
    Act.ASK_ADJUSTMENT: _stay(*_AT_WORK),
    Act.GRANT_ADJUSTMENT: _to(S.HANDED_OUT, *_AT_WORK),
    Act.REFUSE_ADJUSTMENT: _stay(*_AT_WORK),
    Act.PROPOSE_LIMIT: _stay(S.UNDER_WAY),
    Act.FIX_LIMIT: _stay(*_BEFORE_DONE, S.SUSPENDED),
    Act.REPORT: _to(S.UNDER_WAY, S.DOCKETED, *_AT_WORK) | _stay(S.STANDING),
    Act.CONTRIBUTE: _stay(S.DOCKETED, *_BEFORE_DONE, S.STANDING),
    Act.OPEN_PART: _to(S.UNDER_WAY, *_AT_WORK),
    Act.CLOSE_PART: _stay(*_AT_WORK, S.SUSPENDED),
    Act.ASK_EXTENSION: _stay(*_AT_WORK),
    Act.GRANT_EXTENSION: _stay(*_BEFORE_DONE, S.SUSPENDED),
    Act.REFUSE_EXTENSION: _stay(*_BEFORE_DONE, S.SUSPENDED),
    Act.CLAIM: _stay(*_AT_WORK),
    Act.ANSWER_CLAIM: _stay(*_BEFORE_DONE, S.SUSPENDED),
    Act.ASK_COMPLETION: _to(S.IN_REVIEW, S.UNDER_WAY),
    Act.RETURN_SUPPLEMENT: _to(S.UNDER_WAY, S.IN_REVIEW),
    Act.RETURN_REDO: _to(S.UNDER_WAY, S.IN_REVIEW),
    Act.FIND_DONE: _to(S.COMPLETED, *_BEFORE_DONE),
    Act.ASK_VERIFICATION: _stay(S.IN_REVIEW, S.COMPLETED),
    Act.VERIFY: _stay(*_BEFORE_DONE, S.COMPLETED),
    Act.FAIL_VERIFICATION: _to(S.UNDER_WAY, *_BEFORE_DONE, S.COMPLETED),
    Act.ASK_RECONSIDERATION: _stay(S.UNDER_WAY, S.COMPLETED, S.CLOSED, S.ENDED),
    Act.UPHOLD: _stay(*S),
    Act.OVERTURN: _stay(*S) | _to(S.UNDER_WAY, S.COMPLETED, S.SUBMITTED, S.CLOSING, S.CLOSED, S.ENDED),
    Act.SUBMIT: _to(S.SUBMITTED, S.COMPLETED),
    Act.NOTE: _to(S.CLOSING, S.SUBMITTED),
    Act.CONTINUE: _to(S.UNDER_WAY, S.SUBMITTED),
    Act.INSTRUCT: _to(S.CLOSING, S.SUBMITTED),
    Act.SIGN: _to(S.CLOSING, S.COMPLETED, S.CLOSING),
    Act.LOOK_BACK: _stay(S.CLOSED, S.STANDING),
    Act.REOPEN: _to(S.UNDER_WAY, S.COMPLETED, S.CLOSING, S.CLOSED, S.STANDING, S.ENDED),
    Act.MAKE_STANDING: _to(S.STANDING, S.UNDER_WAY, S.IN_REVIEW, S.COMPLETED),
    Act.SUSPEND: _to(S.SUSPENDED, *_BEFORE_DONE),
    Act.RESUME: _to(S.UNDER_WAY, S.SUSPENDED),
    Act.END: _to(S.ENDED, S.DOCKETED, *_BEFORE_DONE, S.SUSPENDED, S.STANDING),
}
MAKES: dict[Act, Pending] = {
    Act.ASK_ADJUSTMENT: Pending.ADJUSTMENT,
    Act.PROPOSE_LIMIT: Pending.LIMIT,
    Act.ASK_EXTENSION: Pending.EXTENSION,
    Act.CLAIM: Pending.CLAIM,
    Act.ASK_RECONSIDERATION: Pending.RECONSIDERATION,
    Act.ASK_VERIFICATION: Pending.VERIFICATION,
}
"""Acts that make something wait."""
SETTLES: dict[Act, Pending] = {
    Act.GRANT_ADJUSTMENT: Pending.ADJUSTMENT,
    Act.REFUSE_ADJUSTMENT: Pending.ADJUSTMENT,
    Act.FIX_LIMIT: Pending.LIMIT,
    Act.GRANT_EXTENSION: Pending.EXTENSION,
    Act.REFUSE_EXTENSION: Pending.EXTENSION,
    Act.ANSWER_CLAIM: Pending.CLAIM,
    Act.UPHOLD: Pending.RECONSIDERATION,
    Act.OVERTURN: Pending.RECONSIDERATION,
    Act.VERIFY: Pending.VERIFICATION,
    Act.FAIL_VERIFICATION: Pending.VERIFICATION,
}
"""Acts that answer it."""
_AFTER_SETTLING = {
    Act.ACKNOWLEDGE: Pending.ADJUSTMENT,
    Act.ASK_COMPLETION: Pending.ADJUSTMENT,
    Act.FIND_DONE: Pending.ADJUSTMENT,
    Act.SUBMIT: Pending.VERIFICATION,
    Act.SIGN: Pending.VERIFICATION,
    Act.MAKE_STANDING: Pending.VERIFICATION,
}
"""Acts that wait for an answer to something else."""
_WHOLE = frozenset(
    {Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT, Act.SIGN, Act.MAKE_STANDING, Act.END, Act.MERGE, Act.RECALL}
)
"""Acts on the whole, which its open parts forbid."""
_MOOT = frozenset({Pending.ADJUSTMENT, Pending.LIMIT, Pending.EXTENSION, Pending.CLAIM})
"""What nobody need answer once the matter is done, taken back or ended."""
_ENDS_ASKING = frozenset({S.COMPLETED, S.STANDING})
_ENDS_EVERYTHING = frozenset({S.DOCKETED, S.ENDED, S.MERGED})
"""States in which only a review of an earlier decision is still waited for."""
_BEGINS_ANEW = frozenset({Act.REOPEN, Act.OVERTURN, Act.CONTINUE})
"""Acts after which the close-out chain starts from its first step."""
_ENDS_SUBMISSION = frozenset({Act.NOTE, Act.INSTRUCT})


def step(life: Life, act: Act, answers: Answers = UNASKED) -> Life:
    """The life after an act. Raises ``Refused`` with a sentence where it may not happen now, or what it asks was not answered."""
    obstacle = why_not(life, act)
    if obstacle:
        raise Refused(obstacle)
    if act is Act.FIND_DONE and (unanswered := _unanswered(life, answers)):
        raise Refused(unanswered, field="checks")
    after = replace(life, state=_MOVES[act][life.state], asked=_asked(life, act))
    if act is Act.OPEN_PART:
        return replace(after, parts=life.parts + 1)
    if act is Act.CLOSE_PART:
        return replace(after, parts=life.parts - 1)
    if act is Act.SIGN:
        return _closed_if_signed(replace(after, signed=life.signed + 1))
    if act in _ENDS_SUBMISSION:
        return _closed_if_signed(after)
    return replace(after, signed=0) if act in _BEGINS_ANEW else after


def _unanswered(life: Life, answers: Answers) -> str:
    """Which of the five questions are open; whoever finds it done without an application may say why instead."""
    left = "、".join(check for check in Check if check not in answers.checks)
    if not left or (life.state != S.IN_REVIEW and answers.despite.strip()):
        return ""
    if life.state == S.IN_REVIEW:
        return f"还没有核对：{left}。逐项核对后再认定；有不符合的，请退回补充或退回重办。"
    return f"还没有核对：{left}。没有人申请办结而直接认定的，也要逐项核对；不核对的，写明理由。"


def may(life: Life, act: Act) -> bool:
    """Whether an act may happen now; for buttons."""
    return not why_not(life, act)


def states_for(act: Act) -> Iterable[S]:
    """The states in which an act may happen, whatever else must hold; for lists of what could be chosen."""
    return _MOVES[act].keys()


def why_not(life: Life, act: Act) -> str:
    """The sentence that says why an act may not happen now; empty where it may."""
    if life.state not in _MOVES[act]:
        return f"这件事项现在是“{life.state.label}”，不能{act.value}。请刷新页面，看清现在的状态再办。"
    made, settled, waits = MAKES.get(act), SETTLES.get(act), _AFTER_SETTLING.get(act)
    if made in life.asked:
        return f"已有一件{made}在等答复，不用再提一次。"
    if settled is not None and settled not in life.asked:
        return f"没有等待答复的{settled}。可能已由他人办过，请刷新页面。"
    if waits in life.asked:
        return f"还有{waits}没有答复，答复后才能{act.value}。"
    if life.parts and act in _WHOLE:
        return f"还有 {life.parts} 个分解项没有办结，不能{act.value}。请先办结分解项。"
    return "没有未办结的分解项。" if act is Act.CLOSE_PART and not life.parts else ""


def _asked(life: Life, act: Act) -> frozenset[Pending]:
    asked = life.asked
    if (made := MAKES.get(act)) is not None:
        asked |= {made}
    if (settled := SETTLES.get(act)) is not None:
        asked -= {settled}
    after = _MOVES[act][life.state]
    if after in _ENDS_EVERYTHING:
        return asked & {Pending.RECONSIDERATION}
    return asked - _MOOT if after in _ENDS_ASKING or act is Act.REASSIGN else asked


def _closed_if_signed(life: Life) -> Life:
    """The last step of the chain closes the matter; without a chain the first signature does."""
    return replace(life, state=S.CLOSED) if life.signed >= life.chain else life
