"""Invented content for the gallery of components."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from soucinnost.ui.forms import CzechDateField, CzechDecimalField, CzechTimeField, PersonalDataWarningMixin

ROLES = [("predseda", _("předsedá")), ("zapisuje", _("zapisuje")), ("reviduje", _("reviduje"))]


class GalleryForm(PersonalDataWarningMixin, forms.Form):
    """Every kind of control once."""

    personal_data_fields = ("note",)

    name = forms.CharField(label=_("Název"), max_length=80, help_text=_("Jak se mu běžně říká."))
    on = CzechDateField(label=_("Datum"))
    at = CzechTimeField(label=_("Čas"), required=False)
    amount = CzechDecimalField(label=_("Počet"), required=False)
    note = forms.CharField(label=_("Zpráva"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    kind = forms.ChoiceField(label=_("Údaj"), choices=ROLES, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label=_("Témata"), choices=ROLES, required=False)
    ticks = forms.MultipleChoiceField(
        label=_("Kdo smí vidět"), choices=ROLES, widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label=_("Jen pro jmenované"), required=False)
    paper = forms.FileField(label=_("Příloha"), required=False)


def sample_page(request: HttpRequest) -> Page[Any]:
    """A page of a list with five pages."""
    return Paginator(range(50), 10).get_page(request.GET.get("strana"))
