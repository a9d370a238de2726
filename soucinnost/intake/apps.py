"""Registration of the app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reading old minutes, correcting what was read, saving it as past meetings."""

    name = "soucinnost.intake"

    def ready(self) -> None:
        """Tell meetings, retention, audit and the installation's duties about readings."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models first
        from soucinnost.intake import jobs, retained, section, words  # noqa: PLC0415
        from soucinnost.kernel.duties import register as register_duty  # noqa: PLC0415
        from soucinnost.meetings.section import register_link  # noqa: PLC0415

        retained.register_kinds()
        register_duty(jobs.READER)
        name_verbs(words.VERBS)
        register_link("intake", section.link_of)
