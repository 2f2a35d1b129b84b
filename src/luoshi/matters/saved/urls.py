"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.saved import views

urlpatterns = [
    path("saved/", views.saved, name="saved"),
    path("saved/<str:ref>/", views.revise, name="revise_saved"),
    path("saved/<str:ref>/remove/", views.remove, name="remove_saved"),
]
