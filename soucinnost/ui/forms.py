"""Fields that read what people in Czech offices type, and the check of free text for personal data."""

import contextlib
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.dates import DateError, format_date, format_time, parse_date, parse_time
from soucinnost.kernel.errors import InputError
from soucinnost.kernel.fullnames import find_full_names
from soucinnost.kernel.numbers import NumberError, format_number, parse_number
from soucinnost.kernel.personaldata import Kind, find_personal_data

CONFIRM_FIELD = "personal_data_confirmed"

KIND_LABELS = {
    Kind.BIRTH_NUMBER: _("rodné číslo"),
    Kind.BANK_ACCOUNT: _("číslo účtu"),
    Kind.EMAIL: _("e-mail"),
    Kind.BIRTH_DATE: _("datum narození"),
    Kind.PHONE: _("telefon"),
    Kind.CAR_PLATE: _("registrační značka"),
    Kind.FULL_NAME: _("jméno a příjmení"),
}


class CzechDateField(forms.Field):
    """A day: „7. 12. 2017“, „7.12.“, „zítra“, „za 14 dní“ and all else that ``kernel.dates.parse_date`` reads."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Vyplňte datum."),
        "unreadable": _("Datum „%(text)s“ nelze přečíst. Napište ho například %(example)s."),
        "nonexistent": _("Datum „%(text)s“ v kalendáři není."),
        "out_of_range": _("Rok musí být mezi 1900 a 2100."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "size": "14", "data-date": ""}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
        return format_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        today = timezone.localdate()
        try:
            return parse_date(str(value), today=today)
        except DateError as error:
            raise _refusal(self, error, str(value), example=format_date(today)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)


class CzechTimeField(forms.Field):
    """A time of day: „9.00“, „9:00“, „9“, „17.00 hodin“."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Vyplňte čas."),
        "unreadable": _("Čas „%(text)s“ nelze přečíst. Napište ho například 9.00."),
        "nonexistent": _("Čas „%(text)s“ neexistuje. Den má čas od 0.00 do 23.59."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "size": "8", "inputmode": "decimal"}

    def prepare_value(self, value: Any) -> Any:
        return format_time(value) if isinstance(value, time | datetime) else value

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, time):
            return value
        try:
            return parse_time(str(value))
        except DateError as error:
            raise _refusal(self, error, str(value)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)


class CzechDecimalField(forms.Field):
    """A number with a decimal comma: „1 009,5“. A missing number stays None, never 0."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Vyplňte číslo."),
        "dot": _("Číslo „%(text)s“ je nejednoznačné: desetinná místa oddělte čárkou, tisíce mezerou."),
        "grouping": _("V čísle „%(text)s“ oddělují mezery jen tisíce, například 1 009,5."),
        "too_long": _("Číslo „%(text)s“ má příliš mnoho číslic."),
        "unreadable": _("„%(text)s“ není číslo. Napište například 1 009,5."),
        "min_value": _("Číslo musí být nejméně %(limit)s."),
        "max_value": _("Číslo může být nejvýše %(limit)s."),
        "decimal_places": _("Číslo může mít nejvýše tolik desetinných míst: %(limit)s."),
    }

    def __init__(
        self, *, min_value: Decimal | int | None = None, max_value: Decimal | int | None = None,
        decimal_places: int | None = None, **kwargs: Any,
    ) -> None:
        self.min_value, self.max_value, self.decimal_places = min_value, max_value, decimal_places
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        mode = "numeric" if self.decimal_places == 0 else "decimal"
        return {"autocomplete": "off", "size": "10", "inputmode": mode, "class": "num"}

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal | int | float) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        try:
            return parse_number(str(value))
        except NumberError as error:
            raise _refusal(self, error, str(value)) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise self._outside("min_value", self.min_value)
        if self.max_value is not None and value > self.max_value:
            raise self._outside("max_value", self.max_value)
        exponent = value.normalize().as_tuple().exponent
        if self.decimal_places is not None and isinstance(exponent, int) and -exponent > self.decimal_places:
            raise self._outside("decimal_places", self.decimal_places)

    def _outside(self, code: str, limit: Decimal | int) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"limit": format_number(limit)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)


def _refusal(field: forms.Field, error: InputError, text: str, **params: object) -> ValidationError:
    code = error.code if error.code in field.error_messages else "unreadable"
    shown = " ".join(text.split())
    if len(shown) > 40:
        shown = shown[:39].rstrip() + "…"
    return ValidationError(field.error_messages[code], code=code, params={"text": shown, **params})


def _has_changed(field: forms.Field, initial: Any, data: Any) -> bool:
    """Compare meanings, not spellings: „7.12.2017“ is the same day as „7. 12. 2017“."""
    if field.disabled:
        return False
    with contextlib.suppress(ValidationError):
        return field.to_python(initial) != field.to_python(data)
    return True


@dataclass(frozen=True)
class Noticed:
    """One thing that looks like personal data: in which field, of what kind, the text itself."""

    field: Any
    kind: Any
    text: str


class PersonalDataWarningMixin(forms.Form):
    """Warns before free text with what looks like personal data is saved; nothing that was typed is lost.

    ``personal_data_fields`` names the fields to look at; ``personal_data_names`` adds full names to what is looked
    for. The first submission is refused with what was found (``noticed``) and offers „Přesto uložit“; a submission
    with that box ticked passes. Show it with ``<c-personal :form="form" />`` above the buttons.
    """

    personal_data_fields: tuple[str, ...] = ()
    personal_data_names = False
    personal_data_hint: Any = ""
    """What belongs into the text, where that is something else than counts, kinds and places."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.noticed: list[Noticed] = []
        self.fields[CONFIRM_FIELD] = forms.BooleanField(
            label=_("Přesto uložit, text tam patří"), required=False, widget=forms.CheckboxInput
        )

    @property
    def confirm_field(self) -> forms.BoundField:
        """The box „Přesto uložit“."""
        return self[CONFIRM_FIELD]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.noticed = [
            found for name in self.personal_data_fields for found in self._look(name, cleaned.get(name))
        ]
        if self.noticed and not cleaned.get(CONFIRM_FIELD):
            self.add_error(
                None,
                ValidationError(
                    _("Text vypadá, že obsahuje osobní údaje. Upravte ho, nebo níže potvrďte uložení."),
                    code="personal_data",
                ),
            )
        return cleaned

    def _look(self, name: str, value: Any) -> list[Noticed]:
        if not isinstance(value, str) or not value:
            return []
        text = strip_tags(value)
        findings = find_personal_data(text) + (find_full_names(text) if self.personal_data_names else [])
        label = self.fields[name].label or name
        return [Noticed(label, KIND_LABELS[finding.kind], finding.text) for finding in findings]
