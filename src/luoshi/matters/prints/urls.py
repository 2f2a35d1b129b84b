"""Addresses of the papers, and of the one page."""

from __future__ import annotations

from django.urls import path

from luoshi.matters.prints import brief_views, views

urlpatterns = [
    path("", views.prints, name="prints"),
    path("approval.docx", views.approval_before, name="print_approval"),
    path("batches/<str:ref>.docx", views.approval_after, name="print_batch"),
    path("meetings/<str:ref>/notices.zip", views.notices, name="print_notices"),
    path("meetings/<str:ref>/feedback.zip", views.feedback_forms, name="print_feedback"),
    path("meetings/<str:ref>/opinions.zip", views.consultations, name="print_consultations"),
    path("matters/<str:ref>/notice.docx", views.matter_notice, name="print_notice"),
    path("matters/<str:ref>/<str:kind>.docx", views.form, name="print_form"),
    path("matters/<str:ref>/paper/", views.paper, name="receive_paper"),
    path("handover.docx", views.handed_over, name="print_handover"),
    path("calls/", views.call_page, name="calls"),
    path("calls.docx", views.call_record, name="print_calls"),
    path("calls/<str:ref>/", views.urge, name="urge"),
]
brief_urlpatterns = [
    path("", brief_views.brief, name="one_page"),
    path("one-page.docx", brief_views.brief_file, name="one_page_file"),
    path("one-pages.docx", brief_views.brief_files, name="one_page_files"),
    path("enter/", brief_views.enter, name="enter_ticks"),
]
