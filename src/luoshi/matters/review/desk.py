"""One request at the review: who asks, about which meeting, and how it is answered — as a page, or as the part that changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of
from luoshi.matters.models import Matter
from luoshi.matters.review.forms import CompleteForm, DropForm, ItemForm, MarkForm, MeetingForm, SplitForm
from luoshi.matters.review.items import Item
from luoshi.matters.review.limits import Limit, limits_for
from luoshi.matters.review.marks import WORDS
from luoshi.matters.review.page import Review, loaded, review_of, texts_of
from luoshi.meetings.models import Meeting, MeetingText
from luoshi.people.directory.who import LineUp
from luoshi.workdays import office_date

REASONS = ("已经办结", "与其他事项重复", "日常工作，无需督办", "已由上级或其他渠道督办", "写入通知即可")
"""Why proposals are left off the docket, as buttons."""
DECISIONS = (("ours", "保持现状"), ("theirs", "采用新文本"))
"""How a difference between two texts may be decided."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What opens under a row: the form of the matter, splitting, dropping, and the due dates that are offered."""

    matter: Matter
    item: Item
    form: ItemForm
    limits: list[Limit]
    split: SplitForm = field(default_factory=SplitForm)
    drop: DropForm = field(default_factory=DropForm)
    reasons: tuple[str, ...] = REASONS


class Desk:
    """What every act of the review needs."""

    def __init__(self, request: HttpRequest, ref: str) -> None:
        self.request = request
        self.by: Acting = acting_of(request)
        self.now = timezone.now()
        found = Meeting.objects.visible_to(self.by).select_related("office").filter(ref=ref).first()
        if found is None:
            raise Unseen
        self.meeting: Meeting = found

    @property
    def today(self) -> dt.date:
        return office_date(self.now)

    @cached_property
    def line_up(self) -> LineUp:
        """The directory that holds: that of the meeting's day."""
        return LineUp(self.meeting.office, self.meeting.held_on or self.today)

    @property
    def partly(self) -> bool:
        """Whether only a part of the page was asked for."""
        return self.request.headers.get("HX-Request") == "true"

    @cached_property
    def review(self) -> Review:
        """The page as it is now; ask for it after the operation."""
        return review_of(self.meeting, self.by, line_up=self.line_up, text=self.request.GET.get("text", ""))

    def matter(self, ref: str) -> Matter:
        """A matter of the meeting, of any state."""
        found = loaded(self.meeting.matters.visible_to(self.by)).filter(ref=ref).first()
        if found is None:
            raise Unseen
        return found

    def matters(self, refs: list[str]) -> list[Matter]:
        """The ticked matters, in the order of the text; what is none of this meeting is passed over."""
        rows = self.meeting.matters.visible_to(self.by).filter(ref__in=refs).select_related("lead")
        return sorted(rows, key=lambda row: (row.position, row.pk))

    def text(self, ref: str) -> MeetingText:
        """A text of the meeting that the person may see."""
        found = next((row for row in texts_of(self.meeting, self.by) if row.document.ref == ref), None)
        if found is None:
            raise Unseen
        return found

    def address(self, anchor: str = "", **asked: str) -> str:
        """The review with the text that is shown."""
        wanted = {"text": self.request.GET.get("text", ""), **asked}
        query = urlencode({name: value for name, value in wanted.items() if value})
        path = reverse("matters:review", args=[self.meeting.ref])
        return f"{path}{f'?{query}' if query else ''}{f'#{anchor}' if anchor else ''}"

    def item_form(self, matter: Matter) -> ItemForm:
        data = self.request.POST if self.request.method == "POST" else None
        return ItemForm(data, line_up=self.line_up, initial=ItemForm.typed(matter), auto_id=f"id_{matter.ref}_%s")

    def limits(self, matter: Matter) -> list[Limit]:
        return limits_for(matter, on=self.today)

    def answer(self, told: str, *, item: str = "", whole: bool = True, anchor: str = "") -> HttpResponse:
        """What was done, with the page where it was: one row of it, or both sides; the whole page without a script."""
        if not self.partly:
            messages.success(self.request, told)
            return redirect(self.address(anchor or (f"m-{item}" if item else "")))
        row = None if whole else self.review.item(item)
        context = self.context(told=told, saved=item)
        if row is not None:
            return render(self.request, "matters/review/changed_item.html", {**context, "item": row})
        answered = render(self.request, "matters/review/changed.html", context)
        answered["HX-Retarget"], answered["HX-Reswap"] = "#beside", "outerHTML"
        return answered

    def panel(self, matter: Matter, **forms: Any) -> HttpResponse:  # noqa: ANN401 - the forms of a panel, by name
        """A row with its form open; with what was typed and what is wrong with it."""
        item = self.review.item(matter.ref)
        if item is None:
            raise Unseen
        form = forms.pop("form", None) or ItemForm(
            line_up=self.line_up, initial=ItemForm.typed(matter), auto_id=f"id_{matter.ref}_%s"
        )
        panel = Panel(matter, item, form, self.limits(matter), **forms)
        status = 422 if any(each.errors for each in (panel.form, panel.split, panel.drop) if each.is_bound) else 200
        if not self.partly:
            return self.page(panel=panel, status=status)
        answered = render(self.request, "matters/review/panel.html", self.context(panel=panel), status=status)
        answered["HX-Retarget"], answered["HX-Reswap"] = f"#p-{matter.ref}", "innerHTML"
        return answered

    def marking(self, form: MarkForm) -> HttpResponse:
        """What was said of words could not be taken: the form as it was typed, with the reason."""
        if not self.partly:
            return self.page(mark=form, status=422)
        context = {"mark": form, "words": WORDS, "marks": self.marks}
        answered = render(self.request, "matters/review/mark.html", context, status=422)
        answered["HX-Retarget"], answered["HX-Reswap"] = "#marking", "outerHTML"
        return answered

    def filling(self, form: CompleteForm) -> HttpResponse:
        """What was to be filled in for several could not be: the bar as it was typed, with the reason."""
        if not self.partly:
            return self.page(fill=form, status=422)
        answered = render(self.request, "matters/review/bar.html", self.context(fill=form), status=422)
        answered["HX-Reswap"] = "none"  # the bar says itself where it belongs
        return answered

    @property
    def query(self) -> str:
        """What the addresses of acts carry on, so that the same text stays in view."""
        text = self.request.GET.get("text", "")
        return f"?{urlencode({'text': text})}" if text else ""

    @property
    def marks(self) -> str:
        """Where words of the source are named."""
        return f"{reverse('matters:review_mark', args=[self.meeting.ref])}{self.query}"

    def page(self, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - what the template prints besides
        """The whole page."""
        return render(self.request, "matters/review/page.html", self.context(**more), status=status)

    def context(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
        """What the page and its parts print."""
        document = self.review.document
        shown = document.ref if document else ""
        return {
            "review": self.review,
            "meeting": self.meeting,
            "query": self.query,
            "marks": self.marks,
            "fill": CompleteForm(line_up=self.line_up, auto_id="id_fill_%s"),
            "mark": MarkForm(initial={"document": shown, "words": self.request.GET.get("words")}, auto_id="id_mark_%s"),
            "about": MeetingForm(initial=MeetingForm.typed(self.meeting), auto_id="id_about_%s"),
            "words": WORDS,
            "decisions": DECISIONS,
            "partly": self.partly,
            **more,
        }
