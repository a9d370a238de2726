"""Opening a collection, asking owners, reminding those who owe, moving its day, closing it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import queue
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.selectors import silenced
from soucinnost.strategy import collecting_letters as letters
from soucinnost.strategy import rules
from soucinnost.strategy.actions.common import lock, long_text, tidy, writable
from soucinnost.strategy.actions.team import give_team_seat
from soucinnost.strategy.collecting_links import ask_of, is_askable, link_for
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.models import Ask, Collection, Strategy
from soucinnost.strategy.selectors.collecting import Row, standing_of
from soucinnost.strategy.selectors.owners import Owner, owners_of
from soucinnost.strategy.selectors.whole import MeasureView, whole

People = Mapping[int, Person | None]
"""Who is asked for each organisation, by its primary key; None means nobody, it is entered on its behalf."""


@transaction.atomic
def open_collection(
    *, by: Actor, strategy: Strategy, period_from: date, period_to: date, due_on: date, title: str = "",
    note: str = "", people: People | None = None,
) -> Collection:
    """Ask owners of measures what was done in a period, until a day. Who writes the strategy.

    ``people`` says whom; for an owner it does not name, the first of those who could answer. Who has no seat in the
    team gets one. Raises ValidationError for days that cannot be, a period outside of the strategy, the same period
    collected already, and where nobody owns any measure.
    """
    strategy = writable(by, strategy)
    _check_period(strategy, period_from, period_to)
    _check_due(due_on)
    running = Collection.objects.filter(
        strategy=strategy, period_from=period_from, period_to=period_to, state=CollectionState.OPEN
    )
    if running.exists():
        raise ValidationError({"period_to": _("Za toto období už sběr běží. Otevřete ho v seznamu sběrů.")})
    owners = owners_of(by, whole(by, strategy), period_from, period_to)
    if not owners:
        raise ValidationError(
            _("Za žádné opatření tohoto období neodpovídá žádná organizace. Nejdřív u opatření doplňte, kdo odpovídá.")
        )
    name = title or _("Sběr za období %(period)s") % {"period": period_text(period_from, period_to)}
    collection = Collection.objects.create(
        strategy=strategy, title=tidy(name, "title", _("Napište název."), 200), note=long_text(note, "note"),
        period_from=period_from, period_to=period_to, due_on=due_on, asked_by_id=by.person_id,
    )
    record(by=by, verb="strategy.collection_opened", object_uid=collection.uid, circle=strategy.circle.uid)
    _ask(by, collection, owners, people or {})
    return collection


def _check_period(strategy: Strategy, start: date, end: date) -> None:
    if end < start:
        raise ValidationError({"period_to": _("Období končí dřív, než začíná.")})
    if end < strategy.period_from or start > strategy.period_to:
        years = period_text(strategy.period_from, strategy.period_to)
        raise ValidationError({"period_from": _("Období leží mimo dobu strategie (%(years)s).") % {"years": years}})


def _check_due(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Tento den už minul.")})


def _ask(by: Actor, collection: Collection, owners: Iterable[Owner], people: People) -> int:
    """Make an ask for each owner and write to its person; returns how many owners there were."""
    strategy, uids = collection.strategy, []
    answers_to = letters.answering_people(strategy.circle_id)
    for owner in owners:
        pk = owner.organisation.pk
        person = people[pk] if pk in people else next(iter(owner.people), None)
        ask = Ask.objects.create(strategy=strategy, collection=collection, organisation=owner.organisation)
        _address(by, ask, person, owner.places, answers_to)
        uids.append(owner.organisation.uid)
    if uids:
        record(
            by=by, verb="strategy.collection_requested", object_uid=collection.uid, circle=strategy.circle.uid, ids=uids
        )
    return len(uids)


def _address(
    by: Actor, ask: Ask, person: Person | None, places: list[MeasureView], answers_to: Iterable[Person]
) -> None:
    """Say who is asked, seat them in the team and write to them."""
    ask.person, ask.is_mailed, ask.asked_on = person, False, None
    if person is not None:
        if not person.is_active:
            raise ValidationError(_("Tato osoba už nepůsobí, vyberte jinou: %(name)s") % {"name": person.name})
        _seat(by, ask, person)
        ask.asked_on = timezone.localdate()
    ask.save()
    if person is not None and person.pk != by.person_id:
        ask.is_mailed = _send(by, ask, person, places, answers_to, letters.ASKED)
        ask.save(update_fields=["is_mailed"])


def _seat(by: Actor, ask: Ask, person: Person) -> None:
    """Give the person a seat in the team unless there is one today; the seat is written into the audit."""
    today = timezone.localdate()
    if not Seat.objects.on(today).filter(circle=ask.strategy.circle_id, person=person).exists():
        give_team_seat(by=by, strategy=ask.strategy, person=person, organisation=ask.organisation)


def _send(
    by: Actor, ask: Ask, person: Person, places: list[MeasureView], answers_to: Iterable[Person], kind: str
) -> bool:
    """Queue the mail in the person's language; False where there is nowhere to send it."""
    with translation.override(language_of(person)):
        written = letters.letter(
            ask, person, places, kind=kind, answers_to=answers_to, link=link_for(by, ask, person)
        )
        message = queue(
            by=by, person=person, kind=written.kind, subject=written.subject, body=written.body,
            circle=ask.strategy.circle, link=written.link, about=ask.uid,
        )
    return message is not None


def _led(by: Actor, collection: Collection) -> Collection:
    """Lock a collection for who writes the strategy."""
    strategy = writable(by, collection.strategy)
    found = Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    found.strategy = strategy
    return found


def _must_run(collection: Collection) -> None:
    if collection.state != CollectionState.OPEN:
        raise ValidationError(_("Sběr už je uzavřený."))


@transaction.atomic
def ask_missing(*, by: Actor, collection: Collection, people: People | None = None) -> int:
    """Ask owners that own a measure only since the collection was opened; returns how many."""
    collection = _led(by, collection)
    _must_run(collection)
    return _ask(by, collection, standing_of(by, collection).unasked, people or {})


@transaction.atomic
def change_person(*, by: Actor, ask: Ask, person: Person | None) -> Ask:
    """Ask somebody else of the owner (None: nobody). What was typed stays. Raises ValidationError."""
    collection = _led(by, ask.collection)
    _must_run(collection)
    ask = Ask.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=ask.pk)
    ask.collection, ask.strategy = collection, collection.strategy
    if ask.person_id == (person.pk if person is not None else None):
        return ask
    row = next(row for row in standing_of(by, collection).rows if row.ask.pk == ask.pk)
    _address(by, ask, person, row.places, letters.answering_people(ask.strategy.circle_id))
    record(
        by=by, verb="strategy.collection_person_changed", object_uid=ask.uid, circle=ask.strategy.circle.uid,
        ids=[person.uid] if person is not None else [],
    )
    return ask


@transaction.atomic
def remind(*, by: Actor, collection: Collection) -> int:
    """Write to everybody asked who still owes; returns to how many people. Who writes the strategy.

    By itself the installation reminds nobody who switched that off. Raises ValidationError when nobody owes, when no
    owner that owes has a person to write to, or the collection is closed.
    """
    collection = _led(by, collection)
    _must_run(collection)
    rows = standing_of(by, collection).owing
    if not rows:
        raise ValidationError(_("Už mají odevzdáno všichni."))
    told = _tell(by, collection, rows, letters.REMINDER)
    if not told and not by.is_system:
        raise ValidationError(_("Není komu psát: kdo dluží, nemá určenou osobu nebo e-mail."))
    collection.reminded_on = timezone.localdate()
    collection.save(update_fields=["reminded_on"])
    record(
        by=by, verb="strategy.collection_reminded", object_uid=collection.uid, circle=collection.strategy.circle.uid
    )
    return told


def _tell(by: Actor, collection: Collection, rows: Iterable[Row], kind: str) -> int:
    rows = list(rows)
    people = [row.ask.person_id for row in rows if row.ask.person_id is not None]
    quiet = silenced("reports", people) if by.is_system else set()
    answers_to, told = letters.answering_people(collection.strategy.circle_id), 0
    for row in rows:
        person = row.ask.person
        if person is not None and person.is_active and person.pk not in quiet | {by.person_id}:
            row.ask.collection, row.ask.strategy = collection, collection.strategy
            told += _send(by, row.ask, person, row.places, answers_to, kind)
    return told


@transaction.atomic
def move_collection(*, by: Actor, collection: Collection, due_on: date) -> Collection:
    """Set another due day; those who owe are told. Nothing differs, nothing is written. Raises ValidationError."""
    collection = _led(by, collection)
    _must_run(collection)
    if collection.due_on == due_on:
        return collection
    _check_due(due_on)
    collection.due_on, collection.reminded_on = due_on, None
    collection.save(update_fields=["due_on", "reminded_on"])
    record(by=by, verb="strategy.collection_moved", object_uid=collection.uid, circle=collection.strategy.circle.uid)
    _tell(by, collection, standing_of(by, collection).owing, letters.MOVED)
    return collection


@transaction.atomic
def close_collection(*, by: Actor, collection: Collection) -> Collection:
    """Close it: nobody owes any more; what comes late is entered by who writes the strategy."""
    collection = _led(by, collection)
    if collection.state == CollectionState.OPEN:
        collection.state, collection.closed_on = CollectionState.CLOSED, timezone.localdate()
        collection.save(update_fields=["state", "closed_on"])
        record(
            by=by, verb="strategy.collection_closed", object_uid=collection.uid,
            circle=collection.strategy.circle.uid,
        )
    return collection


@transaction.atomic
def reopen_collection(*, by: Actor, collection: Collection) -> Collection:
    """Take answers again. Raises ValidationError where another collection of the period runs."""
    collection = _led(by, collection)
    if collection.state == CollectionState.CLOSED:
        same = Collection.objects.filter(
            strategy=collection.strategy, period_from=collection.period_from, period_to=collection.period_to,
            state=CollectionState.OPEN,
        )
        if same.exists():
            raise ValidationError(_("Za toto období už běží jiný sběr."))
        collection.state, collection.closed_on = CollectionState.OPEN, None
        collection.save(update_fields=["state", "closed_on"])
        record(
            by=by, verb="strategy.collection_reopened", object_uid=collection.uid,
            circle=collection.strategy.circle.uid,
        )
    return collection


@transaction.atomic
def ask_again(*, by: Actor, link: OneTimeLink) -> bool:
    """Send the person of a used link a new one, as its holder asks; False when it is late for it."""
    ask = ask_of(by, link)
    if not is_askable(by, ask, link.person) or not rules.fills_in(by, ask):
        return False
    ask.strategy = lock(ask.strategy)
    collection = ask.collection
    collection.strategy = ask.strategy
    places = next(row.places for row in standing_of(by, collection).rows if row.ask.pk == ask.pk)
    people = letters.answering_people(ask.strategy.circle_id)
    return _send(by, ask, link.person, places, people, letters.ASKED)
