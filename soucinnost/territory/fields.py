"""A form field for a unit of territory: written by name or code, because thousands do not fit into a menu."""

import difflib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.czech.matching import finds
from soucinnost.kernel.czech.words import words
from soucinnost.kernel.folding import fold
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area

_SHOWN = 6
_SUGGESTED = 400
_LIKENESS = 0.75
LEAST_BEGINNING = 3
PREPOSITIONS = {"v", "ve", "do", "z", "ze", "u", "na"}


def areas_like(text: str, kinds: Sequence[str]) -> list[Area]:
    """Return at most six units whose names begin with the text, hold it, or are a slip away from it, best first."""
    wanted = fold(text.partition("(")[0]).strip()
    if not wanted:
        return []
    rows = [(fold(name), pk) for pk, name in Area.objects.filter(kind__in=kinds).values_list("pk", "name")]
    close = set(difflib.get_close_matches(wanted, {name for name, _pk in rows}, n=_SHOWN, cutoff=_LIKENESS))

    def rank(name: str) -> int:
        return 0 if name.startswith(wanted) else 1 if wanted in name else 2 if name in close else 3

    found = sorted((rank(name), name, pk) for name, pk in rows if rank(name) < 3)[:_SHOWN]
    areas = Area.objects.light().select_related("parent").defer("parent__boundary")
    known = areas.in_bulk([pk for _rank, _name, pk in found])
    return [known[pk] for _rank, _name, pk in found]


class AreaInput(forms.TextInput):
    """A line that suggests units while one types; where there are too many of them it suggests none.

    Refused input says what is alike, so that a name is found without suggestions and without JavaScript.
    """

    template_name = "territory/widgets/area.html"
    kinds: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        areas = Area.objects.filter(kind__in=self.kinds).values_list("name", "code")[: _SUGGESTED + 1]
        found = [f"{known} ({code})" for known, code in areas]
        names = sorted_cs(found) if len(found) <= _SUGGESTED else []
        if names:
            context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-seznam"
        context["widget"]["names"] = names
        return context


class AreaField(forms.CharField):
    """Takes „566985“, „Žatec“ or „Žatec (566985)“ and gives the Area; ``loosely`` also „v Žatci“ and a beginning that
    only one unit has, where what was understood is seen at once and easily put right.

    Two units of one name are told apart by code: the error offers both. ``kinds`` are the levels that are accepted,
    in the order in which a name is looked for.
    """

    default_error_messages = {
        "unknown": _("Území „%(text)s“ v seznamu není. Zkuste jiný zápis, nebo kód."),
        "alike": _("Území „%(text)s“ v seznamu není. Podobné: %(found)s"),
        "ambiguous": _("Názvu odpovídá víc území, napište kód: %(found)s"),
    }

    def __init__(
        self, *, kinds: Sequence[str] = (AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT), loosely: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("max_length", 160)
        kwargs.setdefault("widget", AreaInput)
        super().__init__(**kwargs)
        self.kinds, self.loosely = list(kinds), loosely
        if isinstance(self.widget, AreaInput):
            self.widget.kinds = self.kinds

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off"}

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
        if not found and self.loosely:
            found = self._inflected(text.partition("(")[0])
        if not found:
            raise self._unknown(text)
        if len(found) > 1:
            shown = "; ".join(_described(area) for area in found[:_SHOWN])
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous", params={"found": shown})
        return found[0]

    def _unknown(self, text: str) -> ValidationError:
        near = areas_like(text, self.kinds)
        code = "alike" if near else "unknown"
        params = {"text": text[:80], "found": "; ".join(_described(area) for area in near)}
        return ValidationError(self.error_messages[code], code=code, params=params)

    def _inflected(self, text: str) -> list[Area]:
        """Units whose name the text is in another case („Lounech“), else the only one whose name it begins."""
        asked = [word.text for word in words(text)]
        if len(asked) > 1 and fold(asked[0]) in PREPOSITIONS:
            asked = asked[1:]
        wanted = fold(" ".join(asked))
        if len(wanted) < LEAST_BEGINNING:
            return []
        rows = list(Area.objects.filter(kind__in=self.kinds).values_list("pk", "name"))
        near = [(pk, name) for pk, name in rows if fold(name)[:2] == wanted[:2]]
        same = [pk for pk, name in near if _is_form_of(asked, [word.text for word in words(name)])]
        begun = [pk for pk, name in near if fold(name).startswith(wanted)]
        keys = same or (begun if len(begun) == 1 else [])
        return list(Area.objects.light().filter(pk__in=keys).select_related("parent").order_by("code"))

    def _named(self, name: str) -> list[Area]:
        wanted = fold(name)
        rows = Area.objects.filter(kind__in=self.kinds).values_list("pk", "kind", "name")
        matching = [(kind, pk) for pk, kind, known in rows if fold(known) == wanted]
        for kind in self.kinds:
            keys = [pk for known, pk in matching if known == kind]
            if keys:
                return list(Area.objects.light().filter(pk__in=keys).select_related("parent").order_by("code"))
        return []


def _is_form_of(asked: Sequence[str], name: Sequence[str]) -> bool:
    return len(asked) == len(name) and all(finds(one, other) for one, other in zip(asked, name, strict=True))


def _described(area: Area) -> str:
    return f"{area.name} ({area.code}, {area.parent.name})" if area.parent else f"{area.name} ({area.code})"
