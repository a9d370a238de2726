"""Addresses of a region's overview."""

from django.urls import path

from soucinnost.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.regions, name="regions"),
    path("<slug:uid>/", views.region, name="region"),
    path("<slug:uid>/prehled.xlsx", views.export, name="export"),
    path("<slug:uid>/obce/", views.towns, name="towns"),
    path("<slug:uid>/historie/", views.history, name="history"),
]
