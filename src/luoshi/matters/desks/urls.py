"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from luoshi.matters.desks import draft_views, duty_list_views, views

urlpatterns: list[URLPattern] = [
    path("", views.show, name="desk"),
    path("do/", views.do, name="desk_do"),
    path("acknowledge/", views.acknowledge, name="desk_acknowledge"),
    path("keep/", views.keep, name="desk_keep"),
    path("ours/", views.concerning, name="ours"),
    path("days/", views.days, name="by_day"),
    path("look-backs/", views.look_backs, name="look_backs"),
    path("duty-list/", duty_list_views.duty_list, name="duty_list"),
    path("duty-list/import/", duty_list_views.take_over, name="import_duty_list"),
    path("duty-list/confirm/", duty_list_views.confirm, name="confirm_duty_list"),
    path("duty-list/<str:ref>/end/", duty_list_views.end, name="end_listed_duty"),
    path("drafts/new/<str:ref>/<str:kind>/", draft_views.new_draft, name="new_draft"),
    path("drafts/<str:ref>/", draft_views.draft, name="draft"),
    path("drafts/<str:ref>/sign/", draft_views.sign_draft, name="sign_draft"),
    path("drafts/<str:ref>/return/", draft_views.return_draft, name="return_draft"),
    path("drafts/<str:ref>/correct/", draft_views.correct_draft, name="correct_draft"),
    path("drafts/<str:ref>/withdraw/", draft_views.withdraw_draft, name="withdraw_draft"),
    path("countersigning/<str:ref>/", draft_views.switch, name="switch_countersigning"),
]
