"""Registration of the app."""

from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    """Code lists with editions and validity, and their import."""

    name = "soucinnost.codelists"
