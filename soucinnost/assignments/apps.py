"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    """Who does what by when."""

    name = "soucinnost.assignments"

    def ready(self) -> None:
        """Tell the frame, the search and the retention about tasks."""
        from soucinnost.assignments import findable
        from soucinnost.ui import navigation

        navigation.register(
            "assignments", _("Úkoly"), "assignments:list", 40, allowed=lambda actor: bool(actor.circle_ids)
        )
        findable.register()
