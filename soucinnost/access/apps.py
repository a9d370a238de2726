"""Registration of the app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may see what: circles, seats, grants and the actor made of them."""

    name = "soucinnost.access"

    def ready(self) -> None:
        """Give the page frame its provider; imported here because models load after the apps are named."""
        from soucinnost.access.branding import colour_for, frame_for  # noqa: PLC0415
        from soucinnost.ui.frame import provide  # noqa: PLC0415

        provide(frame_for, colour_for)
