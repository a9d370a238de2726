"""Addresses of readings of old minutes."""

from django.urls import path

from soucinnost.intake.views import correcting, files

app_name = "intake"

urlpatterns = [
    path("", files.everywhere, name="groups"),
    path("skupina/<slug:group_uid>/", files.listed, name="list"),
    path("<slug:uid>/", correcting.reading, name="reading"),
    path("<slug:uid>/ulozit/", correcting.autosave, name="autosave"),
    path("<slug:uid>/souhrn/", correcting.check, name="check"),
    path("<slug:uid>/zahodit/", files.thrown_away, name="discard"),
]
