"""Every address of the pages and of the interface, found from the addresses themselves, with something to send there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from luoshi.api.doors import api

_NAMES_A_THING = re.compile(r"<(?:str:|slug:)?(?:ref|meeting|text)>")
_KINDS = {"prints/matters": "feedback", "desk/drafts/new": "report", "api/v1/matters": "feedback"}
_WORDS = {
    "act": "ask_extension",
    "step": "conclude",
    "deed": "urge",
    "name": "approve",
    "suffix": "docx",
    "subject_type": "matters.matter",
    "int": "1",
}
"""What else an address names, with something that is there."""


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, route)
        else:
            yield route, pattern


PAGES = sorted(walk(get_resolver()), key=lambda page: page[0])


@dataclass(frozen=True)
class Door:
    """A way to ask for a thing by its ref."""

    route: str
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    def ask(self, client: Client, ref: str) -> HttpResponse:
        """Go there with something sensible in hand."""
        address = "/" + re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: self._part(part[1] or "", part[2], ref), self.route)
        answer: Any
        if self.route.startswith("api/"):
            sent = json.dumps(_sensible(self.route, self.method, ref))
            answer = client.generic(self.method, address, sent, content_type="application/json")
        elif self.method == "GET":
            answer = client.get(address)
        else:
            answer = client.post(address, {"words": "好", "who": "王主任", "token": "t"})
        return answer  # type: ignore[no-any-return]

    def _part(self, kind: str, name: str, ref: str) -> str:
        if name == "kind":
            return next(word for start, word in _KINDS.items() if self.route.startswith(start))
        return _WORDS.get(name) or _WORDS.get(kind) or ref


def doors() -> Iterator[Door]:
    """Every way to ask for a thing by its ref."""
    for route in dict.fromkeys(route for route, _ in PAGES if _NAMES_A_THING.search(route)):
        described = _schema()["paths"].get(_path(route))
        for method in (each.upper() for each in described or ("get", "post")):
            yield Door(route, method)


@cache
def _schema() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def _path(route: str) -> str:
    return "/" + route.replace("<", "{").replace(">", "}")


def _sensible(route: str, method: str, ref: str) -> dict[str, Any]:
    asked = _schema()["paths"][_path(route)][method.lower()].get("requestBody")
    if asked is None:
        return {}
    name = next(iter(asked["content"].values()))["schema"]["$ref"].rpartition("/")[2]
    shape = _schema()["components"]["schemas"][name]
    return {key: _example(shape["properties"][key], ref) for key in shape.get("required", ())}


def _example(shape: dict[str, Any], ref: str) -> Any:
    if shape.get("type") == "array":
        return [] if "$ref" in shape["items"] else [ref]
    return "2026-03-09" if shape.get("format") == "date" else "甲"
