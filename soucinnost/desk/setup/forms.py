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
from soucinnost.territory.fields import AreaField, areas_like
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


KINDS = (AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT, AreaKind.REGION)


class TownForm(forms.Form):
    """A municipality of the list, found by what is typed."""

    area = AreaField(
        label=_("Obec, městský obvod nebo kraj"), kinds=KINDS,
        help_text=_("Začněte psát název a vyberte, nebo napište kód."),
        error_messages={"required": _("Napište název nebo kód obce.")},
    )

    def alike(self) -> list[Area]:
        """What the list has instead of a name that it has not; after a refusal."""
        return areas_like(str(self.data.get("area", "")), KINDS) if self.errors else []


class NewTownForm(forms.Form):
    """A municipality that the list has not, with its official code."""

    name = forms.CharField(label=_("Název obce"), max_length=120)
    code = forms.RegexField(
        label=_("Kód obce"), regex=r"^[0-9]{6}$",
        help_text=_("Šest číslic. Týž kód má obec v RÚIAN i u Českého statistického úřadu."),
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
