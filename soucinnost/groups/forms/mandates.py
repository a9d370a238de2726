"""Mandates: giving, changing, ending, handing the chair over."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.forms import ImportForm
from soucinnost.agencies.models import Organisation, Person
from soucinnost.groups.choosing import mandate_label, organisations_for, sitting_mandates
from soucinnost.groups.models import Group, Mandate
from soucinnost.kernel.tables import Table, to_text
from soucinnost.ui.forms import CzechDateField


class MandateChoice(forms.ModelChoiceField):
    """Members by name and organisation."""

    def label_from_instance(self, obj: Mandate) -> str:
        return mandate_label(obj)


def offer_mandates(field: Any, mandates: list[Mandate]) -> None:
    """Offer the mandates in their order."""
    field.queryset = Mandate.objects.filter(pk__in=[one.pk for one in mandates])
    empty = [("", field.empty_label)] if not field.required else []
    field.widget.choices = [*empty, *((one.pk, mandate_label(one)) for one in mandates)]


class MandateForm(forms.Form):
    """A mandate of a person who is known already. For a change, whom a deputy stands in for cannot be chosen."""

    organisation = forms.ModelChoiceField(
        label=_("Za organizaci"), required=False, queryset=Organisation.objects.none(),
        empty_label=_("bez organizace"),
    )
    valid_from = CzechDateField(label=_("Od"), initial=timezone.localdate)
    valid_to = CzechDateField(
        label=_("Do"), required=False, help_text=_("Poslední den mandátu, ještě platí. Prázdné znamená bez konce.")
    )
    is_chair = forms.BooleanField(label=_("předsedá"), required=False)
    is_recorder = forms.BooleanField(label=_("zapisuje"), required=False)
    is_reviewer = forms.BooleanField(label=_("reviduje zápisy"), required=False)
    reports = forms.BooleanField(label=_("podává zprávu za organizaci"), required=False)
    deputy_for = MandateChoice(
        label=_("Zastupuje člena"), required=False, queryset=Mandate.objects.none(), empty_label=_("nikoho, je členem"),
        help_text=_("Zástupce vidí totéž co zastupovaný, dokud trvá jeho mandát."),
    )
    basis = forms.CharField(label=_("Podklad (jmenování, usnesení)"), required=False, max_length=200)
    note = forms.CharField(label=_("Poznámka"), required=False, max_length=200)

    def __init__(
        self, *args: Any, group: Group, person: Person, mandate: Mandate | None = None, **kwargs: Any
    ) -> None:
        organisations = organisations_for(group, person)
        if mandate is not None:
            seat = mandate.seat
            kwargs["initial"] = {name: getattr(seat, name, None) for name in self.base_fields} | {
                "basis": mandate.basis, "reports": mandate.reports, "organisation": seat.organisation_id,
            }
            if seat.organisation is not None and seat.organisation not in organisations:
                organisations.insert(0, seat.organisation)
        else:
            own = person.affiliations.order_by("pk").first()
            kwargs["initial"] = {"organisation": own.organisation_id if own else None} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        field.widget.choices = [("", field.empty_label), *((one.pk, one.name) for one in organisations)]
        members = [one for one in sitting_mandates(group, timezone.localdate()) if one.seat.person_id != person.pk]
        if mandate is not None or not members:
            del self.fields["deputy_for"]
        else:
            offer_mandates(self.fields["deputy_for"], members)

    def values(self) -> dict[str, Any]:
        """Return the fields for the action."""
        return dict(self.cleaned_data)


class EndForm(forms.Form):
    """The last day of a mandate."""

    last_day = CzechDateField(label=_("Poslední den"), initial=timezone.localdate)


class ChairForm(forms.Form):
    """Who takes the chair over."""

    to = MandateChoice(label=_("Předávám"), queryset=Mandate.objects.none())

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [one for one in sitting_mandates(group, timezone.localdate()) if not one.seat.is_chair]
        offer_mandates(self.fields["to"], members)


class PasteForm(ImportForm):
    """A list of people, and since when they are members."""

    valid_from = CzechDateField(
        label=_("Mandát od"), initial=timezone.localdate, help_text=_("Platí, kde řádek nemá vlastní den.")
    )


def back_to_list(table: Table, posted: Mapping[str, str]) -> dict[str, str]:
    """Return the initial values of :class:`PasteForm` for going back from its preview: the list and the day."""
    return {"text": to_text(table), "valid_from": posted.get("valid_from", "")}


class SinceForm(forms.Form):
    """Since when the people of a list are members; asked again in its preview."""

    valid_from = CzechDateField(label=_("Mandát od"))
