"""Registration of the app, of the audit log's own term and of the round that disposes."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    """How long each kind of record is kept and what happens then."""

    name = "soucinnost.retention"

    def ready(self) -> None:
        """Models exist only now, hence the imports here."""
        from soucinnost.kernel.duties import Duty, register  # noqa: PLC0415 - apps must be loaded first
        from soucinnost.retention import auditlog, jobs, registry  # noqa: PLC0415 - apps must be loaded first

        registry.register(auditlog.KIND)
        register(Duty("retention", _("Vyřazení záznamů po lhůtě"), timedelta(hours=24), jobs.dispose_of_expired))
