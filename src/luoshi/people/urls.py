"""Addresses of accounts and of the directory."""

from __future__ import annotations

from luoshi.people.accounts.urls import urlpatterns as accounts

app_name = "people"
urlpatterns = [*accounts]
