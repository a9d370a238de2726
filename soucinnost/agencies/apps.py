"""Registration of the app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Organisations, units, people in them, who stands in for whom."""

    name = "soucinnost.agencies"
