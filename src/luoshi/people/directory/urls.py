"""Addresses of the directory."""

from __future__ import annotations

from django.urls import path

from luoshi.people.directory import division_views, import_views, people_views, views

urlpatterns = [
    path("directory/", views.directory, name="directory"),
    path("directory/bodies/new/", views.found_body, name="found_body"),
    path("directory/bodies/<str:ref>/", views.body, name="body"),
    path("directory/bodies/<str:ref>/edit/", views.edit_body, name="edit_body"),
    path("directory/bodies/<str:ref>/rename/", views.rename_body, name="rename_body"),
    path("directory/bodies/<str:ref>/close/", views.close_body, name="close_body"),
    path("directory/bodies/<str:ref>/merge/", views.merge_bodies, name="merge_bodies"),
    path("directory/bodies/<str:ref>/split/", views.split_body, name="split_body"),
    path("directory/bodies/<str:ref>/posts/new/", views.found_post, name="found_post"),
    path("directory/people/", people_views.people, name="people"),
    path("directory/people/<str:ref>/", people_views.person, name="person"),
    path("directory/people/<str:ref>/erase/", people_views.erase_person, name="erase_person"),
    path("directory/people/<str:ref>/edit/", people_views.edit_person, name="edit_person"),
    path("directory/people/<str:ref>/mobile/", people_views.mobile, name="mobile"),
    path("directory/posts/<str:ref>/", people_views.post, name="post"),
    path("directory/posts/<str:ref>/edit/", people_views.edit_post, name="edit_post"),
    path("directory/posts/<str:ref>/appoint/", people_views.appoint, name="appoint"),
    path("directory/posts/<str:ref>/stand-in/", people_views.set_stand_in, name="set_stand_in"),
    path("directory/posts/<str:ref>/portfolio/", people_views.set_portfolio, name="set_portfolio"),
    path("directory/tenures/<str:ref>/end/", people_views.end_tenure, name="end_tenure"),
    path("directory/tenures/<str:ref>/void/", people_views.void_tenure, name="void_tenure"),
    path("directory/stand-ins/<str:ref>/end/", people_views.end_stand_in, name="end_stand_in"),
    path("directory/leaders/", people_views.leaders, name="leaders"),
    path("directory/divisions/", division_views.divisions, name="divisions"),
    path("directory/divisions/new/", division_views.found_division, name="found_division"),
    path("directory/divisions/<str:ref>/succeed/", division_views.succeed_division, name="succeed_division"),
    path("directory/import/<str:kind>/", import_views.upload, name="import"),
    path("directory/import/<str:kind>/confirm/", import_views.confirm, name="confirm_import"),
    path("directory/export/<str:kind>.xlsx", import_views.export, name="export"),
    path("directory/blank/<str:kind>.xlsx", import_views.blank, name="blank"),
]
