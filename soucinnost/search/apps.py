"""Registration of the app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registry of what can be found, index, query."""

    name = "soucinnost.search"

    def ready(self) -> None:
        """Register what lies below this app and cannot register by itself."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models exist only now
        from soucinnost.kernel.duties import Duty, register  # noqa: PLC0415
        from soucinnost.search import directory, files  # noqa: PLC0415
        from soucinnost.search.jobs import look_after_index  # noqa: PLC0415

        name_verbs({"search.answered": _("Hledání: odpověď"), "search.suggested": _("Hledání: návrhy při psaní")})
        directory.register_directory()
        files.register_files()
        register(Duty("search.index", _("Vyhledávací rejstřík a čtení příloh"), timedelta(minutes=1), look_after_index))
