"""Registration of the app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Strategies, their measures, claims about them, rounds of remarks, yearly collection, evaluation reports."""

    name = "soucinnost.strategy"
