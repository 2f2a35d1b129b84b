"""The front door: a text in, a table out, without login and without keeping anything."""

from __future__ import annotations

from django.urls import path

from luoshi.documents import heap_views, views
from luoshi.journal.web import public

app_name = "documents"
urlpatterns = [
    path("", public(views.first_light), name="first_light"),
    path("table.docx", public(views.table_file), {"suffix": "docx"}, name="table_docx"),
    path("table.xlsx", public(views.table_file), {"suffix": "xlsx"}, name="table_xlsx"),
    path("split/", public(heap_views.split_page), name="split"),
    path("merge/", public(heap_views.merge_page), name="merge"),
    path("kept/", public(heap_views.kept_file), name="kept"),
]
