"""Addresses of the interface and of the pages about it."""

from django.urls import URLPattern, path, re_path

from soucinnost.api import views
from soucinnost.api.entry import entrance
from soucinnost.api.machine import API

app_name = "api"


def _operations() -> list[URLPattern]:
    """Every operation behind the one way in; operations at one address share the view."""
    patterns = []
    for one in API.urls[0]:
        if isinstance(one, URLPattern) and one.name != "api-root":
            patterns.append(path(f"api/v1/{one.pattern}", entrance(one.callback), name=one.name))
    return patterns


urlpatterns = [
    path("api/", views.overview, name="overview"),
    path("api/v1/openapi.json", views.description, name="description"),
    *_operations(),
    re_path(r"^api/v1/(?P<rest>.*)$", views.unknown, name="unknown"),
    path("muj-ucet/tokeny/", views.tokens, name="tokens"),
    path("muj-ucet/tokeny/novy/", views.new_token, name="new_token"),
    path("muj-ucet/tokeny/<slug:uid>/zrusit/", views.revoke_token, name="revoke_token"),
]
