"""Forms of reports. What is typed is kept as typed; reading it comes after."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.agencies.selectors import told_apart
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.kernel.dates import format_date
from soucinnost.kernel.numbers import format_number
from soucinnost.reports.content import MOST_NUMBERS, TEXTS, Content, Number
from soucinnost.reports.models import Report
from soucinnost.ui.forms import CzechDateField, CzechDecimalField, PersonalDataWarningMixin

COUNT = "cisel"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

Typed = dict[str, Any]
"""What was typed: texts by the names of fields, and ``numbers``, a list of the same for each row."""


class PeriodField(CzechDateField):
    """One end of a period: a day, or a whole year (its first or last day)."""

    def __init__(self, *, is_last: bool = False, **kwargs: Any) -> None:
        self.is_last = is_last
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and _YEAR.fullmatch(value.strip()):
            year = int(value)
            return date(year, 12, 31) if self.is_last else date(year, 1, 1)
        return super().to_python(value)


class NumberForm(forms.Form):
    """One number. A row offered from the last report (``minule``) without a new value says nothing."""

    claim = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    minule = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    label = forms.CharField(
        label=_("Co se počítá"), max_length=200, error_messages={"required": _("Napište, co se počítá.")}
    )
    value = CzechDecimalField(
        label=_("Hodnota"), decimal_places=4, min_value=-(10**14), max_value=10**14,
        error_messages={"required": _("Doplňte hodnotu, nebo číslo odeberte.")},
    )
    unit = forms.CharField(
        label=_("Jednotka"), required=False, max_length=40, widget=forms.TextInput(attrs={"size": "12"})
    )
    total = CzechDecimalField(label=_("Z celku"), required=False, decimal_places=4, max_value=10**14)
    total_label = forms.CharField(label=_("Čeho je celek"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Údaj"), choices=ClaimKind.choices)
    over = forms.BooleanField(label=_("Ano, část je opravdu větší než celek"), required=False)
    asks_over = False
    period_from = PeriodField(label=_("Období od (den nebo rok)"), required=False)
    period_to = PeriodField(label=_("Období do"), required=False, is_last=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        total = cleaned.get("total")
        if total is not None and total <= 0:
            self.add_error("total", _("Celek musí být větší než nula."))
        elif self._is_above(cleaned) and not cleaned.get("over"):
            self.asks_over = True
            text = _("Hodnota %(value)s je větší než celek %(total)s. Opravte je, nebo níže potvrďte.")
            shown = {name: format_number(cleaned[name]) for name in ("value", "total")}
            self.add_error("total", forms.ValidationError(text, params=shown))
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("Období končí dřív, než začíná."))
        return cleaned

    @staticmethod
    def _is_above(cleaned: dict[str, Any]) -> bool:
        """Whether a part is larger than its whole; a plan may be, it is what is aimed at."""
        value, total = cleaned.get("value"), cleaned.get("total")
        if value is None or total is None or cleaned.get("kind") == ClaimKind.PLAN:
            return False
        return bool(value > total)

    def as_number(self) -> Number:
        """The number that the row says; only of a valid row that says something."""
        data = self.cleaned_data
        return Number(
            label=data["label"], value=data["value"], unit=data["unit"], total=data["total"],
            total_label=data["total_label"], kind=data["kind"] or ClaimKind.ACTUAL, period_from=data["period_from"],
            period_to=data["period_to"], claim_uid=data["claim"],
        )


def says_nothing(row: Mapping[str, str]) -> bool:
    """Whether a typed row is empty, or only offered from the last report."""
    if row.get("value", "").strip() or (row.get("total", "").strip() and not row.get("minule")):
        return False
    return bool(row.get("minule")) or not any(row.get(name, "").strip() for name in ("label", "unit", "total_label"))


class ReportForm(PersonalDataWarningMixin):
    """What is new, problems, needs; the numbers are rows of their own, looked through for personal data here too."""

    personal_data_fields = (*TEXTS, "rows")
    personal_data_names = True

    text = forms.CharField(label=_("Co je nového"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    problems = forms.CharField(label=_("Problémy"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    needs = forms.CharField(label=_("Co potřebujete"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    author = forms.ChoiceField(
        label=_("Kdo zprávu podal"),
        error_messages={"required": _("Vyberte, kdo zprávu podal: někoho, kdo za organizaci ve skupině sedí.")},
    )
    rows = forms.CharField(label=_("Čísla"), required=False, widget=forms.HiddenInput)

    def __init__(self, typed: Typed | None = None, *, people: Sequence[Person] = (), confirmed: str = "") -> None:
        """``typed`` binds the form; ``people`` are those on whose behalf the report can be entered."""
        data = None
        if typed is not None:
            rows = "\n".join(
                str(row.get(name, "")) for row in typed["numbers"] for name in ("label", "unit", "total_label")
            )
            data = {**{name: typed.get(name, "") for name in (*TEXTS, "author")}, "rows": rows}
            data["personal_data_confirmed"] = confirmed
        super().__init__(data)
        self.people = {person.uid: person for person in people}
        if people:
            beside = told_apart(people)
            self.fields["author"].choices = [  # type: ignore[attr-defined]
                (uid, ", ".join(filter(None, (one.name, beside.get(uid))))) for uid, one in self.people.items()
            ]
        else:
            del self.fields["author"]

    @property
    def author_person(self) -> Person | None:
        """Who gave the report that is entered on behalf."""
        return self.people.get(self.cleaned_data.get("author", ""))


class Sheet:
    """The whole form of a report: texts, rows of numbers, and what was pressed.

    Buttons besides handing in change what is typed and save nothing: a row more, a row less, words of the last report
    or of a colleague's draft taken into the fields.
    """

    def __init__(self, typed: Typed, *, bound: bool, people: Sequence[Person] = (), confirmed: str = "") -> None:
        self.typed = typed
        start = {name: typed.get(name, "") for name in (*TEXTS, "author")}
        self.form = ReportForm(typed if bound else None, people=people, confirmed=confirmed)
        if not bound:
            self.form.initial = start
        self.rows = [_number_form(row, f"c{place}", bound=bound) for place, row in enumerate(typed["numbers"])]

    def is_valid(self) -> bool:
        """Whether all of it can be read; every part is looked at, so that all that is wrong is told at once."""
        return all([self.form.is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def warns(self) -> bool:
        """Whether it was refused because of what looks like personal data."""
        return any(error.code == "personal_data" for error in self.form.non_field_errors().as_data())

    @property
    def errors(self) -> int:
        """How many places are wrong."""
        return len(self.form.errors) + sum(len(row.errors) for row in self.rows)

    def content(self) -> Content:
        """What the report says; only when valid."""
        data = self.form.cleaned_data
        numbers = tuple(row.as_number() for row in self.rows if row.has_changed())
        return Content(text=data["text"], problems=data["problems"], needs=data["needs"], numbers=numbers)


def _number_form(row: Mapping[str, str], prefix: str, *, bound: bool) -> NumberForm:
    """A row as a form. One that says nothing counts as untouched, so nothing is missed in it."""
    typed = {**row, "kind": row.get("kind") or ClaimKind.ACTUAL}
    if not bound:
        return NumberForm(prefix=prefix, initial=typed)
    data = {f"{prefix}-{name}": value for name, value in typed.items()}
    initial = typed if says_nothing(row) else None
    return NumberForm(data, prefix=prefix, initial=initial, empty_permitted=True, use_required_attribute=False)


def typed_in(data: QueryDict) -> Typed:
    """What a browser sent. The count of rows that it tells is not believed."""
    told = data.get(COUNT, "")
    count = min(int(told), MOST_NUMBERS) if told.isascii() and told.isdigit() and len(told) < 4 else 0
    names = list(NumberForm.base_fields)
    rows = [{name: data.get(f"c{place}-{name}", "") for name in names} for place in range(count)]
    return {**{name: data.get(name, "") for name in (*TEXTS, "author")}, "numbers": rows}


def with_row(typed: Typed) -> Typed:
    """The same with an empty row more, as long as there may be one."""
    more: list[dict[str, str]] = [{}] if len(typed["numbers"]) < MOST_NUMBERS else []
    return {**typed, "numbers": [*typed["numbers"], *more]}


def without_row(typed: Typed, place: str) -> Typed:
    """The same without the row of that place; an unknown place takes nothing away."""
    rows = [row for number, row in enumerate(typed["numbers"]) if str(number) != place]
    return {**typed, "numbers": rows}


def taking(typed: Typed, other: Mapping[str, Any], names: Iterable[str] = TEXTS) -> Typed:
    """The same with another's words: into an empty field, below what is typed otherwise; said already, not again."""
    taken = dict(typed)
    for name in names:
        mine, theirs = str(typed.get(name, "")).strip(), str(other.get(name, "")).strip()
        if theirs and theirs not in mine:
            taken[name] = f"{mine}\n\n{theirs}" if mine else theirs
    return taken


def _row_of(claim: Claim) -> dict[str, str]:
    return {
        "claim": claim.uid, "minule": "", "label": claim.label,
        "value": format_number(claim.value) if claim.value is not None else "", "unit": claim.unit,
        "total": format_number(claim.denominator) if claim.denominator is not None else "",
        "total_label": claim.denominator_label, "kind": claim.kind,
        "period_from": format_date(claim.period_from) if claim.period_from else "",
        "period_to": format_date(claim.period_to) if claim.period_to else "",
        "over": "on" if claim.denominator is not None and (claim.value or 0) > claim.denominator else "",
    }


def typed_of(report: Report) -> Typed:
    """A report as it would be typed, for correcting it."""
    rows = [_row_of(figure.claim) for figure in report.figures.all()]
    author = report.author.uid if report.author is not None else ""
    return {"text": report.text, "problems": report.problems, "needs": report.needs, "author": author, "numbers": rows}


def offered_from(last: Report | None) -> Typed:
    """Empty fields with the rows of the last report: what was counted then, without values, so that none repeats."""
    rows = []
    for figure in last.figures.all() if last is not None else ():
        row = _row_of(figure.claim)
        told = " ".join(part for part in (row["value"], row["unit"]) if part)
        rows.append({**row, "claim": "", "minule": told, "value": "", "period_from": "", "period_to": ""})
    return {**dict.fromkeys((*TEXTS, "author"), ""), "numbers": rows}


def merged(report: Typed, draft: Mapping[str, Any]) -> Typed:
    """A draft typed before somebody else's version came, brought over that version: its words stay as the draft has
    them, the version's numbers stay and those of the draft come behind.
    """
    rows = [{**row, "claim": ""} for row in draft.get("numbers", ()) if row.get("value")]
    return {**report, **{name: draft.get(name, "") for name in TEXTS}, "numbers": [*report["numbers"], *rows]}


class CallForm(forms.Form):
    """For which meeting's day, what it is called and by when."""

    title = forms.CharField(label=_("Název"), max_length=200, initial=_("Zprávy organizací"))
    for_day = CzechDateField(label=_("K jednání dne"))
    due_on = CzechDateField(
        label=_("Odevzdat do"), required=False,
        help_text=_("Prázdné znamená pracovní den nejméně tři dny před jednáním."),
    )


class MoveForm(forms.Form):
    """The days of a call."""

    for_day = CzechDateField(label=_("K jednání dne"))
    due_on = CzechDateField(label=_("Odevzdat do"))
