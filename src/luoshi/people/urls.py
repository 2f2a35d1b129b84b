"""Addresses of accounts and of the directory."""

from __future__ import annotations

from luoshi.people.accounts.urls import urlpatterns as accounts
from luoshi.people.directory.urls import urlpatterns as directory

app_name = "people"
urlpatterns = [*accounts, *directory]
