"""Addresses of the pages that belong to no app above."""

from django.urls import path

from soucinnost.ui import views

app_name = "ui"
urlpatterns = [
    path("pristupnost/", views.accessibility, name="accessibility"),
    path("ochrana-udaju/", views.privacy, name="privacy"),
    path("o-aplikaci/", views.about, name="about"),
    path("jazyk/", views.language, name="language"),
    path("vzhled/<slug:key>.css", views.colours, name="colours"),
    path("galerie/", views.gallery, name="gallery"),
    path("robots.txt", views.robots, name="robots"),
]
