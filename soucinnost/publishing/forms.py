"""Shapes of input: decisions, marked places, words to hide, the reason of withdrawing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.publishing.actions.deciding import MOST_WORDS, Choice
from soucinnost.ui.forms import CzechDateField

SEEN, WANTED = "videno-", "volba-"


class PlaceForm(forms.Form):
    """A place marked in the text, with the words that stood there."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    words = forms.CharField(strip=False)


class WordsForm(forms.Form):
    """Words to hide, typed."""

    words = forms.CharField(
        label=_("Skrýt slova"), max_length=MOST_WORDS,
        help_text=_("Opište je tak, jak v textu stojí. Jiné tvary téhož slova se nabídnou jako návrhy."),
    )
    everywhere = forms.BooleanField(label=_("všude v textu"), required=False, initial=True)


class WithdrawForm(forms.Form):
    """Why a public version is withdrawn."""

    reason = forms.CharField(
        label=_("Důvod stažení"), max_length=300,
        help_text=_("Zůstane v záznamech skupiny. Veřejnost uvidí jen to, že byl zápis stažen."),
    )


class StatementForm(forms.Form):
    """The statement on accessibility: what a public body has to say, in its own words."""

    operator = forms.CharField(
        label=_("Kdo veřejné stránky provozuje"), max_length=200, help_text=_("Název povinného subjektu.")
    )
    contact = forms.CharField(
        label=_("Kam hlásit překážky"), max_length=200, help_text=_("E-mail nebo telefon, na který někdo odpovídá.")
    )
    limits = forms.CharField(
        label=_("Co přístupné není a proč"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("K tomu, co prohlášení už říká o přílohách. Necháte-li prázdné, nic dalšího se neuvede."),
    )
    assessed_on = CzechDateField(label=_("Posouzeno dne"), initial=timezone.localdate)


def choices_in(data: Mapping[str, Any]) -> list[Choice]:
    """Decisions of a sent form: one by a button in the text („uid:seen:wanted“), or those of a list."""
    found = []
    pressed = str(data.get("prepnout", "")).split(":")
    if len(pressed) == 3:
        found.append(Choice(*pressed))
    for name in data:
        if name.startswith(WANTED):
            uid = name.removeprefix(WANTED)
            found.append(Choice(uid, str(data.get(SEEN + uid, "")), str(data[name])))
    return found
