"""Forms of what was done and what is counted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.forms.fields import OrganisationField
from soucinnost.codelists.models import Term
from soucinnost.kernel.collation import sorted_cs
from soucinnost.strategy.enums import Counting, UndertakingKind
from soucinnost.strategy.forms.fields import OrganisationsField, offer_money
from soucinnost.strategy.forms.proving import PLACES, PeriodTextField
from soucinnost.strategy.models import Indicator, Undertaking
from soucinnost.strategy.selectors.whole import MeasureView
from soucinnost.territory.fields import AreaField
from soucinnost.ui.forms import PersonalDataWarningMixin


class UndertakingForm(PersonalDataWarningMixin):
    """A project, an event, things handed out…: what, when, where, whose, which measures it serves."""

    personal_data_fields = ("title", "description", "place")
    personal_data_names = True

    kind = forms.ChoiceField(label=_("Druh"), choices=UndertakingKind.choices, initial=UndertakingKind.EVENT)
    title = forms.CharField(label=_("Název"), max_length=300)
    period = PeriodTextField(label=_("Kdy"), required=False, help_text=_("Den, dny, rok nebo roky."))
    description = forms.CharField(
        label=_("Popis"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    place = forms.CharField(label=_("Místo"), required=False, max_length=200)
    area = AreaField(label=_("Obec"), required=False, kinds=PLACES, loosely=True)
    organisation = OrganisationField(label=_("Kdo pořádal"), required=False)
    partners = OrganisationsField(
        label=_("S kým"), required=False, help_text=_("Názvy nebo IČO, každá organizace na vlastním řádku.")
    )
    funding = forms.ModelMultipleChoiceField(
        label=_("Z čeho"), required=False, queryset=Term.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    measures = forms.MultipleChoiceField(
        label=_("Kterým opatřením to slouží"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any = None, *, measures: Sequence[MeasureView], undertaking: Undertaking | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        if undertaking is not None:
            names = ("kind", "title", "description", "place", "area", "organisation")
            initial = {
                **{name: getattr(undertaking, name) for name in names},
                "period": (undertaking.period_from, undertaking.period_to),
                "measures": [one.uid for one in undertaking.measures.all()],
                "partners": sorted_cs(undertaking.partners.all(), key=lambda one: one.name),
                "funding": [one.pk for one in undertaking.funding.all()],
            }
        super().__init__(data, initial=initial)
        offer_money(self, undertaking.funding.all() if undertaking is not None else ())
        self.by_uid = {one.measure.uid: one.measure for one in measures}
        self.fields["measures"].choices = [  # type: ignore[attr-defined]
            (one.measure.uid, f"{one.number} {one.measure.title}") for one in measures
        ]

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        start, end = data["period"]
        names = ("kind", "title", "description", "place", "area", "organisation")
        return {
            **{name: data[name] for name in names}, "period_from": start, "period_to": end,
            "measures": [self.by_uid[uid] for uid in data["measures"]], "partners": data["partners"],
            **({"funding": data["funding"]} if "funding" in data else {}),
        }


class IndicatorForm(forms.Form):
    """What is counted year by year."""

    title = forms.CharField(label=_("Co se počítá"), max_length=200)
    unit = forms.CharField(label=_("Jednotka"), max_length=40, widget=forms.TextInput(attrs={"size": "14"}))
    counting = forms.ChoiceField(
        label=_("Co s roky"), choices=Counting.choices, initial=Counting.NONE,
        help_text=_("Projekty dvou let se sečíst dají, obce dvou let ne: mohou být tytéž."),
    )
    is_for_council = forms.BooleanField(label=_("patří do shrnutí pro radu"), required=False)

    def __init__(self, data: Any = None, *, indicator: Indicator | None = None) -> None:
        names = ("title", "unit", "counting", "is_for_council")
        super().__init__(data, initial={name: getattr(indicator, name) for name in names} if indicator else None)
