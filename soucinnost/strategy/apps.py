"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    """Strategies, their measures, claims about them, rounds of remarks, yearly collection, evaluation reports."""

    name = "soucinnost.strategy"

    def ready(self) -> None:
        """Tell the frame and the audit about strategies; imported here because models load later."""
        from soucinnost.access.naming import name_circles_by  # noqa: PLC0415
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415
        from soucinnost.kernel.duties import register as register_duty  # noqa: PLC0415
        from soucinnost.strategy import findable, jobs, proving_words, retained, sources, words  # noqa: PLC0415
        from soucinnost.strategy.collecting_duties import register_collecting  # noqa: PLC0415
        from soucinnost.strategy.drafting_words import register_drafting  # noqa: PLC0415
        from soucinnost.strategy.evaluation import wording  # noqa: PLC0415
        from soucinnost.strategy.naming import names_of_circles  # noqa: PLC0415
        from soucinnost.strategy.rules import sees_any  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register("strategy", _("Strategie"), "strategy:list", 45, allowed=sees_any)
        name_circles_by(names_of_circles)
        name_verbs(words.VERBS | proving_words.VERBS | wording.VERBS)
        register_duty(jobs.MAKER)
        sources.register_sources()
        register_collecting()
        register_drafting()
        findable.register_kinds()
        retained.register_kinds()
