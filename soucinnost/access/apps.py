"""Registration of the app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may see what: circles, seats, grants and the actor made of them."""

    name = "soucinnost.access"
