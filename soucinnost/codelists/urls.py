"""Addresses of code lists."""

from django.urls import path

from soucinnost.codelists import views

app_name = "codelists"
urlpatterns = [
    path("", views.list_of_lists, name="lists"),
    path("nacist/", views.import_list, name="import"),
    path("<slug:key>/", views.one_list, name="list"),
]
