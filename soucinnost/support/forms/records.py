"""Consultations, materials, training needs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.forms.fields import OrganisationField
from soucinnost.agencies.models import Organisation
from soucinnost.codelists.models import Term
from soucinnost.codelists.selectors import terms_on
from soucinnost.groups.selectors import THEMES
from soucinnost.kernel.actor import Actor
from soucinnost.support.enums import ConsultationKind, NeedState
from soucinnost.support.forms.fields import CountField, OfferedField, PersonField
from soucinnost.support.models import TrainingNeed
from soucinnost.territory.fields import AreaField
from soucinnost.ui.forms import CzechDateField, PersonalDataWarningMixin

SHARED_HELP = _("Záznam si přečtou manažeři prevence této organizace. Ostatní ho nevidí.")


class KeptForm(PersonalDataWarningMixin, forms.Form):
    """A record with its keeper. ``record`` fills the form; the keeper of an existing record does not change."""

    keeper = OfferedField(label=_("Za koho"))

    def __init__(
        self, *args: Any, actor: Actor, keepers: Sequence[Organisation], record: Any = None, **kwargs: Any
    ) -> None:
        if record is not None:
            kwargs["initial"] = {
                name: getattr(record, name) for name in self.base_fields if hasattr(record, name)
            } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        keeper: Any = self.fields["keeper"]
        if record is not None:
            del self.fields["keeper"]
        else:
            keeper.offer(keepers)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.actor = actor

    def values(self) -> dict[str, Any]:
        """What goes to the action."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.base_fields}


class ConsultationForm(KeptForm):
    """Who, whom, when, about what, with what outcome."""

    personal_data_fields = ("problem", "outcome", "follow_up", "call")
    personal_data_names = True

    kind = forms.ChoiceField(label=_("Druh"), choices=ConsultationKind.choices)
    held_on = CzechDateField(label=_("Kdy"))
    given_by = PersonField(
        label=_("Kdo radil"), required=False, help_text=_("Jméno nebo e-mail z adresáře. Prázdné znamená Vás.")
    )
    joined_by = forms.CharField(
        label=_("Kdo byl přizván"), required=False, max_length=200, help_text=_("Například konzultant ministerstva.")
    )
    organisation = OrganisationField(label=_("Komu: organizace"), required=False)
    person = PersonField(label=_("Komu: osoba"), required=False, help_text=_("Jméno nebo e-mail z adresáře."))
    area = AreaField(
        label=_("Obec"), required=False, loosely=True,
        help_text=_("Kde to je, pokud organizace v adresáři není. Stačí začátek."),
    )
    call = forms.CharField(label=_("Výzva nebo program"), required=False, max_length=200)
    problem = forms.CharField(
        label=_("O čem"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Problém nebo záměr obecně, bez jmen klientů."),
    )
    outcome = forms.CharField(
        label=_("Výsledek"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    follow_up = forms.CharField(label=_("Co dál"), required=False, max_length=300)
    follow_up_on = CzechDateField(label=_("Do kdy"), required=False)
    is_shared = forms.BooleanField(label=_("vidí i druhá strana"), required=False, help_text=SHARED_HELP)


class HandoverForm(KeptForm):
    """What was handed on, to whom, when, how many."""

    personal_data_fields = ("audience", "note")

    title = forms.CharField(label=_("Co"), max_length=200)
    organisation = OrganisationField(label=_("Komu: organizace"), required=False)
    audience = forms.CharField(
        label=_("Komu slovy"), required=False, max_length=200, help_text=_("Například správci bytových domů v kraji.")
    )
    handed_on = CzechDateField(label=_("Kdy"))
    count = CountField(label=_("Kusů"), help_text=_("Prázdné znamená, že to nikdo nespočítal."))
    note = forms.CharField(label=_("Poznámka"), required=False, max_length=300)
    upload = forms.FileField(label=_("Soubor"), required=False)
    is_shared = forms.BooleanField(label=_("vidí i druhá strana"), required=False, help_text=SHARED_HELP)


class ThemeField(forms.ModelChoiceField):
    """A theme of the code list in force; the field goes away where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Term.objects.none(), required=False, empty_label=_("bez tématu"), **kwargs)


def offer_themes(form: forms.Form, need: TrainingNeed | None) -> None:
    """Offer the themes in force, and that which the need already has."""
    field: Any = form.fields["theme"]
    themes = [*terms_on(THEMES)]
    if need is not None and need.theme is not None and need.theme not in themes:
        themes.append(need.theme)
    if not themes:
        del form.fields["theme"]
        return
    field.queryset = Term.objects.filter(pk__in=[one.pk for one in themes])
    field.widget.choices = [("", field.empty_label), *((one.pk, str(one)) for one in themes)]


class NeedForm(KeptForm):
    """A need as who collects it writes it down."""

    personal_data_fields = ("training", "note")

    organisation = OrganisationField(label=_("Kdo potřebuje"))
    training = forms.CharField(label=_("Jaké školení"), max_length=200)
    theme = ThemeField(label=_("Téma"))
    people = CountField(label=_("Počet lidí"), help_text=_("Prázdné znamená, že není znám."))
    wanted_from = CzechDateField(label=_("Od kdy"), required=False)
    note = forms.CharField(label=_("Poznámka"), required=False, max_length=300)
    state = forms.ChoiceField(label=_("Stav"), choices=NeedState.choices)
    is_shared = forms.BooleanField(label=_("vidí i druhá strana"), required=False, help_text=SHARED_HELP)

    def __init__(self, *args: Any, record: TrainingNeed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer_themes(self, record)


class StatementForm(KeptForm):
    """A need of one's own organisation, stated to the region."""

    personal_data_fields = ("training", "note")

    keeper = OfferedField(label=_("Komu se hlásí"))
    organisation = OfferedField(label=_("Kdo potřebuje"))
    training = forms.CharField(label=_("Jaké školení"), max_length=200)
    theme = ThemeField(label=_("Téma"))
    people = CountField(label=_("Počet lidí"), help_text=_("Prázdné znamená, že není znám."))
    wanted_from = CzechDateField(label=_("Od kdy"), required=False)
    note = forms.CharField(label=_("Poznámka"), required=False, max_length=300)

    def __init__(
        self, *args: Any, record: TrainingNeed | None = None, own: Sequence[Organisation] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, record=record, **kwargs)
        organisation: Any = self.fields["organisation"]
        if record is not None:
            del self.fields["organisation"]
        else:
            organisation.offer(own)
        offer_themes(self, record)
