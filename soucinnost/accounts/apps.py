"""Registration of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, second factors, preferences."""

    name = "soucinnost.accounts"
