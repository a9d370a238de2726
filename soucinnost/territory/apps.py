"""Registration of the app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Regions, districts, ORP, municipalities, city districts, localities, boundaries."""

    name = "soucinnost.territory"
