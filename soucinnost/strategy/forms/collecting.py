"""Forms of a collection: opening one, who is asked, what an owner writes. What is typed is kept as typed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.enums import ClaimKind
from soucinnost.strategy.answering import (
    KINDS,
    MOST_TEXT,
    Typed,
    doubts_of,
    read_figure,
    says_something,
    tidied,
)
from soucinnost.strategy.forms.proving import PeriodTextField
from soucinnost.strategy.selectors.collecting_sheet import IndicatorPart, MeasurePart, Sheet
from soucinnost.strategy.selectors.owners import Owner
from soucinnost.ui.forms import CONFIRM_FIELD, CzechDateField, PersonalDataWarningMixin

STATE = "stav"
NOBODY = "-"
TEXTS = ("text", "obstacles")


class CollectionForm(PersonalDataWarningMixin):
    """For which period, until when, what is said with it."""

    personal_data_fields = ("note",)

    period = PeriodTextField(
        label=_("Za období"), help_text=_("Rok nebo kratší období: 2026, 1. pololetí 2026."),
        error_messages={"required": _("Napište, za jaké období, například 2026.")},
    )
    due_on = CzechDateField(label=_("Odevzdat do"))
    title = forms.CharField(
        label=_("Název"), required=False, max_length=200, help_text=_("Prázdné znamená „Sběr za období …“.")
    )
    note = forms.CharField(
        label=_("Průvodní slovo"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dostane ho každý dotázaný."),
    )

    def clean_period(self) -> Any:
        """Both ends have to be told."""
        start, end = self.cleaned_data["period"]
        if start is None or end is None:
            raise ValidationError(_("Napište celé období, například 2026 nebo 1. 1. – 30. 6. 2026."))
        return start, end


class WhomForm(forms.Form):
    """Whom each owner is asked through."""

    def __init__(self, data: Any = None, *, owners: Sequence[Owner]) -> None:
        super().__init__(data)
        self.owners = owners
        for owner in owners:
            self.fields[owner.organisation.uid] = person_field(owner.organisation, owner.people)

    @property
    def rows(self) -> list[tuple[Owner, forms.BoundField]]:
        """Owners with their fields."""
        return [(owner, self[owner.organisation.uid]) for owner in self.owners]

    def people(self) -> dict[int, Person | None]:
        """Who was chosen, by organisation."""
        chosen = {}
        for owner in self.owners:
            uid = self.cleaned_data[owner.organisation.uid]
            chosen[owner.organisation.pk] = next((one for one in owner.people if one.uid == uid), None)
        return chosen


def person_field(organisation: Organisation, people: Iterable[Person], chosen: Person | None = None) -> Any:
    """A menu of those who could answer for an owner; nobody is a choice too."""
    menu = [(one.uid, _person(one)) for one in people]
    first = chosen.uid if chosen is not None else (menu[0][0] if menu else NOBODY)
    return forms.ChoiceField(
        label=organisation.name, choices=[*menu, (NOBODY, _("nikdo, zapíšeme sami"))], initial=first, required=True
    )


def _person(person: Person) -> str:
    if person.email or person.user is not None:
        return person.name
    return _now("%(name)s (bez e-mailu)") % {"name": person.name}


class DueForm(forms.Form):
    """The due day of a collection."""

    due_on = CzechDateField(label=_("Odevzdat do"))


class FigureForm(forms.Form):
    """A number of an indicator. Its value stays as typed; it is read only when handed in."""

    value = forms.CharField(
        label=_("Číslo"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "text", "size": "12", "autocomplete": "off", "class": "num"}),
    )
    kind = forms.ChoiceField(
        label=_("Údaj"), choices=[(one.value, one.label) for one in ClaimKind if one in KINDS], required=False
    )
    whole = forms.CharField(
        label=_("Z celku"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "text", "size": "12", "autocomplete": "off", "class": "num"}),
    )
    note = forms.CharField(label=_("Poznámka k číslu"), required=False, max_length=500)
    sure = forms.BooleanField(label=_("Ano, číslo je takto správně"), required=False)

    def __init__(self, data: Any, *, part: IndicatorPart, prefix: str, row: Mapping[str, str]) -> None:
        super().__init__(data, prefix=prefix, initial={**row, "sure": is_sure(row)})
        self.part, self.row = part, row
        self.fields["sure"].widget.attrs["value"] = row.get("value") or "on"
        self.doubts: list[str] = []
        self.fields["value"].label = _now("Číslo (%(unit)s)") % {"unit": part.indicator.unit}

    @property
    def opens_more(self) -> bool:
        """Whether fields that most numbers do not need are shown at once."""
        return any(self[name].errors or self[name].value() for name in ("whole", "note"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        row = {name: str(cleaned.get(name) or "") for name in ("value", "kind", "whole", "note")}
        try:
            figure = read_figure(row, self.part.indicator.unit)
        except ValidationError as error:
            self.add_error(None, error)
            return cleaned
        if figure is not None:
            self.doubts = doubts_of(figure, self.part.indicator.unit)
            if self.doubts and not cleaned.get("sure"):
                self.add_error("value", " ".join(self.doubts))
        return cleaned


def is_sure(row: Mapping[str, str]) -> bool:
    """Whether what is asked about was confirmed of the value that is there now, not of an earlier one."""
    return bool(row.get("sure")) and row.get("sure") == row.get("value")


class MeasureForm(PersonalDataWarningMixin):
    """What an owner writes of one measure."""

    personal_data_fields = (*TEXTS, "notes")
    personal_data_names = True

    text = forms.CharField(
        label=_("Co se udělalo"), required=False, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    obstacles = forms.CharField(
        label=_("Co se nepodařilo a proč"), required=False, max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    nothing = forms.BooleanField(label=_("v tomto období nic (důvod napište výše)"), required=False)
    notes = forms.CharField(label=_("Poznámka k číslu"), required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("nothing") and not cleaned.get("obstacles", "").strip() and "obstacles" not in self.errors:
            self.add_error("obstacles", _("Napište, proč se v tomto období nic neudělalo."))
        if cleaned.get("nothing") and cleaned.get("text", "").strip():
            self.add_error("nothing", _("Buď se neudělalo nic, nebo napište co. Obojí naráz neplatí."))
        return cleaned


class SendForm(forms.Form):
    """What is asked when handing in: that some measures stay empty, and whose words they are when entered on behalf."""

    author = forms.ChoiceField(label=_("Kdo to sdělil"), required=False)
    partial = forms.BooleanField(label=_("Odevzdat i bez nich, zůstane u nich „neuvedeno“"), required=False)

    def __init__(self, data: Any = None, *, people: Sequence[Person] = (), empty: Sequence[str] = ()) -> None:
        super().__init__(data, prefix="odevzdat")
        self.people, self.empty = {one.uid: one for one in people}, list(empty)
        if people:
            self.fields["author"].choices = [(one.uid, one.name) for one in people]  # type: ignore[attr-defined]
        else:
            del self.fields["author"]
        self.asks = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.empty and not cleaned.get("partial"):
            self.asks = True
            self.add_error(None, _now("Nic není napsáno u opatření: %(which)s.") % {"which": ", ".join(self.empty)})
        return cleaned

    @property
    def chosen(self) -> Person | None:
        """Who said it."""
        return self.people.get(self.cleaned_data.get("author", ""))


class FormPart:
    """A measure in the form: its words, numbers of its indicators, the state the page remembers, what others wrote."""

    def __init__(self, part: MeasurePart, typed: Typed, *, bound: bool, confirmed: str = "") -> None:
        self.part, self.typed, self.state = part, typed, part.state
        self.stored: Typed | None = None
        self.stored_by = ""
        uid = part.measure.uid
        notes = "\n".join(row.get("note", "") for row in typed["figures"].values())
        start = {**{name: typed[name] for name in TEXTS}, "nothing": typed["nothing"], "notes": notes}
        data = None
        if bound:
            data = {f"{uid}-{name}": value for name, value in start.items() if value}
            data[f"{uid}-{CONFIRM_FIELD}"] = confirmed
        self.form = MeasureForm(data, prefix=uid, initial=start)
        self.figures = []
        for one in part.indicators:
            row = typed["figures"].get(one.indicator.uid, {})
            prefix = f"{uid}-{one.indicator.uid}"
            told = {f"{prefix}-{name}": value for name, value in row.items() if value} if bound else None
            if told is not None and not is_sure(row):
                told.pop(f"{prefix}-sure", None)
            self.figures.append(FigureForm(told, part=one, prefix=prefix, row=row))

    def is_valid(self) -> bool:
        """Whether all of it can be read; everything is looked at, so that all that is wrong is told at once."""
        return all([self.form.is_valid(), *(one.is_valid() for one in self.figures)])

    @property
    def warns(self) -> bool:
        """Whether it is held because of what looks like personal data."""
        self.form.is_valid()
        return any(error.code == "personal_data" for error in self.form.non_field_errors().as_data())

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Everything that is wrong: the id of the field it leads to, and the sentence."""
        found = []
        for form in (self.form, *self.figures):
            for name, problems in form.errors.items():
                target = form[name].id_for_label if name in form.fields else self.form["text"].id_for_label
                found += [(target, str(problem)) for problem in problems]
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written of it."""
        return not says_something(self.typed)


class AnswerForm:
    """The whole form of an owner."""

    def __init__(
        self, sheet: Sheet, data: QueryDict | None = None, *, people: Sequence[Person] = (), blank: bool = False
    ) -> None:
        """``people`` are those on whose behalf it can be entered; ``blank`` shows nothing that is stored."""
        self.sheet, self.bound = sheet, data is not None
        self.parts = []
        for part in sheet.parts:
            uid = part.measure.uid
            there = data is not None and f"{uid}-{STATE}" in data
            typed = typed_in(data, part) if data is not None and there else (tidied({}) if blank else part.typed)
            confirmed = data.get(f"{uid}-{CONFIRM_FIELD}", "") if data is not None else ""
            one = FormPart(part, typed, bound=there, confirmed=confirmed)
            if data is not None and there:
                one.state = data.get(f"{uid}-{STATE}", "")
            self.parts.append(one)
        empty = [one.part.place.number for one in self.parts if one.is_empty and not one.part.is_moved]
        self.send = SendForm(data, people=people, empty=empty)

    def is_valid(self) -> bool:
        """Whether it can be handed in."""
        return all([*(one.is_valid() for one in self.parts if one.form.is_bound), self.send.is_valid()])

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """All that is wrong: the number of the measure, the id of the field, the sentence."""
        return [(one.part.place.number, *error) for one in self.parts for error in one.errors]

    @property
    def filled(self) -> int:
        """How many measures something is written of; what the form itself offered does not count."""
        return sum(1 for one in self.parts if not one.is_empty and (one.part.answer or one.typed != one.part.start))


def typed_in(data: QueryDict, part: MeasurePart) -> Typed:
    """What a browser sent for a measure. What was typed at indicators that are no more stays."""
    uid = part.measure.uid
    known = {one.indicator.uid for one in part.indicators}
    figures = {key: row for key, row in part.typed["figures"].items() if key not in known}
    for key in known:
        names = ("value", "kind", "whole", "note", "sure")
        figures[key] = {name: data.get(f"{uid}-{key}-{name}", "") for name in names}
    return tidied({
        "text": data.get(f"{uid}-text", ""), "obstacles": data.get(f"{uid}-obstacles", ""),
        "nothing": f"{uid}-nothing" in data, "figures": figures,
    })
