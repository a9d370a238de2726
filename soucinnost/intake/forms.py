"""Files to be read, and the reason why a reading is thrown away."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_FILES = 40


class SeveralFilesInput(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files; an empty one is no error here, its own sentence says so later."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not files:
            raise forms.ValidationError(_("Vyberte aspoň jeden soubor."), code="required")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Najednou jde nahrát nejvýše 40 souborů. Zbytek nahrajte potom."))
        return files


class FilesForm(forms.Form):
    """Files of old minutes."""

    uploads = SeveralFilesField(
        label=_("Soubory se zápisy"), widget=SeveralFilesInput(attrs={"accept": ".docx,.pdf,.txt,.doc,.odt,.rtf"}),
        help_text=_("DOCX, PDF nebo TXT. Můžete jich vybrat víc, nebo je sem přetáhnout."),
    )


class DiscardForm(forms.Form):
    """Why a reading is thrown away."""

    reason = forms.CharField(label=_("Důvod"), max_length=300, error_messages={"required": _("Napište důvod.")})
