"""Fields that support needs: whom a record belongs to, a person by name, a whole number."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.ui.forms import CzechDecimalField

_SHOWN = 5


class OfferedField(forms.ChoiceField):
    """One of the organisations that were offered, by uid; gives the Organisation. Offered one only, it is chosen."""

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Say which organisations there are."""
        self.known = {one.uid: one for one in organisations}
        self.choices = [(one.uid, one.name) for one in organisations]
        if len(organisations) == 1:
            self.initial = organisations[0].uid

    def prepare_value(self, value: Any) -> Any:
        return value.uid if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        chosen = super().clean(value)
        return self.known.get(chosen)


class PersonField(forms.CharField):
    """A person of the directory by name or e-mail, among those whom the actor may see; gives the Person."""

    default_error_messages = {
        "unknown": _("„%(text)s“ v adresáři není. Zkuste jiný zápis, e-mail, nebo osobu nejdřív založte."),
        "ambiguous": _("Tak se jmenuje víc lidí, napište e-mail: %(found)s"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.actor: Actor | None = None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return (value.email or value.name) if isinstance(value, Person) else value

    def clean(self, value: Any) -> Person | None:
        text = str(super().clean(value) or "").strip()
        if not text or self.actor is None:
            return None
        words = set(fold(text).replace(",", " ").split())
        visible = Person.objects.visible_to(self.actor).exclude(surname="")
        rows = visible.values_list("pk", "email", "given_name", "surname", "titles_before", "titles_after")
        exact = [row[0] for row in rows if row[1] and fold(row[1]) == fold(text)]
        named = exact or [row[0] for row in rows if words <= set(fold(" ".join(row[2:])).replace(",", " ").split())]
        if len(named) == 1:
            return Person.objects.get(pk=named[0])
        if not named:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text[:80]})
        found = Person.objects.filter(pk__in=named[:_SHOWN]).order_by("pk")
        shown = "; ".join(f"{one.name} ({one.email or _('bez e-mailu')})" for one in found)
        raise ValidationError(self.error_messages["ambiguous"], code="ambiguous", params={"found": shown})


class CountField(CzechDecimalField):
    """A whole number of at least one; empty means that nobody counted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=1_000_000, decimal_places=0, required=False, **kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        number = super().clean(value)
        return None if number is None else int(number)
