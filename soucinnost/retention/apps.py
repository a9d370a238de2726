"""Registration of the app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long each kind of record is kept and what happens then."""

    name = "soucinnost.retention"
