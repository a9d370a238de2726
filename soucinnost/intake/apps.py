"""Registration of the app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reading old minutes and evaluations of strategies, correcting what was read, saving it."""

    name = "soucinnost.intake"

    def ready(self) -> None:
        """Tell meetings, retention, audit and the installation's duties about readings."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models first
        from soucinnost.intake import jobs, retained, section, words  # noqa: PLC0415
        from soucinnost.intake.evaluations import actions as evaluation_actions  # noqa: PLC0415
        from soucinnost.intake.evaluations import entrance  # noqa: PLC0415
        from soucinnost.intake.evaluations import jobs as evaluation_jobs  # noqa: PLC0415
        from soucinnost.intake.evaluations import retained as evaluations_retained  # noqa: PLC0415
        from soucinnost.intake.evaluations import words as evaluation_words  # noqa: PLC0415
        from soucinnost.kernel.duties import register as register_duty  # noqa: PLC0415
        from soucinnost.meetings.section import register_link  # noqa: PLC0415
        from soucinnost.strategy import hooks as strategy_hooks  # noqa: PLC0415
        from soucinnost.strategy.entrances import register_way  # noqa: PLC0415

        retained.register_kinds()
        register_duty(jobs.READER)
        register_duty(evaluation_jobs.READER)
        evaluations_retained.register_kinds()
        name_verbs(words.VERBS | evaluation_words.VERBS)
        register_way(entrance.way_of)
        strategy_hooks.before_removal("intake", evaluation_actions.let_go)
        register_link("intake", section.link_of)
