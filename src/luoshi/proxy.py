"""Behind a proxy on the same machine that takes HTTPS (nginx): its word about the browser counts only where the installation says that it is there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse

_THIS_MACHINE = frozenset(("127.0.0.1", "::1", ""))
_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


def https_in_front(value: str) -> bool:
    """What ``LUOSHI_HTTPS`` says; ``ValueError`` with a sentence where it is neither empty, 0 nor 1."""
    if value not in {"", "0", "1"}:
        raise ValueError(f"LUOSHI_HTTPS 只能写 1（前面有代理提供 HTTPS）或不写，现在是“{value}”。")
    return value == "1"


class BrowsersAddress:
    """Sets ``REMOTE_ADDR`` to the address from which the proxy was asked: the last in ``X-Forwarded-For``, which the proxy itself wrote.

    Whoever asks from another machine is no proxy; what they write into these headers is dropped.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR", "") not in _THIS_MACHINE:
            for name in _HEADERS:
                request.META.pop(name, None)
            return self.get_response(request)
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        with suppress(ValueError):  # asked on this machine itself
            request.META["REMOTE_ADDR"] = str(ip_address(told))
        return self.get_response(request)
