"""Attachments; writing DOCX, PDF, XLSX; rich text."""
