"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.meeting import views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("<str:ref>/", views.meeting, name="meeting"),
    path("<str:ref>/table.<str:suffix>", views.table, name="meeting_table"),
    path("<str:ref>/comparison.<str:suffix>", views.comparison_file, name="comparison_file"),
]
