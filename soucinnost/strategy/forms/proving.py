"""Forms of claims: one short form for a number or words, the list behind it, where else it is used, contradictions."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from soucinnost.agencies.forms.fields import OrganisationField
from soucinnost.documents.models import Attachment
from soucinnost.evidence.enums import ClaimKind
from soucinnost.evidence.models import Claim
from soucinnost.evidence.periods import PeriodError, parse_period, period_text
from soucinnost.evidence.wording import number_text
from soucinnost.kernel.folding import fold
from soucinnost.kernel.numbers import NumberError, format_number, parse_number
from soucinnost.strategy.actions.lists import MOST_ROWS, Row
from soucinnost.strategy.models import Activity, ClaimUse, Goal, Indicator, ListRow, Strategy
from soucinnost.strategy.selectors.doubts import doubts
from soucinnost.strategy.selectors.whole import StrategyView
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.fields import AreaField
from soucinnost.territory.models import Area
from soucinnost.ui.forms import CzechDateField, CzechDecimalField, PersonalDataWarningMixin

PLACES = (AreaKind.MUNICIPALITY, AreaKind.CITY_DISTRICT, AreaKind.ORP, AreaKind.DISTRICT, AreaKind.REGION)
CONFIRM = "confirmed"
ABOUT = re.compile(r"\s*(asi|cca|circa|kolem|okolo|přibližně|zhruba|přes|téměř|skoro|~)", re.IGNORECASE)


class PeriodTextField(forms.CharField):
    """A period on one line: „2016“, „2012–2016“, „1. pololetí 2016“, days. Gives a pair of days, either None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": "18", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return period_text(*value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[date | None, date | None]:
        text = str(super().clean(value) or "")
        try:
            return parse_period(text, today=timezone.localdate())
        except PeriodError as error:
            raise ValidationError(error.message_cs, code=error.code) from None


class ClaimForm(PersonalDataWarningMixin):
    """A claim: a number with its unit, or words, or both. What is doubtful (110 %, a day outside) is asked about.

    Of an indicator, unit and name are the indicator's. ``goal`` is there for the day of its evaluation.
    """

    personal_data_fields = ("text", "label", "unit", "denominator_label", "share", "source_label")
    personal_data_names = True

    text = forms.CharField(
        label=_("Co se stalo"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Slovy. K číslu nemusíte psát nic."),
    )
    value = CzechDecimalField(
        label=_("Číslo"), required=False, decimal_places=4, min_value=-(10**14), max_value=10**14,
        help_text=_("Prázdné znamená neuvedeno, ne nulu."),
    )
    unit = forms.CharField(
        label=_("Jednotka"), required=False, max_length=40, widget=forms.TextInput(attrs={"size": "14"})
    )
    label = forms.CharField(label=_("Co se počítá"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Údaj"), choices=ClaimKind.choices, initial=ClaimKind.ACTUAL)
    period = PeriodTextField(
        label=_("Období"), required=False,
        help_text=_("Rok, roky, pololetí nebo dny: 2016, 1. pololetí 2016, 7. 12. 2017."),
    )
    source_label = forms.CharField(
        label=_("Zdroj"), required=False, max_length=300, help_text=_("Odkud to víte: zpráva, tisk, evidence…"),
    )
    source_page = forms.CharField(
        label=_("Strana"), required=False, max_length=40, widget=forms.TextInput(attrs={"size": "6"})
    )
    document = forms.ModelChoiceField(
        label=_("Soubor"), queryset=Attachment.objects.none(), required=False, empty_label=_("žádný")
    )
    upload = forms.FileField(
        label=_("Nový soubor"), required=False, help_text=_("Zpráva nebo tabulka, ve které údaj stojí.")
    )
    share = forms.CharField(
        label=_("Část celku"), required=False, max_length=200,
        help_text=_("Když je číslo jen částí: z kterých peněz, který druh."),
    )
    denominator = CzechDecimalField(label=_("Z celku"), required=False, decimal_places=4, max_value=10**14)
    denominator_label = forms.CharField(label=_("Čeho je celek"), required=False, max_length=200)
    organisation = OrganisationField(label=_("Za koho"), required=False, help_text=_("Organizace, za kterou to platí."))
    area = AreaField(label=_("Místo"), required=False, kinds=PLACES, loosely=True)
    stated_on = CzechDateField(label=_("Ke dni"), required=False, help_text=_("Prázdné znamená dnes."))
    is_cost = forms.BooleanField(label=_("jsou to náklady"), required=False)
    is_risk = forms.BooleanField(label=_("je to riziko pro cíl"), required=False)
    confirmed = forms.BooleanField(label=_("Ano, údaj je takto správně"), required=False)

    activity = forms.ChoiceField(label=_("Plánovaná aktivita"), required=False)

    MORE = (
        "activity", "share", "denominator", "denominator_label", "organisation", "area", "stated_on", "is_cost",
        "is_risk",
    )

    def __init__(
        self, data: Any = None, *, strategy: Strategy, files: Iterable[Attachment] = (), goal: Goal | None = None,
        indicator: Indicator | None = None, use: ClaimUse | None = None, source_day: date | None = None,
        activities: Sequence[Activity] = (), uploads: Any = None,
    ) -> None:
        self.strategy, self.goal, self.indicator, self.source_day = strategy, goal, indicator, source_day
        super().__init__(data, uploads, initial=initial_of(use) if use is not None else None)
        pks = [one.pk for one in files]
        if pks:
            self.fields["document"].queryset = Attachment.objects.filter(pk__in=pks)  # type: ignore[attr-defined]
        else:
            del self.fields["document"]
        self.activities = {one.uid: one for one in activities}
        if activities:
            menu = [("", _("opatření jako celek")), *((one.uid, one.text) for one in activities)]
            self.fields["activity"].choices = menu  # type: ignore[attr-defined]
        else:
            del self.fields["activity"]
        if indicator is not None:
            del self.fields["unit"], self.fields["label"]
            self.fields["value"].label = _("Číslo (%(unit)s)") % {"unit": indicator.unit}
        self.doubts: list[str] = []
        self.initial_document = use.document if use is not None else None

    @property
    def loses_file(self) -> bool:
        """Whether a file was sent that the page cannot show again: browsers do not keep it."""
        return bool(self.files) and bool(self.errors)

    @property
    def more(self) -> list[forms.BoundField]:
        """Fields that most claims do not need."""
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def opens_more(self) -> bool:
        """Whether the fields that most claims do not need are shown at once."""
        return any(bound.errors or bound.value() not in (None, "", False) for bound in self.more)

    def clean_share(self) -> str:
        """A part is named by words; a bare number in its place was meant for the whole."""
        share: str = self.cleaned_data["share"].strip()
        if share and not any(char.isalpha() for char in share):
            raise ValidationError(_("Část celku se píše slovy, například „ženy“. Číslo patří do pole „Z celku“."))
        return share

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "value" in self.errors and ABOUT.match(str(self.data.get(self.add_prefix("value"), ""))):
            said = _("Napište jen číslo a u pole „Údaj“ vyberte „přibližně“.")
            self.errors["value"] = self.error_class([str(said)], renderer=self.renderer)
        if cleaned.get("value") is None and not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("text", _("Napište, co se stalo, nebo uveďte číslo."))
        if cleaned.get("upload") is not None and cleaned.get("document") not in (None, self.initial_document):
            self.add_error("upload", _("Vyberte soubor ze seznamu, nebo přiložte nový. Obojí najednou nejde."))
        if not set(self.errors) - {NON_FIELD_ERRORS}:
            self.doubts = doubts(
                Claim(**{name: value for name, value in self.of_claim().items() if name != "stated_on"},
                      stated_on=cleaned.get("stated_on") or timezone.localdate()),
                self.strategy, goal=self.goal, source_day=self.source_day,
            )
            if self.doubts and not cleaned.get("confirmed"):
                self.add_error(None, ValidationError(" ".join(self.doubts), code="doubt"))
        return cleaned

    @property
    def asks(self) -> bool:
        """Whether something doubtful waits for a confirmation."""
        return bool(self.doubts)

    def of_claim(self) -> dict[str, Any]:
        """Fields of the claim as they were typed; of an indicator with its name and unit."""
        data = self.cleaned_data
        start, end = data.get("period") or (None, None)
        found: dict[str, Any] = {
            name: data[name] for name in (
                "text", "value", "unit", "label", "kind", "denominator", "denominator_label", "organisation", "area",
                "stated_on", "source_label", "source_page",
            ) if name in data
        }
        if self.indicator is not None:
            found |= {"unit": self.indicator.unit, "label": self.indicator.title}
        return {**found, "period_from": start, "period_to": end}

    @property
    def chosen_activity(self) -> Activity | None:
        """The planned activity that the claim proves."""
        return self.activities.get(self.cleaned_data.get("activity", ""))

    def of_use(self) -> dict[str, Any]:
        """Fields of the use."""
        data = self.cleaned_data
        return {
            "share": data["share"], "is_cost": data["is_cost"], "is_risk": data["is_risk"],
            **({"document": data["document"]} if "document" in self.fields else {}),
        }


def initial_of(use: ClaimUse) -> dict[str, Any]:
    """What the form of an existing claim begins with."""
    claim = use.claim
    names = (
        "text", "value", "unit", "label", "kind", "denominator", "denominator_label", "organisation", "area",
        "stated_on", "source_label", "source_page",
    )
    return {
        **{name: getattr(claim, name) for name in names}, "period": (claim.period_from, claim.period_to),
        "share": use.share, "document": use.document_id, "is_cost": use.is_cost, "is_risk": use.is_risk,
    }


class PlaceForm(forms.Form):
    """Where a claim is used: a measure, something that was done, or an indicator, all in one menu."""

    place = forms.ChoiceField(label=_("Kde údaj použít"))
    share = forms.CharField(label=_("Část celku"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, view: StrategyView) -> None:
        super().__init__(data)
        self.found: dict[str, dict[str, Any]] = {}
        menu: list[tuple[Any, Any]] = []
        measures = [
            self._offer("opatreni", one.measure, f"{one.number} {one.measure.title}", measure=one.measure)
            for one in view.measures
        ]
        indicators = [
            self._offer("ukazatel", one.indicator, f"{number} {one.indicator.title}", indicator=one.indicator)
            for number, one in (
                *((goal.number, one) for goal in view.goals for one in goal.indicators),
                *((place.number, one) for place in view.measures for one in place.indicators),
            )
        ]
        done = [
            self._offer("akce", one.undertaking, one.undertaking.title, undertaking=one.undertaking)
            for one in view.undertakings
        ]
        listed = pgettext_lazy("list", "Opatření")
        for title, some in ((listed, measures), (_("Ukazatele"), indicators), (_("Projekty a akce"), done)):
            if some:
                menu.append((title, some))
        self.fields["place"].choices = menu  # type: ignore[attr-defined]

    def _offer(self, kind: str, record: Any, label: str, **parts: Any) -> tuple[str, str]:
        key = f"{kind}.{record.uid}"
        self.found[key] = parts
        return key, label if len(label) <= 90 else f"{label[:89].rstrip()}…"

    @property
    def parts(self) -> dict[str, Any]:
        """The chosen place as the actions take it."""
        return self.found[self.cleaned_data["place"]]


class ConflictForm(PersonalDataWarningMixin):
    """Another claim that says something else, and in what."""

    personal_data_fields = ("note",)

    other = forms.ChoiceField(label=_("Který údaj říká něco jiného"))
    note = forms.CharField(label=_("V čem se liší"), max_length=500)

    def __init__(self, data: Any = None, *, claims: Sequence[tuple[str, Claim]], claim: Claim) -> None:
        super().__init__(data)
        self.claims = {one.uid: one for _where, one in claims if one.pk != claim.pk}
        here = next((where for where, one in claims if one.pk == claim.pk), "")
        near = [_in_menu(where, one) for where, one in claims if one.pk != claim.pk and where == here]
        far = [_in_menu(where, one) for where, one in claims if one.pk != claim.pk and where != here]
        menu = [(_("Na stejném místě"), near), (_("Jinde ve strategii"), far)]
        self.fields["other"].choices = [group for group in menu if group[1]]  # type: ignore[attr-defined]

    @property
    def other_claim(self) -> Claim:
        """The chosen claim."""
        return self.claims[self.cleaned_data["other"]]


def _in_menu(where: str, claim: Claim) -> tuple[str, str]:
    """A claim with its place; a label that ends the name of the place is not said twice."""
    told = said(claim)
    if claim.label and fold(where).endswith(fold(claim.label)):
        told = told.removeprefix(f"{claim.label}: ")
    return claim.uid, f"{where}: {told}" if where else told


def said(claim: Claim, limit: int = 90) -> str:
    """A claim in one short line for a menu."""
    text = number_text(claim) if claim.value is not None else " ".join(claim.text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


class RowsForm(PersonalDataWarningMixin):
    """The list behind a number, a row on a line: what; municipality; whose or for whom; how many; „plán“.

    It can be pasted from a table processor (columns by tabulators). A line that cannot be read says which.
    """

    personal_data_fields = ("rows",)
    personal_data_names = True
    PLANNED = frozenset({"plan", "plán", "plánováno", "ano"})

    rows = forms.CharField(
        label=_("Řádky"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Na každý řádek jedno: co; obec; zřizovatel nebo příjemce; počet; plán. Stačí název, nebo název a počet."
        ),
    )

    def clean_rows(self) -> list[Row]:
        """Read the lines; every one that is wrong is told."""
        found, problems = [], []
        lines = self.cleaned_data["rows"].splitlines()
        if sum(1 for line in lines if line.strip()) > MOST_ROWS:
            raise ValidationError(_("Řádků může mít seznam nejvýše %(limit)s."), params={"limit": MOST_ROWS})
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
            cells += [""] * (5 - len(cells))
            try:
                found.append(self._row(cells))
            except ValidationError as error:
                said_what = " ".join(error.messages)
                problems.append(_("Řádek %(number)s: %(what)s") % {"number": number, "what": said_what})
        if problems:
            raise ValidationError([ValidationError(one) for one in problems[:20]])
        return found

    def _row(self, cells: Sequence[str]) -> Row:
        value, area = None, None
        if len(cells) > 5 and any(cells[5:]):  # noqa: PLR2004 - five columns
            raise ValidationError(_("Sloupců je víc než pět."))
        if not cells[0]:
            raise ValidationError(_("chybí název."))
        if cells[1]:
            try:
                area = self._area(cells[1])
            except ValidationError:
                if any(cells[2:]) or not _is_number(cells[1]):
                    raise
                cells = [cells[0], "", "", cells[1], ""]  # a table of two columns: what and how many
        if cells[3]:
            try:
                value = parse_number(cells[3])
            except NumberError as error:
                raise ValidationError(error.message_cs) from None
        return Row(cells[0], area, cells[2], value, cells[4].casefold() in self.PLANNED)

    def _area(self, text: str) -> Area | None:
        known: dict[str, Area | None] = self.__dict__.setdefault("_areas", {})
        if text not in known:
            known[text] = AreaField(kinds=PLACES, loosely=True, required=False).clean(text)
        return known[text]

    def _look(self, name: str, value: Any) -> list[Any]:
        rows = value if isinstance(value, list) else []
        return super()._look(name, "\n".join(f"{row.label} {row.organisation}" for row in rows))


def _is_number(text: str) -> bool:
    try:
        return parse_number(text) is not None
    except NumberError:
        return False


def rows_text(rows: Iterable[ListRow]) -> str:
    """A list as it would be typed."""
    lines = []
    for row in rows:
        cells = [
            row.label, row.area.name if row.area is not None else "", row.organisation,
            format_number(row.value) if row.value is not None else "", "plán" if row.is_planned else "",
        ]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        lines.append("; ".join(cells))
    return "\n".join(lines)
