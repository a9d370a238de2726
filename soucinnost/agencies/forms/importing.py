"""Bringing a list: a file, or pasted text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.imports import read_rows
from soucinnost.kernel.tables import MAX_BYTES, Table, TableError
from soucinnost.kernel.tables.reading import too_big


class ImportForm(forms.Form):
    """A file or a text; what was read is in ``table``."""

    file = forms.FileField(label=_("Soubor CSV nebo XLSX"), required=False)
    text = forms.CharField(
        label=_("Nebo vložte text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Buňky zkopírované z Excelu, nebo adresy z Outlooku oddělené středníky."),
    )

    table: Table

    def clean(self) -> dict[str, Any]:
        """Read what came; what is wrong with it stands at its field."""
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if file and text:
            self.add_error("text", _("Zvolte jedno: soubor, nebo vložený text."))
        elif not file and not text and "file" not in self.errors:
            self.add_error("file", _("Vyberte soubor, nebo níže vložte text."))
        elif file or text:
            try:
                if file and file.size > MAX_BYTES:
                    raise too_big(file.size)
                self.table = read_rows(file.read() if file else cleaned["text"])
            except TableError as error:
                self.add_error("file" if file else "text", error.message_cs)
        return cleaned
