"""Shapes of what is typed in the administration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.access.enums import GrantRole
from soucinnost.access.models import Controller
from soucinnost.agencies.models import Organisation
from soucinnost.kernel.collation import sorted_cs
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from soucinnost.ui.forms import CzechDateField


class PeopleFilterForm(forms.Form):
    """Looking for somebody among the accounts."""

    q = forms.CharField(label=_("Jméno nebo e-mail"), required=False, max_length=100)
    ucet = forms.ChoiceField(
        label=_("Účet"), required=False,
        choices=[("", _("všichni")), ("account", _("s účtem")), ("none", _("bez účtu"))],
    )


class AccountForm(forms.Form):
    """A new account of a person."""

    email = forms.CharField(
        label=_("Přihlašovací e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class GrantForm(forms.Form):
    """A role over an installation, a region or an organisation."""

    role = forms.ChoiceField(label=_("Role"), choices=GrantRole.choices)
    region = forms.ModelChoiceField(
        label=_("Území koordinátora"), queryset=Area.objects.none(), required=False, help_text=_("Jen u koordinátora.")
    )
    organisation = forms.ModelChoiceField(
        label=_("Organizace manažera"), queryset=Organisation.objects.none(), required=False,
        help_text=_("Jen u manažera prevence."),
    )
    valid_from = CzechDateField(label=_("Od"), required=False, help_text=_("Prázdné znamená ode dneška."))
    valid_to = CzechDateField(label=_("Do"), required=False, help_text=_("Prázdné znamená bez konce."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("region", Area.objects.filter(kind=AreaKind.REGION))
        self._offer("organisation", Organisation.objects.filter(is_active=True))

    def _offer(self, name: str, queryset: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = queryset
        field.choices = [("", "—"), *((item.pk, item.name) for item in sorted_cs(queryset, key=lambda item: item.name))]


class ControllerForm(forms.ModelForm):
    """What a lead organisation sets for its circles."""

    class Meta:
        model = Controller
        fields = ["heading", "colour", "requires_mfa", "members_may_export", "hosting_agreement", "dpo_contact"]
        widgets = {
            "heading": forms.Textarea(attrs={"rows": 3}),
            "colour": forms.TextInput(attrs={"type": "color"}),
        }
        help_texts = {
            "heading": _("Stojí nahoře na pozvánkách a zápisech, když skupina nemá vlastní."),
            "colour": _("Z barvy se vezme odstín, světlost nastaví aplikace sama, aby byl text čitelný."),
            "requires_mfa": _("Kdo sedí ve skupině této organizace, nastaví si kód z telefonu nebo přístupový klíč."),
            "members_may_export": _("Předseda a zapisovatel smějí stahovat vždy."),
            "hosting_agreement": _("Číslo a datum smlouvy s tím, kdo aplikaci provozuje."),
            "dpo_contact": _("Jméno a spojení, zveřejní se u údajů o ochraně."),
        }


class LogoForm(forms.Form):
    """A logo."""

    logo = forms.FileField(label=_("Obrázek"), help_text=_("PNG, JPEG nebo WebP, nejvýš 2 MB."))


class BreakGlassForm(forms.Form):
    """An administrator's announced entry."""

    reason = forms.CharField(
        label=_("Důvod"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("Přečte si ho předseda a zapisovatel skupiny."),
    )
    days = forms.TypedChoiceField(
        label=_("Na jak dlouho"), coerce=int, choices=[(1, _("jen dnes")), (2, _("dva dny")), (3, _("tři dny"))]
    )


class EmailForm(forms.Form):
    """Another sign-in e-mail."""

    email = forms.CharField(label=_("Nový přihlašovací e-mail"), max_length=254, widget=forms.EmailInput())


class RetentionForm(forms.Form):
    """The term of one kind of record."""

    months = forms.IntegerField(
        label=_("Počet měsíců"), min_value=1, max_value=1200,
        error_messages={"invalid": _("Zadejte celé číslo."), "min_value": _("Nejméně jeden měsíc.")},
    )
    afterwards = forms.ChoiceField(label=_("Co se pak stane"))
    basis = forms.CharField(
        label=_("Důvod nebo předpis"), max_length=300, min_length=5,
        help_text=_("Například paragraf zákona nebo bod spisového řádu."),
        error_messages={"min_length": _("Uveďte důvod alespoň jedním slovem.")},
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["afterwards"]
        field.choices = choices
