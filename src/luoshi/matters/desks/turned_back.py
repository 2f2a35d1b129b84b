"""What came back to a body and waits for its next step: returned, answered, put under way again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q

from luoshi.journal.acting import Acting
from luoshi.matters.desks.todo import Todo
from luoshi.matters.life import Act
from luoshi.matters.models import MatterState, Report, Slip

CAME_BACK: Mapping[str, Todo] = {
    Act.RETURN_SUPPLEMENT.value: Todo("退回补充，补充后再申请办结", Act.ASK_COMPLETION),
    Act.RETURN_REDO.value: Todo("退回重办，先反馈重办情况", Act.REPORT),
    Act.FAIL_VERIFICATION.value: Todo("核查未通过，整改后反馈", Act.REPORT),
    Act.CONTINUE.value: Todo("领导要求继续办理", Act.REPORT),
    Act.OVERTURN.value: Todo("复核后改变，继续办理", Act.REPORT),
    Act.REOPEN.value: Todo("重新办理", Act.REPORT),
    Act.RESUME.value: Todo("恢复办理", Act.REPORT),
    Act.REFUSE_EXTENSION.value: Todo("不同意延期，按原时限办", Act.REPORT),
    Act.ANSWER_CLAIM.value: Todo("协调有了答复，继续办理", Act.REPORT),
}
"""By the outcome of a slip, what the body has to do then."""


def turned_back(acting: Acting, names: Collection[str], *, most: int) -> list[Slip]:
    """The slips after which nobody of the body has reported or asked anything yet; of each matter the last one. One query."""
    later = Slip.objects.filter(matter=OuterRef("matter"))
    asked = later.filter(asked_seq__gt=OuterRef("answered_seq"), body__isnull=False)
    decided = later.filter(answered_seq__gt=OuterRef("answered_seq"), outcome__in=list(CAME_BACK))
    told = Report.objects.filter(
        Q(body=OuterRef("matter__lead")) | Q(body=None),
        matter=OuterRef("matter"),
        event_seq__gt=OuterRef("answered_seq"),
    )
    own = [name for name in names if name.startswith("b:")]
    rows = Slip.objects.filter(
        ~Q(Exists(asked)),
        ~Q(Exists(decided)),
        ~Q(Exists(told)),
        outcome__in=list(CAME_BACK),
        answered_seq__isnull=False,
        matter__office=acting.office,
        matter__holder__in=own,
        matter__state=MatterState.UNDER_WAY,
    )
    related = ("matter__lead", "matter__leader", "matter__meeting", "matter__parent__lead", "body")
    return list(rows.select_related(*related).order_by("answered_at", "pk")[:most])
