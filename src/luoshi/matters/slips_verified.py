"""Do the papers of a matter (单据) say what the journal says? Compared by ``verify`` for every matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from luoshi.matters.acts import SPECS
from luoshi.matters.life import Act, Pending
from luoshi.matters.models import Matter, Slip, SlipKind
from luoshi.matters.operations.advancing import PENDING_SLIPS

_WRITES = {spec.kind: kind for spec in SPECS.values() if (kind := spec.makes or spec.once) is not None}
_WRITES["matter.kept_with_township"] = SlipKind.DECISION
"""The kind of the one slip that an entry of a kind always comes with."""
_ASKED_BY = {SlipKind.CONSULTATION: SPECS[Act.CONSULT].kind, SlipKind.OPINION: SPECS[Act.OPINE].kind}
"""Kinds of which an entry may bring several, or none."""
_ONCE = frozenset(spec.once for spec in SPECS.values() if spec.once is not None)
_ANSWERS = {act.value: spec.kind for act, spec in SPECS.items()}

Acts = dict[int, tuple[str, str]]
"""By the number of an entry its kind and the words given for the act."""


def differences(matter: Matter, slips: Sequence[Slip], acts: Acts) -> Iterator[str]:
    """What does not add up between the slips of a matter, its entries and what it says is waited for, a sentence each."""
    for slip in slips:
        yield from _asked(slip, acts)
        yield from _answered(slip, acts)
    wanted = Counter((_WRITES[kind].value, seq) for seq, (kind, _words) in acts.items() if kind in _WRITES)
    kept = Counter((slip.kind, slip.asked_seq) for slip in slips if slip.kind not in _ASKED_BY)
    for kind, seq in sorted((wanted - kept).keys(), key=lambda pair: pair[1]):
        yield f"第 {seq} 条留痕的“{SlipKind(kind).label}”单据不在了。"
    said = {Pending(name) for name in matter.pending}
    waiting = _waiting(slips)
    if said != waiting:
        yield f"写着等待答复的是{_names(said)}，没有答复的单据是{_names(waiting)}。"


def _asked(slip: Slip, acts: Acts) -> Iterator[str]:
    label = f"第 {slip.asked_seq} 条留痕的“{slip.get_kind_display()}”单据"
    kind, words = acts.get(slip.asked_seq, ("", ""))
    known = _ASKED_BY.get(SlipKind(slip.kind))
    if (known is None and _WRITES.get(kind) != slip.kind) or (known is not None and kind != known):
        yield f"{label}没有留痕，不知道是谁提出的。"
    elif slip.kind != SlipKind.CONSULTATION and slip.words != words:
        yield f"{label}的内容是“{slip.words[:40]}”，留痕里是“{words[:40]}”。"


def _answered(slip: Slip, acts: Acts) -> Iterator[str]:
    label = f"第 {slip.asked_seq} 条留痕的“{slip.get_kind_display()}”单据"
    if (slip.answered_at is None) != (slip.answered_seq is None):
        yield f"{label}的答复没有写全。"
    if slip.answered_seq is None or slip.kind in _ONCE:
        return
    if slip.answered_seq not in acts:
        yield f"{label}的答复没有留痕。"
        return
    kind, words = acts[slip.answered_seq]
    if (known := _ANSWERS.get(slip.outcome)) is None:
        return  # 无需答复, 到期未反馈: whatever ended the waiting
    if kind != known or words != slip.answer:
        yield f"{label}的答复是“{slip.outcome}：{slip.answer[:40]}”，与第 {slip.answered_seq} 条留痕不一致。"


def _waiting(slips: Iterable[Slip]) -> set[Pending]:
    kinds = {slip.kind for slip in slips if slip.answered_at is None}
    return {pending for kind, pending in PENDING_SLIPS.items() if kind in kinds}


def _names(pending: set[Pending]) -> str:
    return "、".join(sorted(pending)) or "（没有）"
