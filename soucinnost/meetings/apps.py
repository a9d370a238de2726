"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class MeetingsConfig(AppConfig):
    """Agenda, presence, minutes, outcomes, sign-off."""

    name = "soucinnost.meetings"

    def ready(self) -> None:
        """Tell the frame, the search, the retention and the pages of groups about meetings."""
        from soucinnost.groups import hooks  # noqa: PLC0415 - models first
        from soucinnost.meetings import (  # noqa: PLC0415
            digest,
            duties,
            enclosing,
            findable,
            links,
            retained,
            section,
            sources,
        )
        from soucinnost.meetings.actions import reporting  # noqa: PLC0415
        from soucinnost.meetings.selectors import calendar, listing  # noqa: PLC0415
        from soucinnost.notices import feeds  # noqa: PLC0415
        from soucinnost.reports.hooks import follow_reports  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        label = pgettext_lazy("list", "Jednání")
        navigation.register("meetings", label, "meetings:list", 30, allowed=lambda actor: bool(actor.circle_ids))
        findable.register_kinds()
        sources.register_source()
        retained.register_kinds()
        links.register_purposes()
        enclosing.register_enclosures()
        feeds.register_events("meetings", calendar.feed_events)
        hooks.register_meeting_months(listing.meeting_months)
        hooks.register_meeting_marks(listing.meeting_marks)
        hooks.register_attendance(listing.attendance)
        follow_reports(hold=reporting.hold_meetings, take=reporting.take_report)
        duties.register_duty()
        digest.register_sources()
        hooks.register_section("jednani", 20, section.meetings_of)
