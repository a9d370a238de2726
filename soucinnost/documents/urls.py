"""Addresses of files."""

from django.urls import path

from soucinnost.documents import views

app_name = "documents"
urlpatterns = [
    path("<slug:uid>/", views.download, name="download"),
    path("<slug:uid>/kontrola/", views.check, name="check"),
    path("<slug:uid>/kontrola/spustit/", views.ask_for_check, name="ask_check"),
    path("<slug:uid>/stitek/", views.take_label, name="take_label"),
]
