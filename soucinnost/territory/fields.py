"""A form field for a unit of territory: written by name or code, because thousands do not fit into a menu."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.folding import fold
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

_SHOWN = 6


class AreaField(forms.CharField):
    """Takes „566985“, „Žatec“ or „Žatec (566985)“ and gives the Area.

    Two units of one name are told apart by code: the error offers both. ``kinds`` are the levels that are accepted,
    in the order in which a name is looked for.
    """

    default_error_messages = {
        "unknown": _("Území „%(text)s“ v seznamu není. Zkuste jiný zápis, nebo kód."),
        "ambiguous": _("Názvu odpovídá víc území, napište kód: %(found)s"),
    }

    def __init__(
        self, *, kinds: Sequence[str] = (AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT), **kwargs: Any
    ) -> None:
        kwargs.setdefault("max_length", 160)
        super().__init__(**kwargs)
        self.kinds = list(kinds)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.name} ({value.code})" if isinstance(value, Area) else value

    def clean(self, value: Any) -> Area | None:
        text = str(super().clean(value) or "")
        if not text:
            return None
        areas = Area.objects.light().filter(kind__in=self.kinds)
        code = text.rpartition("(")[2].rstrip(") ").strip().upper() if "(" in text else text.upper()
        found = list(areas.filter(code=code)) or list(areas.filter(nuts=code) if code else [])
        if not found:
            found = self._named(text.partition("(")[0])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text[:80]})
        if len(found) > 1:
            shown = "; ".join(_described(area) for area in found[:_SHOWN])
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous", params={"found": shown})
        return found[0]

    def _named(self, name: str) -> list[Area]:
        wanted = fold(name)
        rows = Area.objects.filter(kind__in=self.kinds).values_list("pk", "kind", "name")
        matching = [(kind, pk) for pk, kind, known in rows if fold(known) == wanted]
        for kind in self.kinds:
            keys = [pk for known, pk in matching if known == kind]
            if keys:
                return list(Area.objects.light().filter(pk__in=keys).select_related("parent").order_by("code"))
        return []


def _described(area: Area) -> str:
    return f"{area.name} ({area.code}, {area.parent.name})" if area.parent else f"{area.name} ({area.code})"
