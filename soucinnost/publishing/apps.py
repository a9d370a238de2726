"""Registration of the app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Public versions of minutes."""

    name = "soucinnost.publishing"

    def ready(self) -> None:
        """Tell audit, retention, administration, pages of groups and minutes; imported here, models come first."""
        from soucinnost.access import sections  # noqa: PLC0415
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415
        from soucinnost.groups import hooks  # noqa: PLC0415
        from soucinnost.meetings.hooks import register_link  # noqa: PLC0415
        from soucinnost.publishing import retained, section, words  # noqa: PLC0415

        name_verbs(words.VERBS)
        sections.register(section.STATEMENT)
        retained.register_kinds()
        hooks.register_section("verejne", 24, section.public_minutes_of)
        register_link("publishing", section.link_of)
