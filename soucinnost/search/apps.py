"""Registration of the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registry of what can be found, index, query."""

    name = "soucinnost.search"
