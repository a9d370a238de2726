"""A strategy's frame, its approval, seats of its team, a pasted list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Seat
from soucinnost.agencies.forms.fields import OrganisationField
from soucinnost.agencies.models import Organisation
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.actor import Actor
from soucinnost.strategy.enums import StrategyKind
from soucinnost.strategy.forms.fields import FirstDayField, LastDayField
from soucinnost.strategy.models import Goal, Strategy
from soucinnost.strategy.outline import MOST_CHARACTERS
from soucinnost.strategy.selectors.listing import overlapping
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin


class StrategyChoice(forms.ModelChoiceField):
    """Strategies by title and period; ``hidden`` is the one that is held and that the reader does not see."""

    hidden: int | None = None

    def label_from_instance(self, obj: Strategy) -> str:
        if obj.pk == self.hidden:
            return _now("jiná strategie")
        return f"{obj.title} ({period_text(obj.period_from, obj.period_to)})"


class StrategyForm(PersonalDataWarningMixin, forms.Form):
    """What the strategy is and when it holds. A second one of the same kind, territory and time is asked about."""

    personal_data_fields = ("title", "introduction")

    title = forms.CharField(label=_("Název"), max_length=300)
    kind = forms.ChoiceField(label=_("Druh"), choices=StrategyKind.choices)
    area = AreaField(
        label=_("Území"), required=False, loosely=True,
        kinds=(AreaKind.REGION, AreaKind.DISTRICT, AreaKind.ORP, AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT),
        help_text=_("Kraj, město nebo jeho část, pro které platí."),
    )
    period_from = FirstDayField(label=_("Platí od"), help_text=_("Den, nebo jen rok."))
    period_to = LastDayField(label=_("Platí do"), help_text=_("Den, nebo jen rok."))
    previous = StrategyChoice(
        label=_("Navazuje na"), required=False, queryset=Strategy.objects.none(), empty_label=_("na žádnou")
    )
    introduction = forms.CharField(
        label=_("Úvod"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("O čem strategie je a jak vznikla. Bude na začátku vyhodnocení."),
    )
    short_name = forms.CharField(
        label=_("Zkratka"), required=False, max_length=60,
        help_text=_("Bude v názvech souborů, například usti-2012-2016. Prázdná se doplní."),
    )
    confirmed = forms.BooleanField(label=_("Přesto uložit, strategie platí souběžně"), required=False)

    def __init__(
        self, *args: Any, actor: Actor, organisation: Organisation, strategy: Strategy | None = None, **kwargs: Any
    ) -> None:
        self.actor, self.organisation, self.strategy = actor, organisation, strategy
        self.overlaps: list[Strategy] = []
        if strategy is not None:
            held = {name: getattr(strategy, name) for name in FRAME_FIELDS if name != "previous"}
            kwargs["initial"] = {**held, "previous": strategy.previous_id}
        super().__init__(*args, **kwargs)
        offered = Strategy.objects.visible_to(actor)
        if strategy is not None:
            held_before = Strategy.objects.filter(followers=strategy)
            offered = (offered | held_before).exclude(pk=strategy.pk).distinct()
        field: Any = self.fields["previous"]
        held_pk = strategy.previous_id if strategy is not None else None
        if held_pk is not None and not Strategy.objects.visible_to(actor).filter(pk=held_pk).exists():
            field.hidden = held_pk
        field.queryset = offered.order_by("-period_from", "title")
        if not field.queryset.exists():
            del self.fields["previous"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first is None or last is None or last < first or "area" in self.errors:
            return cleaned
        if not self._changes(cleaned):
            return cleaned
        self.overlaps = overlapping(
            self.actor, organisation=self.organisation, kind=cleaned.get("kind", ""), area=cleaned.get("area"),
            first=first, last=last, besides=self.strategy,
        )
        if self.overlaps and not cleaned.get("confirmed"):
            shown = "; ".join(f"{one.title} ({period_text(one.period_from, one.period_to)})" for one in self.overlaps)
            self.add_error(None, ValidationError(
                _now("Ve stejném období platí strategie téhož druhu a území: %(shown)s. Upravte ho, nebo potvrďte."),
                params={"shown": shown},
            ))
        return cleaned

    def _changes(self, cleaned: dict[str, Any]) -> bool:
        """Whether anything that could bring an overlap differs from what is stored."""
        names = ("kind", "area", "period_from", "period_to")
        return self.strategy is None or any(cleaned.get(name) != getattr(self.strategy, name) for name in names)

    def frame(self) -> dict[str, Any]:
        """The fields for the action."""
        return {name: self.cleaned_data[name] for name in FRAME_FIELDS if name in self.cleaned_data}


FRAME_FIELDS = ("title", "kind", "area", "period_from", "period_to", "previous", "introduction", "short_name")


class ApprovalForm(forms.Form):
    """Who approved the strategy, when, by which resolution."""

    approved_by = forms.CharField(
        label=_("Kdo schválil"), max_length=200, help_text=_("Například zastupitelstvo města.")
    )
    approved_on = CzechDateField(label=_("Kdy"))
    resolution = forms.CharField(label=_("Číslo usnesení"), required=False, max_length=60)

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(strategy, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class SeatForm(forms.Form):
    """A seat in the team: for whom, what the person does there, from when."""

    organisation = OrganisationField(label=_("Za organizaci"), required=False)
    is_chair = forms.BooleanField(
        label=_("odpovídá za strategii"), required=False,
        help_text=_("Zapisuje schválení, uzavírá vyhodnocení a může vše, co ten, kdo ji píše."),
    )
    is_recorder = forms.BooleanField(
        label=_("píše strategii"), required=False, help_text=_("Mění cíle a opatření, hodnotí, připravuje vyhodnocení.")
    )
    valid_from = CzechDateField(label=_("Od"), initial=timezone.localdate)
    valid_to = CzechDateField(label=_("Do"), required=False)

    def __init__(self, *args: Any, seat: Seat | None = None, **kwargs: Any) -> None:
        if seat is not None:
            kwargs["initial"] = {name: getattr(seat, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class OutlineForm(forms.Form):
    """A list of goals, measures and activities; where measures without a goal belong."""

    text = forms.CharField(
        label=_("Seznam"), max_length=MOST_CHARACTERS, strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "full"}),
        help_text=_("Cíle číslované 1, 2…, opatření 1.1, aktivity 1.1.1, a) nebo odrážkou. Bez čísel platí odsazení."),
    )
    under = forms.ModelChoiceField(
        label=_("Opatření bez cíle patří pod"), required=False, queryset=Goal.objects.none(), empty_label=_("nevybráno")
    )

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["under"]
        field.queryset = Goal.objects.filter(strategy=strategy).order_by("position", "pk")
        if not field.queryset.exists():
            del self.fields["under"]
