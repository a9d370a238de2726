"""Addresses of calendar feeds."""

from django.urls import path

from soucinnost.notices.views import feeds

app_name = "calendar"
urlpatterns = [
    path("", feeds.mine, name="mine"),
    path("<str:token>.ics", feeds.read, name="read"),
    path("<slug:uid>/ukoncit/", feeds.end, name="end"),
]
