"""Addresses of meetings, one file for each part of the cycle."""

from soucinnost.meetings.urls import hold, paper, prepare, signoff

app_name = "meetings"
urlpatterns = [*prepare.urlpatterns, *hold.urlpatterns, *signoff.urlpatterns, *paper.urlpatterns]
