"""What the coordinator chooses to see."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.groups.enums import GroupType
from soucinnost.kernel.collation import sort_key
from soucinnost.overview.selectors.frames import Frame, Wanted
from soucinnost.overview.selectors.towns import ALL, WITH_EXTENDED, WITH_OFFICE, Towns
from soucinnost.overview.selectors.years import History
from soucinnost.overview.words import SIGNAL_LABELS, SIGNALS


class FilterForm(forms.Form):
    """Which groups. A value that is not offered is ignored, because links are shared and grow old."""

    druh = forms.ChoiceField(label=_("Druh"), required=False)
    tema = forms.ChoiceField(label=_("Téma"), required=False)
    signal = forms.ChoiceField(label=_("Signál"), required=False)
    okres = forms.ChoiceField(label=_("Okres"), required=False)
    ukoncene = forms.BooleanField(label=_("i ukončené"), required=False)

    def __init__(self, data: Any, frames: Sequence[Frame]) -> None:
        super().__init__(data, auto_id="filtr-%s")
        types = {frame.group.type for frame in frames}
        states = {frame.signal.state for frame in frames}
        themes = {term.key: str(term) for frame in frames for term in frame.themes}
        districts = {one.uid: one.name for frame in frames for one in frame.districts.values()}
        _offer(self, "druh", [(value, label) for value, label in GroupType.choices if value in types])
        _offer(self, "tema", _by_name(themes.items()))
        _offer(self, "signal", [(state, SIGNAL_LABELS[state]) for state in SIGNALS if state in states])
        _offer(self, "okres", _by_name(districts.items()))

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) for name in self.fields}
        return Wanted(
            type=values["druh"] or "", theme=values["tema"] or "", signal=values["signal"] or "",
            district=values["okres"] or "", with_closed=bool(values["ukoncene"]),
        )


class TownsForm(forms.Form):
    """Which towns without a group."""

    ktere = forms.ChoiceField(label=_("Které obce"), required=False)
    okres = forms.ChoiceField(label=_("Okres"), required=False)

    def __init__(self, towns: Towns, district: str) -> None:
        labels = {
            WITH_EXTENDED: _("s rozšířenou působností"), WITH_OFFICE: _("s úřadem v adresáři"), ALL: _("všechny známé"),
        }
        super().__init__(initial={"ktere": towns.which, "okres": district}, auto_id="filtr-%s")
        self.fields["ktere"].choices = [  # type: ignore[attr-defined]
            (name, f"{label} ({towns.counts[name]})") for name, label in labels.items()
        ]
        _offer(self, "okres", [(one.uid, one.name) for one in towns.districts])


class YearsForm(forms.Form):
    """Which two years."""

    rok = forms.ChoiceField(label=_("Rok"), required=False)
    s = forms.ChoiceField(label=_("Srovnat s rokem"), required=False)

    def __init__(self, history: History, one: int, other: int) -> None:
        super().__init__(initial={"rok": one, "s": other}, auto_id="roky-%s")
        for name in ("rok", "s"):
            self.fields[name].choices = [(year.year, year.year) for year in history.years]  # type: ignore[attr-defined]


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    form.fields[name].choices = [("", _("všechny")), *choices]  # type: ignore[attr-defined]


def _by_name(items: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(items, key=lambda item: (sort_key(item[1]), item[0]))
