"""Addresses of one-time links."""

from django.urls import path

from soucinnost.notices.views import links

app_name = "links"
urlpatterns = [
    path("<str:token>/", links.open_link, name="open"),
    path("<str:token>/novy/", links.send_again, name="again"),
    path("<str:token>/soubor/<slug:uid>/", links.file, name="file"),
]
