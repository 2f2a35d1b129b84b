"""征求意见 for many proposals at once, and what came of it on one page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luoshi.files.access import KEEPERS
from luoshi.journal.models import new_ref
from luoshi.journal.refusal import Unseen
from luoshi.journal.web import acting_of, for_roles
from luoshi.matters.acts import Given
from luoshi.matters.doing.opinions import consulted, may_be_asked, waits_for_bodies
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from luoshi.matters.operations import act_on_all
from luoshi.meetings.models import Meeting
from luoshi.people.directory.acts import run
from luoshi.people.directory.forms import ActForm, day_field


class AskForm(ActForm):
    """On which proposals opinions are asked for, and until when."""

    seen_seq = None  # type: ignore[assignment]  # Django: a field set to None is left out
    m = forms.ModelMultipleChoiceField(
        label="征求意见的事项",
        queryset=Matter.objects.none(),
        to_field_name="ref",
        error_messages={
            "required": "还没有勾选要征求意见的事项。",
            "invalid_choice": "有的事项已不是拟立项。请刷新页面后再勾选。",
        },
    )
    day = day_field("意见反馈截止", required=False, help_text="不填，按规则给一个工作日。")

    def __init__(self, data: Any = None, *, matters: list[Matter]) -> None:  # noqa: ANN401 - a QueryDict or nothing
        super().__init__(data, auto_id="ask_%s", label_suffix="")
        self.fields["m"].queryset = Matter.objects.filter(pk__in=[row.pk for row in matters])  # type: ignore[attr-defined]


@for_roles(*KEEPERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: HttpRequest, meeting: str) -> HttpResponse:
    """Ask for opinions on what is ticked; below, what was asked, said and decided."""
    by = acting_of(request)
    held = Meeting.objects.visible_to(by).filter(ref=meeting).first()
    if held is None:
        raise Unseen
    form = AskForm(request.POST or None, matters=may_be_asked(held, by, ()))
    done = run(request, form, None, lambda: _ask(request, form))
    if done is not None:
        messages.success(request, f"已就 {len(done)} 件征求意见。")
        return redirect("matters:opinions", meeting)
    asked = may_be_asked(held, by, request.GET.getlist("m"))
    rows = consulted(held, by)
    context = {"meeting": held, "asked": asked, "form": form, "rows": rows, "token": new_ref}
    context["waits"] = waits_for_bodies(rows)
    return render(request, "matters/listing/opinions.html", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, form: AskForm) -> list[Matter]:
    given, cleaned = Given(day=form.cleaned_data["day"]), form.cleaned_data
    rows = list(cleaned["m"])
    return act_on_all(
        rows, by=acting_of(request), at=timezone.now(), act=Act.CONSULT, given=given, token=cleaned["token"]
    )
