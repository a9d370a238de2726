"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    """Who does what by when."""

    name = "soucinnost.assignments"

    def ready(self) -> None:
        """Tell the frame, the search, the retention and the page of a group about tasks."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models first
        from soucinnost.assignments import digest, findable, links, section  # noqa: PLC0415
        from soucinnost.groups import hooks  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register(
            "assignments", _("Úkoly"), "assignments:list", 40, allowed=lambda actor: bool(actor.circle_ids)
        )
        findable.register()
        links.register_purpose()
        digest.register_source()
        name_verbs({"assignment.acknowledged": _("vzetí úkolu na vědomí")})
        hooks.register_section("ukoly", 30, section.tasks_of)
