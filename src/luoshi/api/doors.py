"""The addresses under ``/api/v1/``: reading a text, its task table, working days, rules; with a session also the office's work (``work``).

Whoever is signed in asks with the eyes of their office; without signing in the answers are those of the state's calendar and of the rules
that come with the system. Refusals are JSON with the same sentence that a page would show.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from ninja import Field, NinjaAPI
from ninja.renderers import JSONRenderer

from luoshi import __version__
from luoshi.api.acts import acts
from luoshi.api.inspections import inspections
from luoshi.api.papers import papers
from luoshi.api.refusals import Objects, answer_in_sentences, known_names_only
from luoshi.api.shapes import Counted, Refusal, RuleOut, TableIn, TextIn
from luoshi.api.work import work
from luoshi.bodies.models import Office
from luoshi.documents.reader import ReadText, read_text
from luoshi.documents.received import pasted
from luoshi.documents.tables import task_table
from luoshi.documents.written import MEDIA_TYPES, file_name, written
from luoshi.journal.refusal import Refused, Unseen
from luoshi.rulebook.lookup import rule
from luoshi.rulebook.shipped import shipped
from luoshi.workdays import office_date
from luoshi.workdays.resolve import calendar_of


class Legible(JSONRenderer):
    """JSON whose Chinese a person can read in a terminal; half a surrogate pair, which UTF-8 has no bytes for, makes it escape all."""

    def render(self, request: HttpRequest, data: object, *, response_status: int) -> str | bytes:
        """The answer in UTF-8 where that can be."""
        try:
            return json.dumps(data, cls=self.encoder_class, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return str(super().render(request, data, response_status=response_status))


api = NinjaAPI(
    title="落实", version=__version__, docs_url=None, urls_namespace="api", renderer=Legible(), parser=Objects()
)


answer_in_sentences(api)
api.add_decorator(known_names_only)


def _office(request: HttpRequest) -> Office | None:
    """The office of whoever is signed in."""
    acting = getattr(request, "acting", None)
    return Office.objects.filter(pk=acting.office).first() if acting is not None and acting.office else None


def _read(given: TextIn) -> ReadText:
    text = pasted(given.text)
    return read_text(text)


@api.post("/readings", response={200: list[dict[str, Any]], 422: Refusal}, summary="读一份文本，返回结构化结果")
def readings(request: HttpRequest, given: TextIn) -> list[dict[str, Any]]:
    """One object a meeting, in the shape of the reader's schema; offsets count code points of the text as sent."""
    found = [reading.as_dict() for reading in _read(given).readings]
    for reading in found:
        reading["source"]["name"] = given.name
    return found


@api.post("/tables", response={422: Refusal}, summary="读一份文本，返回责任分解表（Word 或 Excel）")
def tables(request: HttpRequest, given: TableIn) -> HttpResponse:
    """The task table as a file."""
    table = task_table([_read(given)])
    answer = HttpResponse(written(table, given.format), content_type=MEDIA_TYPES[given.format])
    name = file_name(table, given.format)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


@api.get("/workdays", response={200: Counted, 422: Refusal}, summary="数工作日")
def workdays(request: HttpRequest, start: dt.date, n: Annotated[int, Field(ge=-3660, le=3660)]) -> Counted:
    """The n-th working day after a day, by the office's calendar."""
    try:
        counted = calendar_of(_office(request)).count(start, n)
    except OverflowError:
        raise Refused("算出的日期超出了日历（公元 1 年到 9999 年）。请核对起始日。", field="start") from None
    return Counted(start=start, n=n, end=counted.date, provisional=counted.provisional)


@api.get("/rules/{key}", response={200: RuleOut, 404: Refusal, 422: Refusal}, summary="某日有效的规定及其依据")
def rule_on(request: HttpRequest, key: str, on: dt.date | None = None) -> RuleOut:
    """The rule that held on a day (today without one), with source and grade."""
    if key not in shipped():
        raise Unseen(f"规则库里没有“{key}”这一项。请核对名称。")
    day = on or office_date(timezone.now())
    found = rule(key, office=_office(request), on=day)
    return RuleOut(
        key=key,
        title=found.definition.title,
        on=day,
        value=found.value,
        said=found.said,
        source=found.source,
        grade=found.grade.value,
        by=found.by,
        row=found.row,
        version=found.version,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )


api.add_router("", work)
api.add_router("", acts)
api.add_router("", papers)
api.add_router("", inspections)
