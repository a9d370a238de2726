"""Bringing a new edition of a code list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.codelists.models import CodeList
from soucinnost.kernel.tables import MAX_BYTES, Table, TableError, from_json, read_table, to_json
from soucinnost.kernel.tables.reading import too_big
from soucinnost.ui.forms import CzechDateField

MAX_TERMS = 5_000
_MAX_TEXT = 3_000_000


class EditionForm(forms.Form):
    """A file with terms, the list that they belong to, and since when the edition is in force.

    After the preview the table comes back in ``table`` instead of the file.
    """

    code_list = forms.ChoiceField(label=_("Číselník"), required=False)
    new_key = forms.SlugField(
        label=_("Klíč nového číselníku"), max_length=60, required=False,
        help_text=_("Malá písmena bez diakritiky, například druhy-akci. Nezmění se."),
    )
    new_name = forms.CharField(label=_("Název nového číselníku"), max_length=200, required=False)
    label = forms.CharField(label=_("Označení vydání"), max_length=60, help_text=_("Například 2026."))
    valid_from = CzechDateField(label=_("Platí od"))
    file = forms.FileField(label=_("Soubor CSV nebo XLSX"), required=False)
    table = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    rows: Table

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.key, one.name) for one in CodeList.objects.order_by("key")]
        self.fields["code_list"].choices = [("", _("nový číselník")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the table; a new list needs its key and name."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("code_list"):
            for name in ("new_key", "new_name"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("U nového číselníku vyplňte."))
            if CodeList.objects.filter(key=cleaned.get("new_key") or "-").exists():
                self.add_error("new_key", _("Číselník s tímto klíčem už existuje, vyberte ho v seznamu."))
        self._read(cleaned.get("file"), cleaned.get("table") or "")
        return cleaned

    def _read(self, file: Any, text: str) -> None:
        try:
            if file:
                if file.size > MAX_BYTES:
                    raise too_big(file.size)
                self.rows = read_table(file.read())
            elif text:
                self.rows = from_json(text)
            else:
                raise ValidationError(_("Vyberte soubor."))
            if len(self.rows.rows) > MAX_TERMS or len(to_json(self.rows)) > _MAX_TEXT:
                raise ValidationError(_("Číselník může mít nejvýš %(limit)s položek.") % {"limit": MAX_TERMS})
        except TableError as error:
            self.add_error("file", error.message_cs)
        except ValidationError as error:
            self.add_error("file", error)

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        chosen = dict(self.fields["code_list"].choices)  # type: ignore[attr-defined]
        key = data["code_list"] or data["new_key"]
        return {
            "key": key, "name": data["new_name"] or str(chosen.get(key, key)), "label": data["label"],
            "valid_from": data["valid_from"], "table": self.rows,
        }
