"""Registration of the app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registry of what can be found, index, query."""

    name = "soucinnost.search"

    def ready(self) -> None:
        """Register what lies below this app and cannot register by itself."""
        from soucinnost.search import directory  # noqa: PLC0415 - models exist only now

        directory.register_directory()
