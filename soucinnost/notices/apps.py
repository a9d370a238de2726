"""Registration of the app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people: queue, retries, what went out."""

    name = "soucinnost.notices"
