"""Addresses of the directory."""

from django.urls import path

from soucinnost.agencies.views import importing, organisations, people, places

app_name = "agencies"
urlpatterns = [
    path("organizace/", organisations.organisation_list, name="organisations"),
    path("organizace/nova/", organisations.new_organisation, name="new_organisation"),
    path("organizace/<slug:uid>/", organisations.organisation_detail, name="organisation"),
    path("organizace/<slug:uid>/upravit/", organisations.edit_organisation, name="edit_organisation"),
    path("organizace/<slug:uid>/stav/", organisations.set_state, name="organisation_state"),
    path("organizace/<slug:uid>/utvary/", organisations.edit_units, name="units"),
    path("lide/", people.person_list, name="people"),
    path("lide/novy/", people.new_person, name="new_person"),
    path("lide/nacist/", importing.import_people, name="import"),
    path("lide/misto/<slug:uid>/", places.edit_place, name="place"),
    path("lide/misto/<slug:uid>/zastup/", places.add_deputy, name="add_stand_in"),
    path("lide/zastup/<slug:uid>/zrusit/", places.remove_deputy, name="remove_stand_in"),
    path("lide/<slug:uid>/", people.person_detail, name="person"),
    path("lide/<slug:uid>/upravit/", people.edit_person, name="edit_person"),
    path("lide/<slug:uid>/kontakt/", people.edit_contacts, name="edit_contacts"),
    path("lide/<slug:uid>/stav/", people.set_state, name="person_state"),
    path("lide/<slug:uid>/misto/", places.new_place, name="new_place"),
]
