"""The review of a meeting beside its source: the page, and what a person does to one matter and to words of the source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luoshi.bodies.models import Body
from luoshi.files.access import KEEPERS
from luoshi.journal.web import for_roles
from luoshi.matters.models import Matter
from luoshi.matters.operations import (
    adopt,
    decide,
    drop,
    restore,
    revise_matter,
    split,
    withdraw_correction,
)
from luoshi.matters.review.desk import Desk
from luoshi.matters.review.forms import DropForm, MarkForm, MeetingForm, SplitForm
from luoshi.matters.review.marking import mark as say_of_words
from luoshi.meetings.operations import revise_meeting
from luoshi.people.directory.acts import run

keepers = for_roles(*KEEPERS)


def _seen(request: HttpRequest) -> int | None:
    """The number of the row as the page showed it."""
    typed = request.POST.get("seen_seq", "")
    return int(typed) if typed.isascii() and typed.isdigit() else None


@keepers
@never_cache
@require_safe
def review(request: HttpRequest, meeting: str) -> HttpResponse:
    """The page; ``open`` names a matter whose form is shown."""
    desk = Desk(request, meeting)
    if opened := request.GET.get("open"):
        return desk.panel(desk.matter(opened))
    return desk.page()


@keepers
@never_cache
def item(request: HttpRequest, meeting: str, ref: str) -> HttpResponse:
    """The form of one matter, and saving it."""
    desk = Desk(request, meeting)
    matter = desk.matter(ref)
    if request.method != "POST" and not desk.partly:
        return redirect(desk.address(f"m-{ref}", open=ref))
    form, sort = desk.item_form(matter), matter.sort
    done = run(request, form, matter, lambda: revise_matter(
        matter, by=desk.by, at=desk.now, values=form.changed_values(), origins=_by_rule(desk, matter, form.changed_values()),
        token=form.cleaned_data["token"], seen_seq=form.cleaned_data["seen_seq"],
    ))  # fmt: skip
    if done is None:
        return desk.panel(desk.matter(ref), form=form)
    return desk.answer("已保存。", item=ref, whole=done.sort != sort)


def _by_rule(desk: Desk, matter: Matter, values: dict[str, object]) -> dict[str, dict[str, str]]:
    """A due date taken from a rule says so."""
    taken = next((limit for limit in desk.limits(matter) if limit.day == values.get("due_on")), None)
    return {"due_on": {"sentence": f"{taken.words}，{taken.basis}"}} if taken else {}


@keepers
@require_POST
def take(request: HttpRequest, meeting: str, ref: str) -> HttpResponse:
    """Take over the lead that is suggested."""
    desk = Desk(request, meeting)
    matter = desk.matter(ref)
    lead = Body.objects.visible_to(desk.by).filter(ref=request.POST.get("lead", "")).first()
    done = adopt(matter, by=desk.by, at=desk.now, lead=lead, seen_seq=_seen(request))
    told = f"已采用建议：由{done.lead}牵头。" if done.lead else "没有可以采用的建议，请人工填写牵头单位。"
    return desk.answer(told, item=ref, whole=False)


@keepers
@require_POST
def leave_off(request: HttpRequest, meeting: str, ref: str) -> HttpResponse:
    """不立项, with the reason."""
    desk, form = Desk(request, meeting), DropForm(request.POST)
    matter = desk.matter(ref)
    done = run(request, form, matter, lambda: drop(
        matter, by=desk.by, at=desk.now, reason=form.chosen(),
        token=form.cleaned_data["token"], seen_seq=form.cleaned_data["seen_seq"],
    ))  # fmt: skip
    if done is None:
        return desk.panel(desk.matter(ref), drop=form)
    return desk.answer("已列为不立项，可在页末恢复。", item=ref)


@keepers
@require_POST
def bring_back(request: HttpRequest, meeting: str, ref: str) -> HttpResponse:
    """恢复 what was left off."""
    desk = Desk(request, meeting)
    restore(desk.matter(ref), by=desk.by, at=desk.now, seen_seq=_seen(request))
    return desk.answer("已恢复为拟立项。", item=ref)


@keepers
@require_POST
def divide(request: HttpRequest, meeting: str, ref: str) -> HttpResponse:
    """拆分: one line a part."""
    desk, form = Desk(request, meeting), SplitForm(request.POST)
    matter = desk.matter(ref)
    done = run(request, form, matter, lambda: split(
        matter, by=desk.by, at=desk.now, parts=form.cleaned_data["parts"].splitlines(),
        token=form.cleaned_data["token"], seen_seq=form.cleaned_data["seen_seq"],
    ))  # fmt: skip
    if done is None:
        return desk.panel(desk.matter(ref), split=form)
    return desk.answer(f"已拆分为 {len(done)} 件。", item=ref)


@keepers
@require_POST
def settle_difference(request: HttpRequest, meeting: str, ref: str) -> HttpResponse:
    """Decide what two texts say differently; the button says ``ours:<number>`` or ``theirs:<number>``."""
    desk = Desk(request, meeting)
    taken, _, number = request.POST.get("take", "").partition(":")
    decide(
        desk.matter(ref),
        by=desk.by,
        at=desk.now,
        difference=int(number) if number.isascii() and number.isdigit() else 0,
        take=taken,
        seen_seq=_seen(request),
    )
    return desk.answer("已保持现状。" if taken == "ours" else "已采用新文本。", item=ref, whole=False)


@keepers
@never_cache
@require_POST
def mark(request: HttpRequest, meeting: str) -> HttpResponse:
    """Say what words of the source are."""
    desk, form = Desk(request, meeting), MarkForm(request.POST, auto_id="id_mark_%s")
    if form.is_valid():
        text = desk.text(form.cleaned_data["document"])
        told = run(request, form, None, lambda: say_of_words(text, form, by=desk.by, at=desk.now))
        if told is not None:
            return desk.answer(told, anchor="marking")
    return desk.marking(form)


@keepers
@require_POST
def unmark(request: HttpRequest, meeting: str, text: str, correction: int) -> HttpResponse:
    """撤回 a correction."""
    desk = Desk(request, meeting)
    withdraw_correction(desk.text(text).document, by=desk.by, at=desk.now, correction=correction)
    return desk.answer("已撤回这处标注。", anchor="corrections")


@keepers
@require_POST
def about(request: HttpRequest, meeting: str) -> HttpResponse:
    """Correct which meeting it was."""
    desk, form = Desk(request, meeting), MeetingForm(request.POST, auto_id="id_about_%s")
    row = desk.meeting
    done = run(request, form, row, lambda: revise_meeting(
        row, by=desk.by, at=desk.now, values={name: form.cleaned_data[name] for name in MeetingForm.FIELDS},
        token=form.cleaned_data["token"], seen_seq=form.cleaned_data["seen_seq"],
    ))  # fmt: skip
    if done is None:
        return desk.page(about=form, status=422)
    desk.meeting = done
    return redirect(desk.address("headline"))
