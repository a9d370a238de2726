"""Goals, measures, planned activities, how they turned out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Seat
from soucinnost.agencies.forms.fields import OrganisationField
from soucinnost.agencies.models import Person
from soucinnost.codelists.models import Term
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import period_text
from soucinnost.evidence.wording import number_text
from soucinnost.kernel.collation import sort_key
from soucinnost.strategy.enums import Outcome
from soucinnost.strategy.forms.fields import FirstDayField, LastDayField, OrganisationsField, offer_money
from soucinnost.strategy.models import Assessment, Goal, Measure, Strategy
from soucinnost.strategy.selectors.listing import Side
from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin

MEASURE_FIELDS = (
    "title", "description", "owner", "owner_person", "partners", "funding", "funding_note", "period_from", "period_to",
    "carried_from",
)


class GoalForm(PersonalDataWarningMixin, forms.Form):
    """What a goal says."""

    personal_data_fields = ("title", "description")

    title = forms.CharField(label=_("Cíl"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(
        label=_("Popis"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EvaluationForm(PersonalDataWarningMixin, forms.Form):
    """The evaluation of a goal."""

    personal_data_fields = ("text",)

    text = forms.CharField(
        label=_("Hodnocení cíle"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Co se podařilo, co ne a co z toho plyne. Prázdné hodnocení se odebere."),
    )
    evaluated_on = CzechDateField(label=_("Ke dni"), required=False)


class MeasureForm(PersonalDataWarningMixin, forms.Form):
    """A measure: who answers, with whom, from what money, until when."""

    personal_data_fields = ("title", "description", "funding_note", "activities")

    title = forms.CharField(label=_("Opatření"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(
        label=_("Popis"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    activities = forms.CharField(
        label=_("Plánované aktivity"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Každá na vlastním řádku."),
    )
    owner = OrganisationField(label=_("Odpovídá organizace"), required=False)
    owner_person = forms.ModelChoiceField(
        label=_("Odpovědná osoba"), required=False, queryset=Person.objects.none(), empty_label=_("neurčena"),
        help_text=_("Vybírá se z týmu strategie."),
    )
    partners = OrganisationsField(
        label=_("Partneři"), required=False, help_text=_("Názvy nebo IČO, každá organizace na vlastním řádku.")
    )
    funding = forms.ModelMultipleChoiceField(
        label=_("Zdroje financování"), required=False, queryset=Term.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    funding_note = forms.CharField(label=_("Poznámka k financování"), required=False, max_length=300)
    period_from = FirstDayField(label=_("Od"), required=False, help_text=_("Prázdné znamená po celou dobu strategie."))
    period_to = LastDayField(label=_("Do"), required=False)
    carried_from = forms.ModelChoiceField(
        label=_("Pokračuje opatření"), required=False, queryset=Measure.objects.none(),
        empty_label=_("žádného, je nové"),
    )
    confirmed = forms.BooleanField(label=_("Přesto uložit, období je správně"), required=False)

    def __init__(
        self, *args: Any, strategy: Strategy, measure: Measure | None = None, earlier: Sequence[Side] = (),
        **kwargs: Any,
    ) -> None:
        self.strategy, self.measure = strategy, measure
        if measure is not None:
            kwargs["initial"] = _initial(measure)
        super().__init__(*args, **kwargs)
        if measure is not None:
            del self.fields["activities"]
        self._offer_people()
        offer_money(self, measure.funding.all() if measure is not None else ())
        self._offer_earlier(earlier)
        self.is_outside = False

    def _offer_people(self) -> None:
        seats = Seat.objects.on(timezone.localdate()).without_break_glass().filter(circle=self.strategy.circle_id)
        people = {seat.person_id: seat.person for seat in seats.select_related("person")}
        held = self.measure.owner_person if self.measure is not None else None
        if held is not None:
            people.setdefault(held.pk, held)
        field: Any = self.fields["owner_person"]
        field.queryset = Person.objects.filter(pk__in=people)
        rows = sorted(people.values(), key=lambda one: (sort_key(one.sort_name), one.pk))
        field.widget.choices = [("", field.empty_label), *((one.pk, one.sort_name) for one in rows)]

    def _offer_earlier(self, earlier: Sequence[Side]) -> None:
        if not earlier:
            del self.fields["carried_from"]
            return
        field: Any = self.fields["carried_from"]
        field.queryset = Measure.objects.filter(pk__in=[side.measure.pk for side in earlier])
        field.widget.choices = [
            ("", field.empty_label), *((side.measure.pk, f"{side.number} {side.measure.title}") for side in earlier)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        begins, ends = self.strategy.period_from, self.strategy.period_to
        outside = any(day is not None and not begins <= day <= ends for day in (first, last))
        held = self.measure
        same = held is not None and (first, last) == (held.period_from, held.period_to)
        self.is_outside = outside and not same
        if self.is_outside and not cleaned.get("confirmed"):
            self.add_error(None, ValidationError(
                _now("Období opatření přesahuje období strategie (%(period)s). Upravte ho, nebo potvrďte níže."),
                params={"period": period_text(begins, ends)},
            ))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields for the action."""
        return {name: self.cleaned_data[name] for name in MEASURE_FIELDS if name in self.cleaned_data}


def _initial(measure: Measure) -> dict[str, Any]:
    plain = {name: getattr(measure, name) for name in MEASURE_FIELDS if name not in ("partners", "funding")}
    partners = sorted(measure.partners.all(), key=lambda one: (sort_key(one.name), one.pk))
    return {
        **plain, "owner_person": measure.owner_person_id, "carried_from": measure.carried_from_id, "partners": partners,
        "funding": [one.pk for one in measure.funding.all()],
    }


class ActivityForm(PersonalDataWarningMixin, forms.Form):
    """A planned activity."""

    personal_data_fields = ("text",)

    text = forms.CharField(label=_("Plánovaná aktivita"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class PlaceForm(forms.Form):
    """Under which goal a measure belongs, and where there."""

    goal = forms.ModelChoiceField(label=_("Pod cíl"), queryset=Goal.objects.none(), empty_label=None)
    position = forms.IntegerField(
        label=_("Pořadí v cíli"), min_value=1, max_value=1000, required=False, help_text=_("Prázdné znamená na konec.")
    )

    def __init__(self, *args: Any, goals: Sequence[Goal], measure: Measure, **kwargs: Any) -> None:
        kwargs["initial"] = {"goal": measure.goal_id, "position": measure.position}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["goal"]
        field.queryset = Goal.objects.filter(pk__in=[goal.pk for goal in goals])
        field.widget.choices = [(goal.pk, f"{place}. {goal.title}") for place, goal in enumerate(goals, start=1)]


class LinkForm(forms.Form):
    """Which measure belongs together with this one, and how."""

    other = forms.ModelChoiceField(label=_("Opatření"), queryset=Measure.objects.none(), empty_label=_("vyberte"))
    note = forms.CharField(label=_("Čím souvisí"), required=False, max_length=300)

    def __init__(self, *args: Any, sides: Sequence[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = Measure.objects.filter(pk__in=[side.measure.pk for side in sides])
        field.widget.choices = [
            ("", field.empty_label), *((side.measure.pk, f"{side.number} {side.measure.title}") for side in sides)
        ]


def _kept(choices: list[tuple[int, str]], pk: int, label: str) -> list[tuple[int, str]]:
    """The choices with what is held now, so that who does not see it there does not take it away by saving."""
    return choices if pk in dict(choices) else [*choices, (pk, label)]


class AssessmentForm(PersonalDataWarningMixin, forms.Form):
    """How a measure or a planned activity turned out, why, where it goes on."""

    personal_data_fields = ("reason", "carried_note")

    outcome = forms.ChoiceField(label=_("Jak dopadlo"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Důvod"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("U toho, co se nesplnilo celé nebo přechází dál, je nutný."),
    )
    carried_to = forms.ModelChoiceField(
        label=_("Přechází do opatření"), required=False, queryset=Measure.objects.none(), empty_label=_("nevybráno")
    )
    carried_note = forms.CharField(
        label=_("Kam přechází, slovy"), required=False, max_length=300,
        help_text=_("Kde další strategie ještě není nebo ji nevidíte."),
    )
    baseline = forms.ModelChoiceField(
        label=_("Výchozí stav"), required=False, queryset=Claim.objects.none(), empty_label=_("neuvedeno"),
        help_text=_("Údaj, od kterého se bude měřit dál."),
    )
    assessed_on = CzechDateField(label=_("Ke dni"), initial=timezone.localdate)

    def __init__(
        self, *args: Any, held: Assessment | None, later: Sequence[Side], claims: Sequence[Claim], **kwargs: Any
    ) -> None:
        if held is not None:
            kwargs["initial"] = {
                "outcome": held.outcome, "reason": held.reason, "carried_to": held.carried_to_id,
                "carried_note": held.carried_note, "baseline": held.baseline_id, "assessed_on": timezone.localdate(),
            }
        super().__init__(*args, **kwargs)
        targets = [(one.measure.pk, f"{one.number} {one.measure.title}") for one in later]
        numbers = [(one.pk, number_text(one)) for one in claims if one.value is not None]
        if held is not None and held.carried_to_id is not None:
            targets = _kept(targets, held.carried_to_id, _now("opatření jiné strategie"))
        if held is not None and held.baseline is not None:
            numbers = _kept(numbers, held.baseline.pk, number_text(held.baseline))
        self._offer("carried_to", Measure, targets)
        self._offer("baseline", Claim, numbers)

    def _offer(self, name: str, model: Any, choices: list[tuple[int, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.queryset = model.objects.filter(pk__in=[pk for pk, _label in choices])
        field.widget.choices = [("", field.empty_label), *choices]

    def clean(self) -> dict[str, Any]:
        """Where it goes on is a question only about what is carried over; elsewhere the answer is left out."""
        cleaned = super().clean()
        if cleaned.get("outcome") != Outcome.CARRIED_OVER:
            cleaned.update({name: None for name in ("carried_to", "baseline") if name in cleaned})
            cleaned["carried_note"] = ""
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields for the action."""
        names = ("outcome", "reason", "carried_to", "carried_note", "baseline", "assessed_on")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
