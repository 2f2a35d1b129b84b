"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.bulk import views

urlpatterns = [
    path("chosen/", views.chosen, name="chosen_matters"),
    path("chosen/<str:deed>/", views.do, name="do_chosen"),
]
