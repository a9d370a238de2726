"""Registration of the app."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """Who does what by when."""

    name = "soucinnost.assignments"
