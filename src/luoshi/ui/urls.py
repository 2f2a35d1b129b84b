"""The living page of the components."""

from __future__ import annotations

from django.urls import path

from luoshi.ui import views

app_name = "ui"
urlpatterns = [path("", views.living, name="living")]
