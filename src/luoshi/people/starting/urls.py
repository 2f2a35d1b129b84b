"""Addresses of the start."""

from __future__ import annotations

from django.urls import path

from luoshi.people.directory import import_views
from luoshi.people.starting import views
from luoshi.people.starting.steps import START

urlpatterns = [
    path("start/", views.start, name="start"),
    path("start/slips/", views.slips, name="start_slips"),
    path("start/government/", views.found_government, name="start_government"),
    path("start/<str:kind>/", import_views.upload, {"course": START}, name="start_step"),
    path("start/<str:kind>/confirm/", import_views.confirm, {"course": START}, name="start_confirm"),
]
