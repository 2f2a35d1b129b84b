"""The front door: a text in, a table out, without login and without keeping anything."""

from __future__ import annotations

from django.urls import path

from luoshi.documents import views
from luoshi.journal.web import public

app_name = "documents"
urlpatterns = [
    path("", public(views.first_light), name="first_light"),
    path("table.docx", public(views.table_file), {"suffix": "docx"}, name="table_docx"),
    path("table.xlsx", public(views.table_file), {"suffix": "xlsx"}, name="table_xlsx"),
]
