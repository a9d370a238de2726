"""What a person wants to be reminded of."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from soucinnost.notices import schedule
from soucinnost.notices.digests import HORIZON


class PreferenceForm(forms.Form):
    """Reminders one by one, how long before, and the weekly summary."""

    tasks = forms.BooleanField(label=_("Úkoly, kterým se blíží nebo prošel termín"), required=False)
    minutes = forms.BooleanField(label=_("Zápisy, které čekají na mé připomínky nebo podpis"), required=False)
    reports = forms.BooleanField(label=_("Zprávy, které má organizace dluží"), required=False)
    days_before = forms.IntegerField(
        label=_("Kolik dnů předem"), min_value=1, max_value=HORIZON,
        error_messages={
            "required": _("Napište, kolik dnů předem se má připomínat."),
            "invalid": _("Napište počet dnů číslicí, od 1 do 14."),
            "min_value": _("Nejméně 1 den."), "max_value": _("Nejvýše 14 dnů."),
        },
        widget=forms.NumberInput(attrs={"size": "3", "inputmode": "numeric"}),
    )
    weekly = forms.BooleanField(label=_("Posílat týdenní souhrn"), required=False)
    weekday = forms.TypedChoiceField(
        label=_("Který den"), coerce=int, choices=[(day, WEEKDAYS[day]) for day in schedule.WEEKDAYS]
    )
    hour = forms.TypedChoiceField(
        label=_("V kolik hodin"), coerce=int, choices=[(hour, f"{hour}.00") for hour in schedule.HOURS]
    )
    together = forms.BooleanField(label=_("Všechno najednou v týdenním souhrnu"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("together") and not cleaned.get("weekly"):
            raise ValidationError({"together": _("Všechno najednou jde jen s týdenním souhrnem. Zapněte ho také.")})
        return cleaned
