"""What a person says before a file gets the label „bez osobních údajů“."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.documents.findings import Check


class ClearForm(forms.Form):
    """The statements; the second one is asked for only where something was found or the text could not be read."""

    has_read = forms.BooleanField(label=_("Celý soubor je přečtený a údaje o lidech v něm nejsou"), required=False)
    accepts = forms.BooleanField(label=_("Co je výše, do veřejného souboru patří"), required=False)

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not check.needs_statement:
            del self.fields["accepts"]
            return
        self.fields["has_read"].label = _("Celý soubor je přečtený")
        if check.unread:
            self.fields["accepts"].label = _("Soubor je prohlédnutý očima, stránku po stránce, a může ven")
