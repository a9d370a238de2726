"""The filter of the list of groups."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.groups.listing import SIGNALS, Row, Wanted, regions_in, types_in

SIGNAL_LABELS = {
    "ok": _("v rytmu"), "due": _("je čas se sejít"), "late": _("jednání se opozdilo"),
    "asleep": _("dlouho bez jednání"), "none": _("bez signálu"),
}
ORDERS = (("", _("podle názvu")), ("signal", _("podle signálu")))


class FilterForm(forms.Form):
    """What to show. A value that is not offered is ignored, because links are shared and grow old."""

    q = forms.CharField(label=_("Název nebo organizace"), required=False, max_length=100)
    druh = forms.ChoiceField(label=_("Druh"), required=False)
    kraj = forms.ChoiceField(label=_("Kraj"), required=False)
    signal = forms.ChoiceField(label=_("Signál"), required=False)
    razeni = forms.ChoiceField(label=_("Řazení"), required=False, choices=ORDERS)
    moje = forms.BooleanField(label=_("jen moje"), required=False)
    ukoncene = forms.BooleanField(label=_("i ukončené"), required=False)

    def __init__(self, data: Any, rows: Sequence[Row]) -> None:
        super().__init__(data, auto_id="filtr-%s")
        self._choose("druh", types_in(rows))
        self._choose("kraj", [(region.uid, region.name) for region in regions_in(rows)])
        self._choose("signal", [(state, SIGNAL_LABELS[state]) for state in SIGNALS])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("všechny")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name) for name in self.fields}
        return Wanted(
            text=values["q"] or "", mine=bool(values["moje"]), type=values["druh"] or "",
            region=values["kraj"] or "", signal=values["signal"] or "", with_closed=bool(values["ukoncene"]),
            by_signal=values["razeni"] == "signal",
        )
