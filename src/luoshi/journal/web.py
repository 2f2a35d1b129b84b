"""What every page needs to know of who asks: the three kinds of pages, and the page for a refusal.

``request.acting`` is set by ``people.accounts.middleware`` (``None`` for nobody). Each view is declared ``@public``, ``@signed_in`` or
``@for_roles(…)``; a house test walks all of them and fails on one that is not declared.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct
from luoshi.journal.refusal import Denied, Refused

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
PUBLIC, SIGNED_IN = "public", "signed_in"


def acting_of(request: HttpRequest) -> Acting:
    """Who acts through this request; only for views that nobody reaches without signing in."""
    acting = getattr(request, "acting", None)
    if acting is None:
        raise Denied("请先登录。")
    return cast("Acting", acting)


def public(view: View[P]) -> View[P]:
    """A page for everyone, also without login."""
    view.page_access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View[P]) -> View[P]:
    """A page for whoever is signed in."""
    return _guarded(view, ())


def for_roles(*roles: str) -> Callable[[View[P]], View[P]]:
    """A page for those who hold one of the roles at this moment."""
    return lambda view: _guarded(view, roles)


def _guarded(view: View[P], roles: tuple[str, ...]) -> View[P]:
    @functools.wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        acting: Acting | None = getattr(request, "acting", None)
        if acting is None:
            return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': request.get_full_path()})}")
        if roles and not acting.has(*roles):
            denied = Denied("您的岗位没有使用这一页的权限。需要时请联系系统管理员或安全管理员开通。")
            log_access(AccessAct.REFUSED, by=acting, at=timezone.now(), detail=f"{request.path} {denied.sentence}")
            raise denied
        return view(request, *args, **kwargs)

    run.page_access = roles or SIGNED_IN  # type: ignore[attr-defined]
    return cast("View[P]", run)


class RefusalPages:
    """A refusal that no view caught becomes a page with its sentence and its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        title = {403: "没有权限", 404: "没有找到", 409: "内容已被更新"}.get(exception.status, "没有办成")
        context: dict[str, Any] = {"title": title, "reason": exception.sentence}
        return render(request, "ui/refused.html", context, status=exception.status)
