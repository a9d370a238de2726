"""Registration of the app."""

from django.apps import AppConfig


class VersionsConfig(AppConfig):
    """Earlier texts of records, written by actions, erased with what they belong to."""

    name = "soucinnost.versions"
