"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Agenda, presence, minutes, outcomes, sign-off."""

    name = "soucinnost.meetings"

    def ready(self) -> None:
        """Tell the frame, the search, the retention and the pages of groups about meetings."""
        from soucinnost.groups import hooks  # noqa: PLC0415 - models first
        from soucinnost.meetings import findable, retained, section  # noqa: PLC0415
        from soucinnost.meetings.selectors import listing  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register("meetings", _("Jednání"), "meetings:list", 30, allowed=lambda actor: bool(actor.circle_ids))
        findable.register_kinds()
        retained.register_kinds()
        hooks.register_meeting_months(listing.meeting_months)
        hooks.register_meeting_marks(listing.meeting_marks)
        hooks.register_attendance(listing.attendance)
        hooks.register_section("jednani", 20, section.meetings_of)
