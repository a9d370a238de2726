"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    """Who does what by when."""

    name = "soucinnost.assignments"

    def ready(self) -> None:
        """Tell the frame, the search, the retention and the page of a group about tasks."""
        from soucinnost.assignments import findable, section  # noqa: PLC0415 - models first
        from soucinnost.groups import hooks  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register(
            "assignments", _("Úkoly"), "assignments:list", 40, allowed=lambda actor: bool(actor.circle_ids)
        )
        findable.register()
        hooks.register_section("ukoly", 30, section.tasks_of)
