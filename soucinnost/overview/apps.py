"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    """What a regional coordinator sees of the region. It has no records of its own."""

    name = "soucinnost.overview"

    def ready(self) -> None:
        """Tell the frame and the audit about the pages."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models load first
        from soucinnost.overview import rules, words  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register("overview", _("Kraj"), "overview:regions", 25, allowed=rules.oversees_any)
        name_verbs(words.VERBS)
