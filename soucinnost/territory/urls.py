"""Addresses of territory."""

from django.urls import path

from soucinnost.territory.views import areas, importing, localities

app_name = "territory"
urlpatterns = [
    path("", areas.area_list, name="areas"),
    path("nacist/", importing.import_territory, name="import"),
    path("lokality/", localities.locality_list, name="localities"),
    path("lokality/nova/", localities.new_locality, name="new_locality"),
    path("lokality/<slug:uid>/", localities.locality_detail, name="locality"),
    path("lokality/<slug:uid>/upravit/", localities.edit_locality, name="edit_locality"),
    path("lokality/<slug:uid>/odstranit/", localities.delete_locality, name="remove_locality"),
    path("<slug:uid>/", areas.area_detail, name="area"),
]
