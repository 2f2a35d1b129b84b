"""What a person does to several matters at once: adopt, complete, merge, docket."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.journal.refusal import Refused
from luoshi.matters.models import Batch, Matter
from luoshi.matters.operations import complete, docket, merge
from luoshi.matters.review.batch import Ready, ready_of, told
from luoshi.matters.review.desk import Desk
from luoshi.matters.review.forms import CompleteForm, DocketForm, MergeForm
from luoshi.matters.review.views import keepers
from luoshi.people.directory.acts import run


@keepers
@require_POST
def chosen(request: HttpRequest, meeting: str) -> HttpResponse:
    """The buttons below the list; ``act`` is one of adopt, complete, merge, consult, docket, with ``:topic`` behind it for one topic."""
    desk = Desk(request, meeting)
    act, _, topic = request.POST.get("act", "").partition(":")
    if act == "adopt":
        return _adopt(desk, topic)
    if act == "complete":
        return _complete(desk)
    refs = _ticked(desk, topic)
    page = {"merge": "review_merge", "consult": "opinions"}.get(act, "review_docket")
    return redirect(f"{reverse(f'matters:{page}', args=[meeting])}?{urlencode({'m': refs}, doseq=True)}")


def _ticked(desk: Desk, topic: str) -> list[str]:
    """The refs that were ticked; with a topic, only those that stand in it."""
    refs = desk.request.POST.getlist("m")
    if not topic:
        return refs
    inside = {item.ref for each in desk.review.topics if each.key == topic for item in each.items}
    return [ref for ref in refs if ref in inside]


def _adopt(desk: Desk, topic: str) -> HttpResponse:
    """Take over what is suggested, for one topic or for all."""
    topics = [each for each in desk.review.topics if not topic or each.key == topic]
    refs = [item.ref for each in topics for item in each.items if item.offers]
    complete(desk.meeting, by=desk.by, at=desk.now, matters=desk.matters(refs), adopting=True)
    del desk.review
    return desk.answer(f"已采用 {len(refs)} 件的建议。" if refs else "没有待采用的建议。")


def _complete(desk: Desk) -> HttpResponse:
    """The same values for all that are ticked, where they are still empty."""
    form = CompleteForm(desk.request.POST, line_up=desk.line_up, auto_id="id_fill_%s")
    rows = desk.matters(desk.request.POST.getlist("m"))
    if not rows:
        form.add_error(None, "还没有勾选事项。请先勾选要补充的事项。")
    done = run(desk.request, form, None, lambda: complete(
        desk.meeting, by=desk.by, at=desk.now, matters=rows, values=form.typed_values(), token=form.cleaned_data["token"]
    ))  # fmt: skip
    if done is None:
        return desk.filling(form)
    return desk.answer(f"已补充 {len(rows)} 件中还空着的内容。")


@keepers
@never_cache
def merging(request: HttpRequest, meeting: str) -> HttpResponse:
    """What the ticked matters become as one."""
    desk = Desk(request, meeting)
    rows = desk.matters(request.GET.getlist("m"))
    form = MergeForm(request.POST or None, initial={"words": "".join(row.words for row in rows)})
    done = run(request, form, None, lambda: _merged(desk, rows, form))
    if done is not None:
        messages.success(request, f"已把 {len(rows)} 件合并为一件。")
        return redirect(desk.address(f"m-{done.ref}"))
    context = {"meeting": desk.meeting, "matters": rows, "form": form, "back": desk.address()}
    return render(request, "matters/review/merge.html", context, status=422 if form.errors else 200)


def _merged(desk: Desk, rows: list[Matter], form: MergeForm) -> Matter:
    given = form.cleaned_data
    if not rows:
        raise Refused("请至少选择两件事项再合并。")
    return merge(rows[0], by=desk.by, at=desk.now, others=rows[1:], words=given["words"], token=given["token"])


@keepers
@never_cache
def docketing(request: HttpRequest, meeting: str) -> HttpResponse:
    """立项: one approval for what is ticked and ready, with the numbers it will get."""
    desk = Desk(request, meeting)
    form = DocketForm(request.POST or None, initial={"approved_on": desk.today})
    ready = ready_of(desk.meeting, desk.matters(request.GET.getlist("m")), on=desk.today)
    done = run(request, form, None, lambda: _docketed(desk, ready, form))
    if done is not None:
        messages.success(request, told(done))
        return redirect("matters:meeting", meeting)
    context = {"meeting": desk.meeting, "ready": ready, "form": form, "back": desk.address()}
    return render(request, "matters/review/docket.html", context, status=422 if form.errors else 200)


def _docketed(desk: Desk, ready: Ready, form: DocketForm) -> Batch:
    given = form.cleaned_data
    rows = [line.matter for line in ready.lines]
    return docket(
        desk.meeting,
        by=desk.by,
        at=desk.now,
        matters=rows,
        approved_by=given["approved_by"],
        approved_on=given["approved_on"],
        basis=given["basis"],
        token=given["token"],
    )
