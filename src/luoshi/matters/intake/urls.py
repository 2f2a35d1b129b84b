"""Addresses of the texts."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.intake import beside_views, text_views, views

urlpatterns = [
    path("", views.texts, name="texts"),
    path("new/", views.take_in, name="take_in"),
    path("of/<str:meeting>/", beside_views.differences, name="differences"),
    path("of/<str:meeting>/basis/", beside_views.basis, name="choose_basis"),
    path("of/<str:meeting>/decide/", beside_views.decide, name="decide_between_texts"),
    path("<str:ref>/", text_views.text, name="text"),
    path("<str:ref>/state/", text_views.state, name="text_state"),
    path("<str:ref>/read/", views.read, name="read_text"),
    path("<str:ref>/revise/", text_views.revise, name="revise_text"),
    path("<str:ref>/withdraw/", text_views.withdraw, name="withdraw_correction"),
    path("<str:ref>/move/", text_views.move, name="move_text"),
]
