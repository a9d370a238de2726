"""Registration of the app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reading old minutes, correcting what was read, saving it as past meetings."""

    name = "soucinnost.intake"
