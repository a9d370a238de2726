"""A circular, its files, to whom it goes, confirmations by hand."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.support.enums import Leading
from soucinnost.support.forms.records import KeptForm
from soucinnost.support.recipients import Criteria
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from soucinnost.ui.forms import CzechDateField


class CircularForm(KeptForm):
    """Subject and text."""

    personal_data_fields = ("subject", "body")
    personal_data_hint = _(
        "Oběžník dostanou všichni vybraní. Kontakt na pořadatele do něj patří, údaje o klientech ne."
    )

    subject = forms.CharField(label=_("Předmět"), max_length=160)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Prostý text. Přijde e-mailem celý, i tomu, kdo se do Součinnosti nepřihlašuje."),
    )
    asks_confirmation = forms.BooleanField(
        label=_("žádat o potvrzení"), required=False,
        help_text=_("Příjemce potvrdí tlačítkem po přihlášení, nebo odpoví a potvrzení zapíšete Vy."),
    )


class FileForm(forms.Form):
    """A file that goes with the circular."""

    upload = forms.FileField(label=_("Soubor"))
    title = forms.CharField(label=_("Název"), required=False, max_length=200)


class RecipientsForm(forms.Form):
    """Which organisations; the circular goes to their contact persons."""

    kinds = forms.MultipleChoiceField(
        label=_("Druhy organizací"), choices=OrganisationKind.choices, widget=forms.CheckboxSelectMultiple
    )
    area = AreaField(
        label=_("Území"), required=False, loosely=True,
        kinds=(AreaKind.REGION, AreaKind.DISTRICT, AreaKind.ORP, AreaKind.MUNICIPALITY),
        help_text=_("Kraj, okres nebo obec. Prázdné znamená všude."),
    )
    leading = forms.ChoiceField(label=_("Skupiny"), choices=Leading.choices, required=False)

    def __init__(self, *args: Any, criteria: Criteria, **kwargs: Any) -> None:
        kwargs["initial"] = {"kinds": criteria.kinds, "area": criteria.area, "leading": criteria.leading}
        super().__init__(*args, **kwargs)

    def criteria(self) -> Criteria:
        """What was chosen."""
        data = self.cleaned_data
        area = data["area"]
        return Criteria(tuple(data["kinds"]), area.uid if area is not None else "", data["leading"])


class ConfirmationForm(forms.Form):
    """When somebody confirmed by telephone or mail."""

    confirmed_on = CzechDateField(label=_("Kdy"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"confirmed_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
