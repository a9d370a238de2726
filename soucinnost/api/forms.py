"""Shape of what people type about their tokens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.api.enums import Scope


class TokenForm(forms.Form):
    """What a token is for, what it may and for how long."""

    name = forms.CharField(label=_("K čemu slouží"), max_length=100, help_text=_("Například: úkoly do naší tabulky."))
    scopes = forms.MultipleChoiceField(
        label=_("Co smí"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nikdy víc než Vy. Kdo smí zapisovat, smí totéž i číst."),
    )
    days = forms.TypedChoiceField(
        label=_("Platí"), coerce=int, initial=90,
        choices=[(30, _("30 dní")), (90, _("90 dní")), (180, _("180 dní")), (365, _("rok"))],
    )
