"""Addresses of readings of evaluations, under those of strategies."""

from django.urls import path

from soucinnost.intake.evaluations.views import correcting, files

app_name = "evaluations"

urlpatterns = [
    path("", files.listed, name="list"),
    path("<slug:uid>/", correcting.reading, name="reading"),
    path("<slug:uid>/ulozit/", correcting.autosave, name="autosave"),
    path("<slug:uid>/souhrn/", correcting.check, name="check"),
    path("<slug:uid>/zahodit/", files.thrown_away, name="discard"),
]
