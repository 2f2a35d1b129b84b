"""What the interface answers where something is wrong: always JSON with one sentence, whatever went wrong before or behind a door."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from luoshi.journal.refusal import Refused

_SENTENCES = {
    400: "请求不完整或已损坏，没有保存任何内容。请对照接口说明核对。",
    302: "账号还要先在网页上办一步（修改初始密码，或设置第二重验证），办好以后接口才能用。",
    403: "请求缺少防伪令牌。会改动内容的请求，请把 Cookie 里的 csrftoken 放在 X-CSRFToken 头里一起发来。",
    404: "没有这个地址。请对照接口说明核对。",
    405: "这个地址不接受这种请求方法。请对照接口说明核对。",
    413: "一次提交的内容太大，没有读取，也没有保存。请分几次提交。",
    500: "系统出错了，没有保存到一半的内容。请稍后重试；仍然出错时，请把出错的时间告诉系统管理员。",
}
_STATUS = {302: 403}
"""A program is not led to a page: it is told that a person has to go there."""
_WRONG = {
    "missing": "请求中缺少“{}”，请对照接口说明补上。",
    "extra_forbidden": "请求中的“{}”接口不认识，请对照接口说明核对名称。",
}
_MISSHAPEN = "请求中的“{}”格式不对，请对照接口说明核对。"


class Unreadable(Refused):
    """A body that is not what a door reads."""

    status = 400


class WrongKind(Refused):
    """A body that says itself to be something else."""

    status = 415


class Objects(Parser):
    """Reads a JSON object and nothing else."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object; what is none is refused with a sentence that says why."""
        if request.content_type != "application/json":
            raise WrongKind("请求正文要用 JSON，Content-Type 写 application/json。")
        try:
            found = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise Unreadable("请求正文不是完整的 JSON（UTF-8 编码）。请检查引号、括号和编码。") from error
        if not isinstance(found, dict):
            raise Unreadable("请求正文应是一个 JSON 对象，即 {…}。请对照接口说明核对。")
        return found


def answer_in_sentences(api: NinjaAPI) -> None:
    """Register how each kind of error is answered."""

    def say(request: HttpRequest, sentence: str, status: int, field: str | None = None) -> HttpResponse:
        return api.create_response(request, {"sentence": sentence, "field": field}, status=status)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
        return say(request, refusal.sentence, refusal.status, refusal.field)

    @api.exception_handler(ValidationError)
    def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first = error.errors[0] if error.errors else {"loc": [""], "type": ""}
        part = str(first["loc"][-1])
        return say(request, _WRONG.get(str(first["type"]), _MISSHAPEN).format(part), 422, part or None)

    @api.exception_handler(AuthenticationError)
    def nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return say(request, "请先登录。", 401)

    @api.exception_handler(HttpError)
    def before_the_door(request: HttpRequest, error: HttpError) -> HttpResponse:
        cause = error.__cause__
        if isinstance(cause, Refused):  # the parser's, which ninja wraps
            return refused(request, cause)
        return say(request, _SENTENCES.get(error.status_code, _SENTENCES[400]), error.status_code)


def known_names_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """A door that refuses what stands behind ``?`` and is none of its names: a slip of the pen would otherwise narrow nothing, without a word."""
    known = set(_names(view))

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **values: Any) -> Any:  # noqa: ANN401 - whatever the door takes and gives
        for name in request.GET:
            if name not in known:
                raise Refused(_WRONG["extra_forbidden"].format(name), field=name)
        return view(request, *args, **values)

    return asked


def _names(view: Callable[..., Any]) -> Iterator[str]:
    """The names a door takes: its own, and those of a shape that holds several."""
    for name, hint in get_type_hints(view).items():
        yield name
        if isinstance(hint, type) and issubclass(hint, Schema):
            yield from hint.model_fields


class InJson:
    """An error that a page would show as HTML (no such address, too large, broken) is JSON under ``/api/``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        sentence = _SENTENCES.get(answer.status_code)
        if sentence and request.path.startswith("/api/") and not answer["Content-Type"].startswith("application/json"):
            answer.content = json.dumps({"sentence": sentence, "field": None}, ensure_ascii=False).encode()
            answer["Content-Type"] = "application/json; charset=utf-8"
            answer.status_code = _STATUS.get(answer.status_code, answer.status_code)
        return answer
