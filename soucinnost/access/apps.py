"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Who may see what: circles, seats, grants and the actor made of them."""

    name = "soucinnost.access"

    def ready(self) -> None:
        """Give the page frame its provider, the navigation and the own account their parts.

        Imported here because models load after the apps are named.
        """
        from soucinnost.access.branding import colour_for, frame_for  # noqa: PLC0415
        from soucinnost.access.changes import last_change  # noqa: PLC0415
        from soucinnost.access.own import SEATS  # noqa: PLC0415
        from soucinnost.access.pages import register_pages  # noqa: PLC0415
        from soucinnost.access.sections import entries_for  # noqa: PLC0415
        from soucinnost.accounts.sections import register as register_section  # noqa: PLC0415
        from soucinnost.ui.editing import tell_changes_by  # noqa: PLC0415
        from soucinnost.ui.frame import provide  # noqa: PLC0415
        from soucinnost.ui.navigation import register  # noqa: PLC0415

        provide(frame_for, colour_for)
        tell_changes_by(last_change)
        register_section(SEATS)
        register_pages()
        register(
            "administration", _("Správa"), "access:administration", 90, lambda actor: bool(entries_for(actor))
        )
