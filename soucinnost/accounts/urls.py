"""Addresses of the own account."""

from django.urls import path

from soucinnost.accounts import provider_views, views

app_name = "accounts"
urlpatterns = [
    path("muj-ucet/", views.profile, name="profile"),
    path("muj-ucet/jazyk/", views.set_language, name="set_language"),
    path("muj-ucet/odhlasit-vsude/", views.end_own_sessions, name="end_own_sessions"),
    path("muj-ucet/dal/", views.go_on, name="go_on"),
    path("prihlaseni/mesto/", provider_views.oidc_begin, name="oidc_begin"),
    path("prihlaseni/mesto/zpet/", provider_views.oidc_back, name="oidc_back"),
    path("heslo/<str:token>/", views.set_password, name="set_password"),
]
