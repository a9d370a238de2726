"""What the box about a change made meanwhile says of a field: words, never a key that is stored."""

from typing import Any

import pytest
from django import forms

from soucinnost.ui.editing import _words

KINDS = (("person", "osoba"), ("Skupiny", (("group", "pracovní skupina"),)))


class _Shown(forms.Form):
    kind = forms.ChoiceField(choices=KINDS)
    several = forms.MultipleChoiceField(choices=KINDS)
    hidden = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)
    number = forms.TypedChoiceField(choices=((0, "neděle"), (1, "pondělí")), coerce=int)
    is_open = forms.BooleanField(required=False)
    text = forms.CharField()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("kind", "group", "pracovní skupina"), ("kind", "withdrawn", "(volba, která se už nenabízí)"),
        ("kind", "", "(prázdné)"), ("several", ["person", "17"], "osoba, (volba, která se už nenabízí)"),
        ("hidden", "person", "osoba"), ("hidden", "17", "(volba, která se už nenabízí)"), ("number", 0, "neděle"),
        ("is_open", False, "ne"), ("text", "group", "group"), ("text", None, "(prázdné)"),
    ],
)
def test_a_value_is_said_in_words(name: str, value: Any, said: str) -> None:
    assert " ".join(_words(_Shown()[name], value).split()) == said
