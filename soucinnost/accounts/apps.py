"""Registration of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, second factors, preferences."""

    name = "soucinnost.accounts"

    def ready(self) -> None:
        """Listen to allauth; imported here because models load after the apps are named."""
        from soucinnost.accounts.signals import connect  # noqa: PLC0415

        connect()
