"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    """Organisations, units, people in them, who stands in for whom."""

    name = "soucinnost.agencies"

    def ready(self) -> None:
        """Tell the frame and the retention about the directory."""
        from soucinnost.agencies import retained  # noqa: PLC0415 - models exist only now
        from soucinnost.retention import registry as retention  # noqa: PLC0415 - models exist only now
        from soucinnost.ui import navigation  # noqa: PLC0415 - beside the others

        navigation.register(
            "directory", _("Adresář"), "agencies:organisations", 60, allowed=lambda actor: actor.is_signed_in
        )
        retention.register(retained.KIND)
