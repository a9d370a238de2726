"""What is asked on the way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.accounts.forms import NewPasswordForm
from soucinnost.agencies.enums import OrganisationKind
from soucinnost.groups.enums import GroupType, Rhythm
from soucinnost.kernel.collation import sorted_cs
from soucinnost.kernel.organisations import IcoError, check_ico
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from soucinnost.territory.models import Area


class AdministratorForm(NewPasswordForm):
    """The first person."""

    given_name = forms.CharField(label=_("Jméno"), max_length=60)
    surname = forms.CharField(label=_("Příjmení"), max_length=80)
    email = forms.CharField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        help_text=_("Tímto e-mailem se budete přihlašovat."),
    )

    field_order = ("given_name", "surname", "email", "password", "again")


class TownForm(forms.Form):
    """A municipality of the list, or a new one with its official code."""

    area = AreaField(
        label=_("Obec, obvod nebo kraj ze seznamu"), required=False, help_text=_("Název nebo kód."),
        kinds=(AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT, AreaKind.REGION),
    )
    name = forms.CharField(label=_("Název obce"), required=False, max_length=120)
    code = forms.RegexField(
        label=_("Kód obce"), required=False, regex=r"^[0-9]{6}$",
        help_text=_("Šest číslic z registru územní identifikace."),
        error_messages={"invalid": _("Kód obce má šest číslic.")},
    )
    district = forms.ModelChoiceField(
        label=_("Okres"), required=False, queryset=Area.objects.none(), empty_label=_("neuvedeno")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Area.objects.filter(kind=AreaKind.DISTRICT).defer("boundary")
        field: Any = self.fields["district"]
        field.queryset = districts
        field.choices = [
            ("", field.empty_label), *((one.pk, one.name) for one in sorted_cs(districts, key=lambda one: one.name))
        ]

    def clean(self) -> dict[str, Any]:
        """One of the two ways, not both and not neither."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        typed = bool(cleaned.get("name") or cleaned.get("code"))
        if cleaned.get("area") and typed:
            self.add_error("area", _("Vyberte obec ze seznamu, nebo zadejte novou, ne obojí."))
        elif not cleaned.get("area") and not typed:
            self.add_error("area", _("Napište název nebo kód obce."))
        elif typed:
            for name in ("name", "code"):
                if not cleaned.get(name):
                    self.add_error(name, _("U nové obce vyplňte název i kód."))
        return cleaned


class LeadForm(forms.Form):
    """The organisation that leads the group."""

    name = forms.CharField(label=_("Název organizace"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Druh"), choices=OrganisationKind.choices, initial=OrganisationKind.MUNICIPALITY
    )
    ico = forms.CharField(label=_("IČO"), max_length=20, required=False)

    def clean_ico(self) -> str:
        """Check the digits where there are some."""
        text: str = self.cleaned_data["ico"].strip()
        if not text:
            return ""
        try:
            return check_ico(text)
        except IcoError as error:
            raise forms.ValidationError(error.message_cs) from None


class GroupForm(forms.Form):
    """The first group."""

    name = forms.CharField(label=_("Název skupiny"), max_length=200)
    type = forms.ChoiceField(
        label=_("Druh"), choices=GroupType.choices, initial=GroupType.MUNICIPAL_WORKING_GROUP
    )
    rhythm = forms.ChoiceField(label=_("Jak často se schází"), choices=Rhythm.choices, initial=Rhythm.QUARTERLY)
    takes_chair = forms.BooleanField(
        label=_("Skupině předsedám já"), required=False,
        help_text=_("Zápis povedete v každém případě. Obojí jde později předat."),
    )
