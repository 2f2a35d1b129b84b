"""Addresses of the ledger, and of entering matters of other sources."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.ledger import entering_views, views

urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("take/", views.take, name="ledger_take"),
    path("<str:ref>/ledger.xlsx", views.export, name="ledger_export"),
]
entering_urlpatterns = [path("", entering_views.enter_matters, name="enter")]
