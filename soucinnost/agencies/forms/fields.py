"""What the forms of the directory share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation
from soucinnost.agencies.selectors import NameIndex

DATALIST = "organizace-seznam"
_SHOWN = 5
CONFIRM = "confirmed"


class OrganisationField(forms.CharField):
    """Takes the name, short name or IČO of an organisation and gives the Organisation; unknown is an error that
    offers what is alike. The page gives the names in a datalist with the id ``DATALIST``."""

    default_error_messages = {
        "unknown": _("Organizace „%(text)s“ v adresáři není. Nejdřív ji založte, nebo zkuste jiný zápis."),
        "alike": _("Organizace „%(text)s“ v adresáři není. Podobné: %(found)s"),
        "ambiguous": _("Tak se jmenuje víc organizací, napište IČO: %(found)s"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 220)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "list": DATALIST, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        index = NameIndex(Organisation.objects.all())
        by_ico = index.by_ico.get("".join(text.split()).zfill(8)) if text.replace(" ", "").isdigit() else None
        found = [by_ico] if by_ico is not None else index.exact(text)
        if len(found) == 1:
            return Organisation.objects.get(pk=found[0].pk)
        params: dict[str, Any] = {"text": text[:80]}
        if found:
            params["found"] = "; ".join(f"{known.name} ({known.ico or _('bez IČO')})" for known in found[:_SHOWN])
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous", params=params)
        near = index.alike(text) or index.containing(text)
        if near:
            params["found"] = "; ".join(known.name for known in near[:_SHOWN])
            raise ValidationError(self.error_messages["alike"], code="alike", params=params)
        raise ValidationError(self.error_messages["unknown"], code="unknown", params=params)


class DuplicateWarningMixin(forms.Form):
    """Warns before something near-same is entered: the first submission shows what was found, ticking „Přesto“
    passes. Subclasses give :meth:`find_duplicates`; the template shows ``duplicates`` and the box."""

    confirm_label: Any = _("Přesto uložit, je to někdo jiný")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duplicates: list[Any] = []
        self.fields[CONFIRM] = forms.BooleanField(label=self.confirm_label, required=False)

    @property
    def confirm_field(self) -> forms.BoundField:
        """The box that says that it was not a slip."""
        return self[CONFIRM]

    def find_duplicates(self, cleaned: dict[str, Any]) -> list[Any]:
        """Return what may be the same; a form that does not say how to look finds nothing."""
        return []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self.duplicates = self.find_duplicates(cleaned)
        if self.duplicates and not cleaned.get(CONFIRM):
            self.add_error(None, ValidationError(_("V adresáři je něco podobného. Podívejte se níže a potvrďte."),
                                                 code="duplicate"))
        return cleaned
