"""The look: base template, components and static files. No models, and it imports no other app."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "luoshi.ui"
    label = "ui"
    verbose_name = "界面"
