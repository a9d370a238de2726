"""Forms of organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.enums import OrganisationKind
from soucinnost.agencies.forms.fields import DuplicateWarningMixin
from soucinnost.agencies.models import Organisation
from soucinnost.agencies.selectors import similar_organisations
from soucinnost.kernel.organisations import IcoError, check_ico
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField


class OrganisationForm(DuplicateWarningMixin, forms.Form):
    """An organisation. A near-same name asks for a confirmation; a wrong IČO is refused."""

    confirm_label = _("Přesto uložit, je to jiná organizace")

    name = forms.CharField(label=_("Název"), max_length=200)
    kind = forms.ChoiceField(label=_("Druh"), choices=[("", "---------"), *OrganisationKind.choices])
    short_name = forms.CharField(
        label=_("Zkrácený název"), max_length=60, required=False, help_text=_("Jak se jí říká v zápisech.")
    )
    ico = forms.CharField(label=_("IČO"), max_length=20, required=False)
    area = AreaField(
        label=_("Území"), required=False, help_text=_("Obec, obvod nebo kraj, kde působí: název nebo kód."),
        kinds=(AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT, AreaKind.ORP, AreaKind.DISTRICT, AreaKind.REGION,
               AreaKind.STATE),
    )
    address = forms.CharField(label=_("Adresa"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    website = forms.URLField(label=_("Web"), required=False, assume_scheme="https")
    data_box = forms.CharField(label=_("Datová schránka"), max_length=10, required=False)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        self.organisation = organisation
        if organisation is not None:
            names = ("name", "kind", "short_name", "ico", "area", "address", "email", "phone", "website", "data_box")
            kwargs.setdefault("initial", {name: getattr(organisation, name) for name in names})
        super().__init__(*args, **kwargs)

    def clean_ico(self) -> str:
        """Check the digits where there are some."""
        text = self.cleaned_data["ico"]
        if not text.strip():
            return ""
        try:
            return check_ico(text)
        except IcoError as error:
            raise forms.ValidationError(error.message_cs) from None

    def find_duplicates(self, cleaned: dict[str, Any]) -> list[Organisation]:
        """Near-same names; a name that did not change was confirmed before."""
        if self.organisation is not None and cleaned["name"] == self.organisation.name:
            return []
        return similar_organisations(cleaned["name"], exclude=self.organisation)[:5]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name in
                ("name", "kind", "short_name", "ico", "area", "address", "email", "phone", "website", "data_box")}


class UnitForm(forms.Form):
    """The name of a department."""

    name = forms.CharField(label=_("Název útvaru"), max_length=200)
