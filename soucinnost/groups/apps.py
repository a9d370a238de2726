"""Registration of the app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Working groups, teams and platforms: statutes, mandates, rhythm."""

    name = "soucinnost.groups"
