"""Addresses of what is done to a matter, and of the opinions asked for on a meeting's proposals."""

from __future__ import annotations

from django.urls import URLPattern, path

from luoshi.matters.doing import opinion_views, views
from luoshi.matters.doing.steps import CHAIN, REVISE

urlpatterns: list[URLPattern] = [
    path("<str:ref>/acts/<str:act>/", views.act, name="act"),
    path("<str:ref>/revise/", views.act, {"act": REVISE}, name="revise_matter"),
    path("<str:ref>/chain/", views.act, {"act": CHAIN}, name="set_chain"),
]
opinion_urlpatterns: list[URLPattern] = [
    path("", opinion_views.opinions, name="opinions"),
]
