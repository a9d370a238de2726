"""Registration of the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Attachments; writing DOCX, PDF, XLSX; rich text."""

    name = "soucinnost.documents"

    def ready(self) -> None:
        """Register the cleaner and the term of removed files; imported here because models load later."""
        from soucinnost.access.verbs import name_verbs  # noqa: PLC0415
        from soucinnost.documents.jobs import CLEANER, REMOVED_FILES  # noqa: PLC0415
        from soucinnost.kernel import duties  # noqa: PLC0415
        from soucinnost.retention import registry  # noqa: PLC0415

        duties.register(CLEANER)
        name_verbs(
            {
                "attachment.checked": _("kontrola přílohy na osobní údaje"),
                "attachment.cleared": _("štítek „bez osobních údajů“"),
                "attachment.label_taken": _("odebrání štítku „bez osobních údajů“"),
            }
        )
        registry.register(REMOVED_FILES)
