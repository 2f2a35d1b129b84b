"""Whether what a body sends has to be signed by its own leaders first (本单位审签)."""

from __future__ import annotations

from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused
from luoshi.matters.access import may_keep
from luoshi.matters.life import Act
from luoshi.matters.models import Countersigning, Matter
from luoshi.people.models import Post, PostKind

SIGNED_FIRST = (Act.REPORT, Act.ASK_COMPLETION, Act.ASK_EXTENSION)
"""What waits for the signatures; everything else a liaison sends at once."""


def must_be_signed(matter: Matter, act: Act, by: Acting) -> bool:
    """Whether whoever acts sends this through the signatures: not what the head of the body sends, nor what is entered for it (代录)."""
    if act not in SIGNED_FIRST or may_keep(by) or matter.lead_id is None or matter.lead_id not in by.bodies:
        return False
    if not Countersigning.objects.filter(body=matter.lead_id, is_on=True).exists():
        return False
    return not Post.objects.filter(ref=by.post, body=matter.lead_id, kind=PostKind.HEAD).exists()


def refuse_unsigned(matter: Matter, act: Act, by: Acting) -> None:
    """Raise ``Refused`` with the way to the signatures."""
    if must_be_signed(matter, act, by):
        raise Refused(
            f"本单位启用了审签，{act.value}要先经分管负责人、主要负责人签字。请在任务台“送审签”里提交，签完自动报送。"
        )
