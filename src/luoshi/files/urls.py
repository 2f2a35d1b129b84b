"""Addresses of files."""

from __future__ import annotations

from django.urls import path

from luoshi.files import views

app_name = "files"
urlpatterns = [path("<slug:ref>", views.download, name="download")]
