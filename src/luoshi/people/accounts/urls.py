"""Addresses of signing in and of the administrators' pages."""

from __future__ import annotations

from django.urls import path

from luoshi.people.accounts import admin_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("post/", views.choose_post, name="choose_post"),
    path("password/", views.change_password, name="change_password"),
    path("second-factor/", views.set_second_factor, name="second_factor"),
    path("second-factor/picture.svg", views.second_factor_picture, name="second_factor_picture"),
    path("accounts/", admin_views.accounts, name="accounts"),
    path("accounts/open/", admin_views.open_account, name="open_account"),
    path("accounts/<str:ref>/", admin_views.account, name="account"),
    path("accounts/<str:ref>/reset/", admin_views.reset_password, name="reset_password"),
    path("accounts/<str:ref>/active/", admin_views.set_active, name="set_active"),
    path("roles/<str:ref>/revoke/", admin_views.revoke_role, name="revoke_role"),
    path("profile/", admin_views.profile, name="profile"),
]
