"""Addresses of the outgoing post."""

from django.urls import path

from soucinnost.notices.views import preferences, sent_links
from soucinnost.notices.views import queue as views

app_name = "notices"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("nastaveni/", preferences.preferences, name="preferences"),
    path("odkazy/", sent_links.listing, name="links"),
    path("odkazy/<slug:uid>/zrusit/", sent_links.revoke, name="revoke_link"),
    path("<slug:uid>/", views.message, name="message"),
    path("koncepty/<slug:about>.zip", views.drafts, name="drafts"),
    path("<slug:uid>.eml", views.draft, name="draft"),
    path("<slug:uid>/odeslano/", views.note_outside, name="note_outside"),
    path("<slug:uid>/znovu/", views.try_again, name="try_again"),
    path("<slug:uid>/vratilo-se/", views.mark_returned, name="mark_returned"),
    path("<slug:uid>/zrusit/", views.cancel, name="cancel"),
]
