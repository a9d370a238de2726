"""Addresses of papers."""

from django.urls import URLPattern, path

from soucinnost.meetings.views import paper

urlpatterns: list[URLPattern] = [
    path("<slug:uid>/papir/<slug:kind>.<slug:fmt>", paper.paper, name="paper"),
    path("<slug:uid>/balicek.zip", paper.archive, name="archive"),
]
