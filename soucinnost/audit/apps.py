"""Registration of the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Hash-chained log of writes and disclosures; holds ids, never content."""

    name = "soucinnost.audit"
