"""Registration of the app and of the duties of apps that cannot register themselves."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Running the installation: supervisor, periodic duties, backup and move, checks, generated data."""

    name = "soucinnost.operations"

    def ready(self) -> None:
        """Register system checks and duties; the modules need loaded apps."""
        from soucinnost.kernel.duties import Duty, register  # noqa: PLC0415 - apps must be loaded first
        from soucinnost.operations import checks, jobs  # noqa: F401, PLC0415 - registers checks on import

        register(Duty("audit.checkpoint", _("Podpis záznamu o přístupech"), timedelta(hours=1), jobs.sign_audit_log))
        register(Duty("sessions", _("Úklid prošlých přihlášení"), timedelta(hours=24), jobs.clear_sessions))
        register(Duty("tasks", _("Úklid hotových úloh na pozadí"), timedelta(hours=24), jobs.clear_finished_tasks))
        register(Duty("statistics", _("Přehled databáze pro hledání v ní"), timedelta(hours=6), jobs.gather_statistics))
