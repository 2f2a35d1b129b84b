"""Addresses of the auditor's pages."""

from __future__ import annotations

from django.urls import path

from luoshi.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("check/", views.check, name="check"),
    path("export/", views.export, name="export"),
    path("access/", views.access_log, name="access_log"),
    path("<str:subject_type>/<str:ref>/", views.chain, name="chain"),
]
