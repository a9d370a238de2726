"""Registration of the app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base templates, components, template tags, static assets."""

    name = "soucinnost.ui"
