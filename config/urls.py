"""Addresses. One line for each app; the app's own urls.py holds the rest."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.generic import RedirectView

from soucinnost.accounts.public import public_view

urlpatterns = [
    path("", public_view(RedirectView.as_view(pattern_name="desk:desk")), name="root"),
    path("ucet/", include("allauth.urls")),
    path("zacatek/", include("soucinnost.desk.setup.urls")),
]
for prefix, app in (
    ("", "ui"), ("", "accounts"), ("sprava/", "access"), ("", "agencies"), ("uzemi/", "territory"),
    ("ciselniky/", "codelists"), ("soubory/", "documents"), ("posta/", "notices"), ("hledat/", "search"),
    ("skupiny/", "groups"), ("ukoly/", "assignments"), ("jednani/", "meetings"), ("stul/", "desk"),
):
    if find_spec(f"soucinnost.{app}.urls") is not None:
        urlpatterns.append(path(prefix, include(f"soucinnost.{app}.urls")))
