"""Founding a group, its frame, its statutes and paper, closing it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation
from soucinnost.codelists.models import Term
from soucinnost.codelists.selectors import terms_on
from soucinnost.groups.actions.frame import MOST_MINUTES, MOST_REMARKS_DAYS
from soucinnost.groups.choosing import Unresolved, area_label, area_named, near_areas, near_localities
from soucinnost.groups.enums import DisposalMark, GroupType, QuorumKind, Rhythm
from soucinnost.groups.models import Group
from soucinnost.groups.selectors import THEMES
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sorted_cs
from soucinnost.territory.models import Area, Locality
from soucinnost.ui.forms import CzechDateField, CzechTimeField, PersonalDataWarningMixin

MOST_TYPED_AREAS = 60


class AreaChoices(forms.ModelMultipleChoiceField):
    """Areas by their name and kind."""

    def label_from_instance(self, obj: Area) -> str:
        return area_label(obj)


class LocalityChoices(forms.ModelMultipleChoiceField):
    """Localities by their name and municipality."""

    def label_from_instance(self, obj: Locality) -> str:
        return f"{obj.name} ({obj.municipality.name})"


class OrganisationChoice(forms.ModelChoiceField):
    """Organisations by their name."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class FrameForm(PersonalDataWarningMixin, forms.Form):
    """What the group is: name, kind, territory, themes, rhythm. The organisation and the group, if any, are known."""

    personal_data_fields = ("name", "purpose", "rhythm_note")

    name = forms.CharField(label=_("Název"), max_length=200)
    type = forms.ChoiceField(label=_("Druh"), choices=GroupType.choices)
    purpose = forms.CharField(
        label=_("Poslání"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jednou dvěma větami. Vidí ho každý, kdo vidí, že skupina existuje."),
    )
    areas = AreaChoices(
        label=_("Území"), required=False, queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    other_areas = forms.CharField(
        label=_("Další území"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Názvy nebo kódy, každé na vlastním řádku."),
    )
    localities = LocalityChoices(
        label=_("Lokality"), required=False, queryset=Locality.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Témata"), required=False, queryset=Term.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    rhythm = forms.ChoiceField(label=_("Rytmus"), choices=Rhythm.choices, initial=Rhythm.QUARTERLY)
    rhythm_note = forms.CharField(label=_("Poznámka k rytmu"), required=False, max_length=200)
    founded_on = CzechDateField(label=_("Vznik"), required=False)
    parent = forms.ModelChoiceField(
        label=_("Nadřazená skupina"), required=False, queryset=Group.objects.none(), empty_label=_("žádná")
    )

    def __init__(
        self, *args: Any, actor: Actor, organisation: Organisation, group: Group | None = None, **kwargs: Any
    ) -> None:
        if group is not None:
            kwargs["initial"] = {**_initial(group, self.base_fields), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        held_areas = list(group.areas.all()) if group is not None else []
        held_localities = list(group.localities.all()) if group is not None else []
        near = near_areas(organisation, held_areas)
        self._offer("areas", Area, near)
        self._offer("localities", Locality, near_localities(near, held_localities))
        held_themes = list(group.themes.all()) if group is not None else []
        themes = [*terms_on(THEMES)]
        themes += [term for term in held_themes if term not in themes]
        self._offer("themes", Term, themes)
        self._offer("parent", Group, _parents(actor, group))

    def _offer(self, name: str, model: Any, offered: list[Any]) -> None:
        """Offer the records in their order; a field with nothing to offer is left out."""
        if not offered:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.queryset = model.objects.filter(pk__in=[one.pk for one in offered])
        if model is Locality:
            field.queryset = field.queryset.select_related("municipality")
        label = field.label_from_instance
        empty = [("", field.empty_label)] if name == "parent" else []
        field.widget.choices = [*empty, *((one.pk, label(one)) for one in offered)]

    def clean_other_areas(self) -> list[Area]:
        """Resolve what was typed, line by line."""
        lines = [line.strip() for line in self.cleaned_data["other_areas"].splitlines() if line.strip()]
        if len(lines) > MOST_TYPED_AREAS:
            raise ValidationError(_now("Najednou lze dopsat nejvýše %(limit)s území.") % {"limit": MOST_TYPED_AREAS})
        found, problems = [], []
        for line in lines:
            try:
                found.append(area_named(line))
            except Unresolved as error:
                problems.append(_problem(error))
        if problems:
            raise ValidationError(problems)
        return found

    def frame(self) -> dict[str, Any]:
        """Return the fields for the action."""
        values = {
            name: self.cleaned_data[name]
            for name in ("name", "type", "purpose", "rhythm", "rhythm_note", "founded_on")
        }
        for name in ("themes", "localities"):
            if name in self.fields:
                values[name] = list(self.cleaned_data[name])
        if "parent" in self.fields:
            values["parent"] = self.cleaned_data["parent"]
        ticked = list(self.cleaned_data.get("areas") or [])
        typed = self.cleaned_data["other_areas"]
        values["areas"] = ticked + [area for area in typed if area not in ticked]
        return values


def _parents(actor: Actor, group: Group | None) -> list[Group]:
    """Groups that may stand above; none at all (so that nothing is changed) when the present one is hidden."""
    visible = Group.objects.visible_to(actor)
    if group is None:
        return sorted_cs(visible.filter(closed_on__isnull=True), key=str)
    offered = visible.exclude(pk=group.pk).filter(Q(closed_on__isnull=True) | Q(pk=group.parent_id))
    found = sorted_cs(offered, key=str)
    hidden = group.parent_id is not None and group.parent_id not in {one.pk for one in found}
    return [] if hidden else found


def _problem(error: Unresolved) -> str:
    if not error.found:
        return _now("Území „%(name)s“ v číselníku není. Zkontrolujte název, nebo napište kód.") % {"name": error.text}
    several = ", ".join(
        f"{area_label(area)}{f', {area.parent.name}' if area.parent else ''}: {area.code}" for area in error.found[:6]
    )
    return _now("Názvu „%(name)s“ odpovídá více území. Napište kód: %(several)s.") % {
        "name": error.text, "several": several,
    }


def _initial(group: Group, fields: Any) -> dict[str, Any]:
    values = {name: getattr(group, name) for name in fields if hasattr(group, name)}
    return {name: value.all() if hasattr(value, "all") else value for name, value in values.items()}


class CreateForm(FrameForm):
    """Founding a group; whoever founds it sits there as recorder unless told otherwise."""

    takes_seat = forms.BooleanField(
        label=_("budu ve skupině zapisovat"), required=False, initial=True,
        help_text=_("Bez vlastního mandátu uvidíte jen rámec skupiny, ne její obsah."),
    )


class StatutesForm(forms.Form):
    """How the group decides, and what its papers look like."""

    quorum_kind = forms.ChoiceField(label=_("Usnášeníschopnost"), choices=QuorumKind.choices)
    quorum_count = forms.IntegerField(
        label=_("Pevný počet členů"), required=False, min_value=1, max_value=500,
        help_text=_("Vyplňte jen u pevného počtu."),
    )
    votes_by_correspondence = forms.BooleanField(label=_("lze hlasovat per rollam"), required=False)
    approves_at_next_meeting = forms.BooleanField(label=_("zápis se schvaluje na příštím jednání"), required=False)
    remarks_days = forms.IntegerField(label=_("Dnů na připomínky k zápisu"), min_value=0, max_value=MOST_REMARKS_DAYS)
    usual_place = forms.CharField(label=_("Obvyklé místo"), required=False, max_length=200)
    usual_start = CzechTimeField(label=_("Obvyklý začátek"), required=False)
    usual_minutes = forms.IntegerField(label=_("Obvyklá délka v minutách"), min_value=1, max_value=MOST_MINUTES)
    publishes_meetings = forms.BooleanField(
        label=_("den, hodina a místo jednání jsou veřejné"), required=False,
        help_text=_("Kdokoli si je může přidat do kalendáře. Program, účast ani zápis tím veřejné nejsou."),
    )
    publishes_minutes = forms.BooleanField(
        label=_("skupina má veřejnou stránku"), required=False,
        help_text=_("Na stránce je název, druh, území a témata skupiny a veřejné verze zápisů, které někdo zveřejnil."),
    )
    heading = forms.CharField(
        label=_("Hlavička dokumentů"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Prázdná znamená hlavičku vedoucí organizace."),
    )
    numbering = forms.CharField(
        label=_("Číslování jednání"), max_length=60,
        help_text=_("Značka {number} je pořadí v roce, {year} rok. Například {number}/{year}."),
    )
    file_plan_code = forms.CharField(label=_("Spisový znak"), required=False, max_length=20)
    disposal_mark = forms.ChoiceField(
        label=_("Skartační znak"), required=False, choices=[("", _("neuveden")), *DisposalMark.choices]
    )
    disposal_years = forms.IntegerField(
        label=_("Skartační lhůta v letech"), required=False, min_value=1, max_value=100
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(group, self.base_fields)
        super().__init__(*args, **kwargs)


class CloseForm(forms.Form):
    """The last day of a group."""

    closed_on = CzechDateField(label=_("Poslední den"), initial=timezone.localdate)
    end_mandates = forms.BooleanField(label=_("ukončit k tomu dni i všechny mandáty"), required=False)
