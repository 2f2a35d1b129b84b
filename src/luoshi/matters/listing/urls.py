"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from luoshi.matters.listing import matter_views, views

urlpatterns: list[URLPattern] = [
    path("", views.matters, name="matters"),
    path("export.<str:suffix>", views.export, name="export_matters"),
    path("<str:ref>/", matter_views.matter, name="matter"),
    path("<str:ref>/decide/", matter_views.decide, name="decide_difference"),
]
