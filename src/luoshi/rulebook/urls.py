"""Addresses of the rulebook."""

from __future__ import annotations

from django.urls import path

from luoshi.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.index, name="index"),
    path("print/", views.printed, name="printed"),
    path("workbook/", views.workbook, name="workbook"),
    path("own/<str:ref>/end/", views.end, name="end"),
    path("own/<str:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:key>/", views.key, name="key"),
    path("<str:key>/make/", views.make, name="make"),
]
