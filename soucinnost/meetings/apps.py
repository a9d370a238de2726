"""Registration of the app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Agenda, presence, minutes, outcomes, sign-off."""

    name = "soucinnost.meetings"
