"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Attachments; writing DOCX, PDF, XLSX; rich text."""

    name = "soucinnost.documents"

    def ready(self) -> None:
        """Register the cleaner and the term of removed files; imported here because models load later."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415
        from soucinnost.documents.jobs import CHECKER, CLEANER, REMOVED_FILES  # noqa: PLC0415
        from soucinnost.documents.sources import register_source  # noqa: PLC0415
        from soucinnost.kernel import duties  # noqa: PLC0415
        from soucinnost.retention import registry  # noqa: PLC0415

        duties.register(CLEANER)
        duties.register(CHECKER)
        name_verbs(
            {
                "attachment.check_asked": _("zadání kontroly přílohy na osobní údaje"),
                "attachment.check_made": _("kontrola přílohy na pozadí"),
                "attachment.checks_forgotten": _("vymazání starých kontrol příloh"),
                "attachment.checked": _("kontrola přílohy na osobní údaje"),
                "attachment.cleared": _("štítek „bez osobních údajů“"),
                "attachment.label_taken": _("odebrání štítku „bez osobních údajů“"),
            }
        )
        registry.register(REMOVED_FILES)
        register_source()
