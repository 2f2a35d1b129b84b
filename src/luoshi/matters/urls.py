"""The pages of the main job, one part a package."""

from __future__ import annotations

from django.urls import include, path

from luoshi.matters.bulk import urls as bulk
from luoshi.matters.desks import urls as desks
from luoshi.matters.doing import urls as doing
from luoshi.matters.inspection import urls as inspection
from luoshi.matters.intake import urls as intake
from luoshi.matters.ledger import urls as ledger
from luoshi.matters.listing import urls as listing
from luoshi.matters.looking import urls as looking
from luoshi.matters.meeting import urls as meeting
from luoshi.matters.prints import urls as prints
from luoshi.matters.review import urls as review
from luoshi.matters.round import urls as round_
from luoshi.matters.saved import urls as saved

app_name = "matters"
urlpatterns = [
    path("desk/", include(desks.urlpatterns)),
    path("texts/", include(intake.urlpatterns)),
    path("meetings/", include(meeting.urlpatterns)),
    path("meetings/<str:meeting>/review/", include(review.urlpatterns)),
    path("meetings/<str:meeting>/opinions/", include(doing.opinion_urlpatterns)),
    path("inspections/", include(inspection.urlpatterns)),
    path("ledger/", include(ledger.urlpatterns)),
    path("matters/new/", include(ledger.entering_urlpatterns)),
    path("matters/", include(looking.urlpatterns)),
    path("matters/", include(saved.urlpatterns)),
    path("matters/", include(bulk.urlpatterns)),
    path("matters/", include(doing.urlpatterns)),
    path("matters/", include(listing.urlpatterns)),
    path("rounds/", include(round_.urlpatterns)),
    path("prints/", include(prints.urlpatterns)),
    path("brief/", include(prints.brief_urlpatterns)),
]
