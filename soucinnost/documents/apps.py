"""Registration of the app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments; writing DOCX, PDF, XLSX; rich text."""

    name = "soucinnost.documents"
