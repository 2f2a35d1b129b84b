"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.looking import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.calendar_file, name="calendar_file"),
    path("by/<str:what>/", views.by, name="by"),
]
