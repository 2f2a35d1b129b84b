"""Every app's pages, in the order of the house."""

from __future__ import annotations

from django.urls import include, path

from luoshi.api.doors import api

urlpatterns = [
    path("", include("luoshi.documents.urls")),
    path("", include("luoshi.matters.urls")),
    path("", include("luoshi.people.urls")),
    path("journal/", include("luoshi.journal.urls")),
    path("workdays/", include("luoshi.workdays.urls")),
    path("rulebook/", include("luoshi.rulebook.urls")),
    path("files/", include("luoshi.files.urls")),
    path("", include("luoshi.upkeep.urls")),
    path("api/v1/", api.urls),
    path("ui/", include("luoshi.ui.urls")),
]
handler400 = "luoshi.ui.views.not_understood"
handler404 = "luoshi.ui.views.not_found"
handler500 = "luoshi.ui.views.broken"
