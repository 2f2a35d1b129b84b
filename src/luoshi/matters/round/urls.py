"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.round import views

urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("new/", views.new, name="new_round"),
    path("<str:ref>/", views.round_, name="round"),
    path("<str:ref>/back/", views.back, name="round_back"),
    path("<str:ref>/take/", views.take, name="round_take"),
    path("<str:ref>/said/", views.said, name="round_said"),
    path("<str:ref>/workbooks.zip", views.workbooks, name="round_workbooks"),
    path("<str:ref>/ledger.xlsx", views.ledger, name="round_ledger"),
    path("<str:ref>/calls.xlsx", views.calls, name="round_calls"),
]
