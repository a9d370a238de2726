"""Addresses of search."""

from django.urls import path

from soucinnost.search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path("napoveda/", views.suggest, name="suggest"),
]
