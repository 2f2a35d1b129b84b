"""Addresses of this part of the pages."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.review import chosen_views, views

urlpatterns = [
    path("", views.review, name="review"),
    path("about/", views.about, name="review_about"),
    path("chosen/", chosen_views.chosen, name="review_chosen"),
    path("merge/", chosen_views.merging, name="review_merge"),
    path("docket/", chosen_views.docketing, name="review_docket"),
    path("marks/", views.mark, name="review_mark"),
    path("marks/<str:text>/<int:correction>/withdraw/", views.unmark, name="review_unmark"),
    path("items/<str:ref>/", views.item, name="review_item"),
    path("items/<str:ref>/adopt/", views.take, name="review_adopt"),
    path("items/<str:ref>/drop/", views.leave_off, name="review_drop"),
    path("items/<str:ref>/restore/", views.bring_back, name="review_restore"),
    path("items/<str:ref>/split/", views.divide, name="review_split"),
    path("items/<str:ref>/decide/", views.settle_difference, name="review_decide"),
]
