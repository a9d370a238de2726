"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from soucinnost.ui import navigation


class DeskConfig(AppConfig):
    """The signed-in home: what waits for me; the first set-up."""

    name = "soucinnost.desk"

    def ready(self) -> None:
        """Put the desk into the navigation."""
        from soucinnost.desk.setup.steps import is_unfinished  # noqa: PLC0415 - models load first

        navigation.register("desk", _("Stůl"), "desk:desk", 10)
        navigation.register("setup", _("První nastavení"), "setup:start", 5, allowed=is_unfinished)
