"""Addresses of the calendar."""

from __future__ import annotations

from django.urls import path

from luoshi.workdays import views

app_name = "workdays"
urlpatterns = [
    path("", views.year, name="year"),
    path("<int:year>.ics", views.ics, name="ics"),
    path("notices/new/", views.enter, name="enter"),
    path("notices/<str:ref>/", views.notice, name="notice"),
    path("notices/<str:ref>/withdraw/", views.withdraw, name="withdraw"),
]
