"""Controls written straight look like Django's own."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from soucinnost.ui.widgets import Renderer

CHOICES: list[Any] = [
    ("", "nic"), ("a<b", 'A & "B"'), (3, gettext_lazy("Uložit")), ("Skupina & spol.", [("x", "X"), ("y", "Y")]),
]


class Everything(forms.Form):
    """One field of each kind."""

    line = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"class": 'a "b"', "data-x": True, "no": False}))
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3, "data-safe": mark_safe("a&amp;b")}))
    mail = forms.EmailField(required=False)
    count = forms.IntegerField(min_value=1, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    tick = forms.BooleanField(required=False)
    day = forms.DateField(required=False)
    upload = forms.FileField(required=False)
    plain = forms.FileField(widget=forms.FileInput, required=False)
    one = forms.ChoiceField(choices=CHOICES)
    some = forms.MultipleChoiceField(choices=CHOICES, required=False)
    either = forms.ChoiceField(choices=CHOICES[:2], widget=forms.RadioSelect, required=False)
    numbers = forms.ChoiceField(choices=[(1, 1), (1234, 1234.5)], required=False)
    marked = forms.ChoiceField(choices=[("m", mark_safe("<b>m</b>"))], required=False)


GIVEN: list[dict[str, Any] | None] = [
    None,
    {
        "line": 'a < "b" & c', "note": "první\ndruhý <b>", "mail": "x", "count": "1234", "hidden": "h'", "tick": "on",
        "day": "7. 12. 2017", "one": "a<b", "some": ["x", "3"], "either": "a<b", "numbers": "1234", "marked": "m",
    },
]


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_the_same_controls(given: dict[str, Any] | None, language: str) -> None:
    start = {"line": mark_safe("<i>"), "note": mark_safe("a&amp;b"), "count": 1234, "day": date(2017, 12, 7)}
    with translation.override(language):
        ours, plain = (
            Everything(given, initial=start, renderer=one, auto_id="f-%s") for one in (Renderer(), TemplatesSetting())
        )
        for field in ours:
            assert str(field) == str(plain[field.name]), field.name
            attrs: dict[str, str | bool] = {"aria-describedby": "x", "placeholder": False}
            assert field.as_widget(attrs=attrs) == plain[field.name].as_widget(attrs=attrs), field.name


def test_it_is_the_renderer_of_forms() -> None:
    assert type(Everything().renderer) is Renderer
