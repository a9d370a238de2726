"""Registration of the app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Claims and their sources: what somebody reported, with unit, period and kind."""

    name = "soucinnost.evidence"
