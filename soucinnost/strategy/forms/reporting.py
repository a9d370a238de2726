"""Forms of the evaluation report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from soucinnost.ui.forms import PersonalDataWarningMixin

__all__ = ["PassageForm", "VersionForm"]


class PassageForm(PersonalDataWarningMixin, forms.Form):
    """An editor's words in place of a drafted passage."""

    personal_data_fields = ("text",)

    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}), max_length=20_000,
        help_text=_("Řádek, který začíná pomlčkou, bude odrážka. Čísla, která v textu zůstanou, si podrží své zdroje."),
    )


class VersionForm(forms.Form):
    """A note to a version that is being kept."""

    note = forms.CharField(
        label=_("Poznámka"), required=False, max_length=200,
        help_text=_("Například: k projednání v radě, po připomínkách."),
    )
