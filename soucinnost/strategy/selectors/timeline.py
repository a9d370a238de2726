"""What happened with a measure, by day: what was told, how it was assessed, what was changed and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from soucinnost.agencies.models import Person
from soucinnost.evidence.models import Claim
from soucinnost.evidence.wording import number_text
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.strategy.models import Assessment, Measure
from soucinnost.strategy.selectors.names import (
    MEASURE,
    MONEY,
    ORGANISATION,
    PARTNERS,
    TERM,
    Name,
    named_by_keys,
    partners_of,
    read_names,
)
from soucinnost.strategy.selectors.whole import MeasureView
from soucinnost.versions.models import Version

MEASURE_KIND = "strategy.measure"
SHORT = 280


@dataclass(slots=True)
class Difference:
    """A field of a measure before and after; both are "" where it was empty."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class Event:
    """One line of the timeline. ``kind`` is ``claim``, ``assessment``, ``changed``, ``moved`` or ``added``.

    ``day`` is when it was told or done; ``who`` a person's or organisation's name, "" where the reader may not know it.
    """

    kind: str
    at: datetime
    day: date
    who: str = ""
    text: str = ""
    claim: Claim | None = None
    is_superseded: bool = False
    assessment: Assessment | None = None
    differences: Sequence[Difference] = ()


@dataclass(slots=True)
class Course:
    """What happened with a measure, newest first, with the names of its partners and sources of money."""

    events: list[Event]
    partners: list[Name]
    funding: list[Name]


def course_of(actor: Actor, place: MeasureView) -> Course:
    """Everything about the measure that the actor sees.

    Claims and assessments are those that the strategy was read with; its versions, people named in them and all other
    names are read here, a query each.
    """
    versions = list(Version.objects.filter(kind=MEASURE_KIND, object_uid=place.measure.uid).order_by("number"))
    names = _Names(actor, place.measure, versions)
    events = [*_claims(place), *_assessments(place), *_changes(names, versions)]
    return Course(
        sorted(events, key=lambda one: (one.day, one.at), reverse=True),
        names.of(PARTNERS, place.measure.pk), names.of(MONEY, place.measure.pk),
    )


def _claims(place: MeasureView) -> list[Event]:
    done = {use.claim_id: one.undertaking.title for one in place.undertakings for use in one.uses}
    return [
        Event(
            "claim", one.created_at, one.stated_on, _by(one),
            ": ".join(part for part in (done.get(one.pk, ""), _short(one)) if part), claim=one,
            is_superseded=is_superseded,
        )
        for one, is_superseded in place.told
    ]


def _by(claim: Claim) -> str:
    if claim.organisation is not None:
        return claim.organisation.label
    return claim.author.name if claim.author is not None else ""


def _short(claim: Claim) -> str:
    """A claim in a line: its number, or the beginning of what it says."""
    if claim.value is not None:
        return number_text(claim)
    return claim.text if len(claim.text) <= SHORT else f"{claim.text[: SHORT - 1].rstrip()}…"


def _assessments(place: MeasureView) -> list[Event]:
    return [
        Event(
            "assessment", one.created_at, one.assessed_on, one.assessed_by.name if one.assessed_by else "",
            assessment=one,
        )
        for one in place.assessments
    ]


def _changes(names: "_Names", versions: Sequence[Version]) -> list[Event]:
    if not versions:
        return []
    first = versions[0]
    events = [Event("added", first.at, _day(first.at), names.person(first.person_id), _now("Opatření zapsáno"))]
    for before, after in zip(versions, versions[1:], strict=False):
        differences = names.differences(before.data, after.data)
        moved = before.data.get("number") != after.data.get("number")
        if differences or moved:
            events.append(Event(
                "moved" if moved else "changed", after.at, _day(after.at), names.person(after.person_id),
                _moved_text(before.data, after.data) if moved else "", differences=differences,
            ))
    return events


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _moved_text(before: dict[str, Any], after: dict[str, Any]) -> str:
    numbers = {"before": before.get("number", ""), "after": after.get("number", "")}
    if before.get("goal_id") != after.get("goal_id"):
        text = _now("Přesun pod jiný cíl: z čísla %(before)s na %(after)s. Doklady a hodnocení přešly s opatřením.")
    else:
        text = _now("Nové číslo: dříve %(before)s, teď %(after)s.")
    return text % numbers


LABELS: dict[str, Any] = {
    "title": _("název"), "description": _("popis"), "owner_id": _("kdo odpovídá"),
    "owner_person_id": _("odpovědná osoba"), "partners": _("partneři"), "funding": _("zdroje financování"),
    "funding_note": _("poznámka k financování"), "period_from": _("od"), "period_to": _("do"),
    "carried_from_id": _("pokračuje opatření"), "activities": _("plánované aktivity"),
}


class _Names:
    """Names behind the keys that versions hold, read once; people only as far as the reader may know them."""

    def __init__(self, actor: Actor, measure: Measure, versions: Sequence[Version]) -> None:
        data = [version.data for version in versions]
        people: set[Any] = {one.get("owner_person_id") for one in data} | {version.person_id for version in versions}
        organisations: set[Any] = {one.get("owner_id") for one in data}
        organisations |= {pk for one in data for pk in one.get("partners", ())}
        terms = {pk for one in data for pk in one.get("funding", ())}
        measures = {one.get("carried_from_id") for one in data}
        visible = Person.objects.visible_to(actor).filter(pk__in=people - {None})
        self.people = {one.pk: one.name for one in visible}
        self.names = read_names(
            *partners_of([measure.pk]), *named_by_keys(actor, organisations - {None}, terms, measures - {None})
        )
        self.organisations = self._by_key(ORGANISATION)
        self.terms, self.measures = self._by_key(TERM), self._by_key(MEASURE)

    def _by_key(self, kind: str) -> dict[int, str]:
        return {one.pk: str(one) for one in self.of(kind, 0)}

    def of(self, kind: str, pk: int) -> list[Name]:
        """Names of one kind that a record has."""
        return self.names.get((kind, pk), [])

    def person(self, pk: int | None) -> str:
        """The name of who did it."""
        return self.people.get(pk, "") if pk is not None else ""

    def differences(self, before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
        """What differs between two states, field by field."""
        return [
            Difference(str(label), self._words(field, before.get(field)), self._words(field, after.get(field)))
            for field, label in LABELS.items() if before.get(field) != after.get(field)
        ]

    def _words(self, field: str, value: Any) -> str:
        if value in (None, "", []):
            return ""
        if field in ("period_from", "period_to"):
            return format_date(date.fromisoformat(value))
        if field in ("title", "description", "funding_note"):
            return str(value)
        if field == "activities":
            return "; ".join(value)
        if field == "carried_from_id":
            return self.measures.get(value, _now("opatření jiné strategie"))
        if field == "owner_person_id":
            return self.people.get(value, _now("jiná osoba"))
        known = self.terms if field == "funding" else self.organisations
        return ", ".join(known.get(pk, "") for pk in (value if isinstance(value, list) else [value]))
