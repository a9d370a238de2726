"""Addresses of webhooks, under one's own account."""

from django.urls import path

from soucinnost.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.listed, name="list"),
    path("novy/", views.new, name="new"),
    path("<slug:uid>/", views.detail, name="detail"),
    path("<slug:uid>/pozastavit/", views.pause, name="pause"),
    path("<slug:uid>/zapnout/", views.resume, name="resume"),
    path("<slug:uid>/odebrat/", views.remove, name="remove"),
]
