"""Registration of the app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Methodical support: consultations, circulars, materials, training needs."""

    name = "soucinnost.support"

    def ready(self) -> None:
        """Tell the frame, the audit, the search, the retention, the directory and the duties about support."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415 - models load first
        from soucinnost.accounts.sections import register as register_section  # noqa: PLC0415
        from soucinnost.agencies import registry as directory  # noqa: PLC0415
        from soucinnost.kernel.duties import Duty  # noqa: PLC0415
        from soucinnost.kernel.duties import register as register_duty  # noqa: PLC0415
        from soucinnost.notices.letters import enclose  # noqa: PLC0415
        from soucinnost.notices.words import name_kinds  # noqa: PLC0415
        from soucinnost.support import findable, jobs, letters, own, panel, retained, rules, words  # noqa: PLC0415
        from soucinnost.ui import navigation  # noqa: PLC0415

        navigation.register("support", _("Metodika"), "support:home", 50, allowed=rules.keeps_any)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        enclose(words.CIRCULAR_KIND, letters.enclosures)
        register_section(own.CIRCULARS)
        findable.register()
        retained.register_kinds()
        directory.register_panel(directory.ORGANISATION, "metodika", panel.of_organisation)
        register_duty(Duty("support.circulars", _("Rozesílání oběžníků"), timedelta(minutes=5), jobs.send_rest))
