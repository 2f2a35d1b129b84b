"""Addresses of accounts, of the directory and of the start."""

from __future__ import annotations

from luoshi.people.accounts.urls import urlpatterns as accounts
from luoshi.people.directory.urls import urlpatterns as directory
from luoshi.people.starting.urls import urlpatterns as starting

app_name = "people"
urlpatterns = [*accounts, *directory, *starting]
