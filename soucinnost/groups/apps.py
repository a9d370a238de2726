"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Working groups: type, themes, territory, mandates, rhythm, statutes."""

    name = "soucinnost.groups"

    def ready(self) -> None:
        """Tell the frame, the search and the retention about groups; imported here because models load later."""
        from soucinnost.access.naming import name_circles_by  # noqa: PLC0415
        from soucinnost.groups import disposal, findable  # noqa: PLC0415
        from soucinnost.groups.naming import names_of_circles  # noqa: PLC0415
        from soucinnost.retention import registry  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register("groups", _("Skupiny"), "groups:list", 20, allowed=_sees_groups)
        findable.register()
        name_circles_by(names_of_circles)
        registry.register(disposal.CLOSED_GROUPS)


def _sees_groups(actor: object) -> bool:
    """Whether the list can show the actor anything: a seat, a region or an organisation."""
    return any(
        getattr(actor, name)
        for name in ("is_system", "circle_ids", "coordinated_region_ids", "managed_organisation_ids")
    )
