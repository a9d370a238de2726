"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Reports of organisations before a meeting."""

    name = "soucinnost.reports"

    def ready(self) -> None:
        """Tell the frame, the search, the retention, the duties and the page of a group about reports."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models first
        from soucinnost.groups import hooks  # noqa: PLC0415
        from soucinnost.notices import purposes  # noqa: PLC0415
        from soucinnost.notices.words import name_kinds  # noqa: PLC0415
        from soucinnost.reports import digest, duties, findable, links, retained, section, sources, words  # noqa: PLC0415
        from soucinnost.reports.actions import asking  # noqa: PLC0415
        from soucinnost.reports.models import Call  # noqa: PLC0415
        from soucinnost.reports.views import by_link  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        purposes.register(
            purposes.Purpose(
                key=links.PURPOSE, label=links.LABEL, answer=by_link.answer, open_until=links.open_until,
                send_again=asking.ask_again, model=Call,
            )
        )
        navigation.register("reports", _("Zprávy"), "reports:list", 45, allowed=lambda actor: bool(actor.circle_ids))
        findable.register_kind()
        sources.register_source()
        retained.register_kinds()
        duties.register_duty()
        digest.register_source()
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        hooks.register_section("zpravy", 25, section.reports_of)
