"""Fields for what people in Czech offices type."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.utils import timezone

from soucinnost.ui.forms import (
    CONFIRM_FIELD,
    CzechDateField,
    CzechDecimalField,
    CzechTimeField,
    PersonalDataWarningMixin,
)


class Sample(forms.Form):
    """One field of each kind."""

    on = CzechDateField(label="Datum")
    at = CzechTimeField(label="Čas", required=False)
    amount = CzechDecimalField(label="Počet", required=False, min_value=0, max_value=1000, decimal_places=2)


def test_what_is_read() -> None:
    form = Sample({"on": "7. 12. 2017", "at": "9.05", "amount": "1 000,00".replace("1 000", "999")})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"on": date(2017, 12, 7), "at": time(9, 5), "amount": Decimal("999.00")}


@pytest.mark.parametrize(
    "text", ["7.12.2017", "07. 12. 2017", "2017-12-07", "7. prosince 2017", " 7.\u00a012.\u00a02017 "]
)
def test_spellings_of_one_day(text: str) -> None:
    assert CzechDateField().clean(text) == date(2017, 12, 7)


@pytest.mark.parametrize(
    ("field", "text", "code", "says"),
    [
        (CzechDateField(), "31. 2. 2018", "nonexistent", "31. 2. 2018"),
        (CzechDateField(), "někdy", "unreadable", "někdy"),
        (CzechDateField(), "1. 1. 1850", "out_of_range", "1900"),
        (CzechDateField(), "  ", "required", "Vyplňte"),
        (CzechTimeField(), "25.00", "nonexistent", "23.59"),
        (CzechTimeField(), "ráno", "unreadable", "ráno"),
        (CzechDecimalField(), "1.5", "dot", "čárkou"),
        (CzechDecimalField(), "10 00", "grouping", "tisíce"),
        (CzechDecimalField(), "pět", "unreadable", "pět"),
        (CzechDecimalField(), "9" * 30, "too_long", "číslic"),
        (CzechDecimalField(min_value=1), "0", "min_value", "1"),
        (CzechDecimalField(max_value=5), "6", "max_value", "5"),
        (CzechDecimalField(decimal_places=0), "1,5", "decimal_places", "0"),
    ],
)
def test_refusals_say_what_is_wrong(field: forms.Field, text: str, code: str, says: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(text)
    assert refused.value.code == code
    assert says in refused.value.messages[0]
    assert "%(" not in refused.value.messages[0]


def test_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(forms.ValidationError) as refused:
        CzechDateField().clean("x" * 5000)
    assert len(refused.value.messages[0]) < 200


def test_missing_is_none_and_never_zero() -> None:
    assert CzechDecimalField(required=False).clean("") is None
    assert CzechDateField(required=False).clean("") is None
    assert CzechTimeField(required=False).clean(" ") is None
    assert CzechDecimalField(required=False).clean("0") == 0


def test_what_is_shown() -> None:
    form = Sample(initial={"on": date(2017, 12, 7), "at": time(9, 0), "amount": Decimal("1009.5")})
    assert 'value="7.\u00a012.\u00a02017"' in str(form["on"])
    assert 'value="9.00"' in str(form["at"])
    assert 'value="1\u00a0009,5"' in str(form["amount"])
    assert 'inputmode="decimal"' in str(form["amount"])


def test_moment_is_shown_in_prague() -> None:
    moment = datetime(2017, 12, 6, 23, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert CzechDateField().prepare_value(moment) == "7.\u00a012.\u00a02017"
    assert CzechTimeField().prepare_value(moment) == "0.30"


def test_refused_text_stays_in_the_form() -> None:
    form = Sample({"on": "31. 2. 2018", "amount": "1.5"})
    assert not form.is_valid()
    assert 'value="31. 2. 2018"' in str(form["on"])
    assert 'value="1.5"' in str(form["amount"])


def test_what_is_a_day_or_a_time_already_stays_so() -> None:
    assert CzechDateField().clean(datetime(2017, 12, 7, 23, 30)) == date(2017, 12, 7)
    assert CzechTimeField().clean(time(9, 5)) == time(9, 5)


def test_what_cannot_be_changed_has_not_changed() -> None:
    assert not CzechDateField(disabled=True).has_changed(date(2017, 12, 7), "8. 12. 2017")


def test_change_is_of_meaning() -> None:
    field = CzechDateField()
    assert not field.has_changed(date(2017, 12, 7), "7.12.2017")
    assert field.has_changed(date(2017, 12, 7), "8.12.2017")
    assert field.has_changed(date(2017, 12, 7), "nesmysl")
    assert not CzechDecimalField().has_changed(Decimal("1"), "1,0")


class Note(PersonalDataWarningMixin, forms.Form):
    """A form with one free text that must hold no personal data."""

    personal_data_fields = ("text",)
    title = forms.CharField(required=False)
    text = forms.CharField(label="Zpráva")


def test_personal_data_stops_the_first_submission() -> None:
    form = Note({"text": "volejte 603 123 456", "title": "603 123 456"})
    assert not form.is_valid()
    assert [(str(item.kind), item.text, item.field) for item in form.noticed] == [("telefon", "603 123 456", "Zpráva")]
    assert form.errors.as_data()["__all__"][0].code == "personal_data"
    assert "603 123 456" in str(form["text"])


def test_personal_data_passes_when_confirmed() -> None:
    form = Note({"text": "volejte 603 123 456", CONFIRM_FIELD: "on"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "volejte 603 123 456"


def test_markup_does_not_hide_personal_data() -> None:
    assert not Note({"text": "<p>volejte <b>603</b> 123 456</p>"}).is_valid()


def test_ordinary_text_passes() -> None:
    form = Note({"text": "Ambulance má otevřeno v úterý 16–19, přišlo 26 lidí."})
    assert form.is_valid()
    assert form.noticed == []


def test_names_only_when_asked_for() -> None:
    class Named(Note):
        personal_data_names = True

    text = "Podnět přednesla Jana Nováková."
    assert Note({"text": text}).is_valid()
    form = Named({"text": text})
    assert not form.is_valid()
    assert [item.text for item in form.noticed] == ["Jana Nováková"]
