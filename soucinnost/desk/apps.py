"""Registration of the app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The signed-in home: what waits for me."""

    name = "soucinnost.desk"
