"""Addresses of health and of background work."""

from __future__ import annotations

from django.urls import path

from luoshi.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("health/", views.healthy, name="health"),
    path("upkeep/jobs/", views.jobs, name="jobs"),
    path("upkeep/jobs/<str:ref>/retry/", views.retry, name="retry"),
    path("upkeep/jobs/<str:ref>/abandon/", views.abandon, name="abandon"),
]
