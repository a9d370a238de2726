"""Forms of places in organisations and of standing in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.forms.fields import OrganisationField
from soucinnost.agencies.models import Affiliation, Person, Unit
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.ui.forms import CzechDateField


class PlaceForm(forms.Form):
    """A person's place in an organisation; the organisation of an existing place does not change."""

    organisation = OrganisationField(label=_("Organizace"))
    unit = forms.ChoiceField(label=_("Útvar"), required=False)
    position = forms.CharField(label=_("Funkce"), max_length=120, required=False)
    is_contact = forms.BooleanField(label=_("Kontaktní osoba organizace"), required=False)
    valid_from = CzechDateField(label=_("Od"), required=False)
    valid_to = CzechDateField(label=_("Do"), required=False, help_text=_("Poslední den. Prázdné, dokud trvá."))

    def __init__(self, *args: Any, place: Affiliation | None = None, **kwargs: Any) -> None:
        self.place = place
        if place is not None:
            kwargs.setdefault("initial", {
                "unit": place.unit.uid if place.unit else "", "position": place.position,
                "is_contact": place.is_contact, "valid_from": place.valid_from, "valid_to": place.valid_to,
            })
        super().__init__(*args, **kwargs)
        if place is None:
            del self.fields["unit"]
            return
        del self.fields["organisation"]
        units = sorted_cs(place.organisation.units.all(), key=lambda unit: unit.name)
        if units:
            choices = [("", _("bez útvaru"))] + [(unit.uid, unit.name) for unit in units]
            self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def chosen_unit(self) -> Unit | None:
        """The chosen department of the organisation."""
        uid = self.cleaned_data.get("unit")
        return self.place.organisation.units.filter(uid=uid).first() if self.place and uid else None


class StandInForm(forms.Form):
    """Who stands in for a person in an organisation: somebody of the same organisation."""

    person = forms.ChoiceField(label=_("Kdo zastupuje"))
    valid_from = CzechDateField(label=_("Od"), required=False)
    valid_to = CzechDateField(label=_("Do"), required=False)

    def __init__(self, *args: Any, actor: Actor, place: Affiliation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Affiliation.objects.on(timezone.localdate()).filter(organisation=place.organisation)
        people = Person.objects.visible_to(actor).filter(is_active=True, affiliations__in=held)
        self.people = {
            person.uid: person for person in people.exclude(pk=place.person_id).exclude(surname="").distinct()
        }
        ordered = sorted_cs(self.people.values(), key=lambda person: person.sort_name)
        self.fields["person"].choices = [("", "---------")] + [  # type: ignore[attr-defined]
            (person.uid, f"{person.sort_name}{', ' + person.email if person.email else ''}") for person in ordered
        ]

    def chosen(self) -> Person:
        """The chosen person."""
        return self.people[self.cleaned_data["person"]]
