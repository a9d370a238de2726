"""Addresses of the outgoing post."""

from django.urls import path

from soucinnost.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<slug:uid>/", views.message, name="message"),
    path("<slug:uid>/znovu/", views.try_again, name="try_again"),
    path("<slug:uid>/zrusit/", views.cancel, name="cancel"),
]
