"""Registration of the app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages without sign-in."""

    name = "soucinnost.portal"
