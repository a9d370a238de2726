"""Registration of the app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments; writing DOCX, PDF, XLSX; rich text."""

    name = "soucinnost.documents"

    def ready(self) -> None:
        """Register the cleaner and the term of removed files; imported here because models load later."""
        from soucinnost.documents.jobs import CLEANER, REMOVED_FILES  # noqa: PLC0415
        from soucinnost.kernel import duties  # noqa: PLC0415
        from soucinnost.retention import registry  # noqa: PLC0415

        duties.register(CLEANER)
        registry.register(REMOVED_FILES)
