"""Addresses of inspections."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.inspection import views

urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("new/", views.new, name="new_inspection"),
    path("look/", views.look, name="inspection_look"),
    path("<str:ref>/", views.inspection, name="inspection"),
    path("<str:ref>/plan.docx", views.plan, name="inspection_plan"),
    path("<str:ref>/problems.docx", views.problems, name="inspection_problems"),
    path("<str:ref>/<str:name>/<int:key>/", views.mend, name="inspection_mend"),
    path("<str:ref>/<str:name>/", views.act, name="inspection_act"),
]
