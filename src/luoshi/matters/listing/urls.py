"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from luoshi.matters.listing import views

urlpatterns: list[URLPattern] = [
    path("", views.matters, name="matters"),
    path("<str:ref>/", views.matters, name="matter"),
    path("export.<str:suffix>", views.export, name="export_matters"),
]
