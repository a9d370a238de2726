"""Writing reminders and weekly summaries: each thing once a stage, one mail a person and day.

What was told is kept with the message in its transaction, so that a round that is run twice, or that died in the
middle, tells nothing twice; and because only that is asked (never "what became due since yesterday"), a day without
a round skips nothing.
"""

import logging
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from soucinnost.access.actors import actor_for_person
from soucinnost.access.models import Circle
from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import next_working_day
from soucinnost.notices import digest_text, schedule
from soucinnost.notices.actions.messages import queue
from soucinnost.notices.digest_text import Part
from soucinnost.notices.digests import DigestLine, sources
from soucinnost.notices.models import Message, Preference, ReminderRound, Told
from soucinnost.notices.selectors import people_who_sit, signs_in
from soucinnost.notices.stale import REMINDER, SUMMARY

logger = logging.getLogger(__name__)

CHUNK = 100
#: Seconds after which a round stops; the next one goes on where it stopped.
LONGEST_ROUND = 40.0
MOST_LINES = 40
MAIL = "mail"
KEPT_ROUNDS = timedelta(days=30)

Stages = dict[DigestLine, str]
"""In which stage each line is told."""


def _mail_stage(today: date) -> str:
    return f"{MAIL}:{today.isoformat()}"


def _got_mail(person: Person, today: date) -> bool:
    return Told.objects.filter(person=person, object_uid="", stage=_mail_stage(today)).exists()


def _gather(person: Person, today: date, choice: Preference | None = None) -> list[Part]:
    """What waits for the person, as far as their own seats of today show it; ``choice`` leaves out what is off."""
    actor = actor_for_person(person, channel="mail")
    parts = []
    with translation.override(language_of(person)):
        for source in sources():
            if choice is None or (source.choice and getattr(choice, source.choice)):
                parts.append(Part(source.label, list(source.lines(actor, today))))
    return parts


def _untold(person: Person, parts: Iterable[Part], today: date, days_before: int) -> tuple[list[Part], Stages]:
    """Of the lines those that are to be told today and were not told in this stage."""
    following = next_working_day(today)
    lines = [line for part in parts for line in part.lines]
    stages = {line: stage for line in lines if (stage := line.stage_on(today, days_before, following))}
    if not stages:
        return [], {}
    uids = {line.uid for line in stages}
    known = set(Told.objects.filter(person=person, object_uid__in=uids).values_list("object_uid", "stage"))
    new = {line: stage for line, stage in stages.items() if (line.uid, stage) not in known}
    left = [Part(part.label, [line for line in part.lines if line in new]) for part in parts]
    return [part for part in left if part.lines], new


def _cut(parts: Iterable[Part]) -> tuple[list[Part], int]:
    """The first lines that one mail holds, and how many are left."""
    kept, room, more = [], MOST_LINES, 0
    for part in parts:
        taken = part.lines[:room]
        more += len(part.lines) - len(taken)
        room -= len(taken)
        if taken:
            kept.append(Part(part.label, taken))
    return kept, more


@transaction.atomic
def _write(by: Actor, person: Person, parts: list[Part], stages: Stages, today: date, *, kind: str) -> Message | None:
    """Queue the mail and keep what it tells.

    It belongs to no circle and is private: it speaks of everything that waits for one person, and even that it exists
    could tell who runs a circle of something closed. Answers come to who runs the circle only where it speaks of one
    circle and of nothing closed.
    """
    parts, more = _cut(parts)
    lines = [line for part in parts for line in part.lines]
    circles = list(Circle.objects.filter(pk__in={line.circle_id for line in lines}).select_related(
        "controller__organisation"
    ).order_by("pk"))
    answers = len(circles) == 1 and not any(line.is_closed for line in lines)
    weekly = kind == SUMMARY
    with translation.override(language_of(person)):
        linked = [(line, line.link(by, person)) for line in lines if line.link is not None and not signs_in(person)]
        message = queue(
            by=by, person=person, kind=kind, subject=digest_text.subject_of(parts, today, weekly=weekly),
            body=digest_text.body_of(
                person, parts, today, more=more, ending=digest_text.ending_of(person, circles, answers=answers)
            ),
            link=digest_text.links_of((line, link) for line, link in linked if link), private=True,
            about=circles[0].uid if answers else "",
        )
    if message is None:
        return None
    rows = {("", _mail_stage(today)): Told(person=person, message=message, stage=_mail_stage(today))}
    for line in lines:
        for stage in [*([stages[line]] if line in stages else []), *([f"{SUMMARY}:{today}"] if weekly else [])]:
            rows[line.uid, stage] = Told(
                person=person, message=message, circle_id=line.circle_id, object_uid=line.uid, stage=stage
            )
    Told.objects.bulk_create(rows.values())
    verb = "digest.summarised" if weekly else "digest.reminded"
    record(by=by, verb=verb, object_uid=message.uid, ids=[line.uid for line in lines])
    return message


def remind(*, by: Actor, person: Person, choice: Preference, now: datetime) -> bool:
    """Remind one person of what is due and was not said yet; whether a mail was written.

    Nothing goes beside a summary of the same day, nor a second time the same day.
    """
    today = timezone.localtime(now).date()
    if choice.together or not (choice.tasks or choice.minutes or choice.reports):
        return False
    if choice.weekly and (schedule.slot_is_today(choice.weekday, now) or _is_pending(choice, now)):
        return False
    parts, stages = _untold(person, _gather(person, today, choice), today, choice.days_before)
    if not parts or _got_mail(person, today):
        return False
    return _write(by, person, parts, stages, today, kind=REMINDER) is not None


def _is_pending(choice: Preference, now: datetime) -> bool:
    return choice.weekly_done is None or choice.weekly_done < schedule.latest_slot(choice.weekday, choice.hour, now)


def summarise(*, by: Actor, choice: Preference, now: datetime) -> bool:
    """Write one person's weekly summary; whether there was anything to say. It counts as seen to either way."""
    today = timezone.localtime(now).date()
    slot = schedule.latest_slot(choice.weekday, choice.hour, now)
    person = people_who_sit().filter(pk=choice.person_id).first()
    parts = [part for part in _gather(person, today) if part.lines] if person is not None else []
    with transaction.atomic():
        due = Preference.objects.filter(pk=choice.pk, weekly=True).filter(_not_before(slot))
        if not due.update(weekly_done=slot) or person is None or not parts:
            return False
        _untold_parts, stages = _untold(person, parts, today, choice.days_before)
        return _write(by, person, parts, stages, today, kind=SUMMARY) is not None


def _not_before(slot: date) -> Q:
    return Q(weekly_done__isnull=True) | Q(weekly_done__lt=slot)


def _due_summaries(now: datetime) -> list[Preference]:
    today = timezone.localtime(now).date()
    due = Q(pk__in=())
    for weekday, hour, slot in schedule.due_slots(now):
        due |= Q(weekday=weekday, hour=hour) & _not_before(slot)
    mailed = Told.objects.filter(person=OuterRef("person"), object_uid="", stage=_mail_stage(today))
    found = Preference.objects.filter(due, ~Exists(mailed), weekly=True)
    return list(found.order_by("pk")[:CHUNK])


class _Round:
    """One round: how long it may last, what it has done, what went wrong."""

    def __init__(self, by: Actor, now: datetime) -> None:
        self.by, self.now = by, now
        self.until = time.monotonic() + LONGEST_ROUND
        self.sent = self.failed = 0

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.until

    def remind(self, person: Person, choice: Preference) -> None:
        """Remind one person; a mistake in what one record says must not leave the others without their mail."""
        try:
            self.sent += remind(by=self.by, person=person, choice=choice, now=self.now)
        except Exception:  # noqa: BLE001 - the others get theirs; logged, counted, tried again on the next day
            logger.exception("No reminder for person %s", person.uid)
            self.failed += 1

    def summarise(self, choice: Preference) -> None:
        """Write one summary; a failed one is tried again in the next round."""
        try:
            self.sent += summarise(by=self.by, choice=choice, now=self.now)
        except Exception:  # noqa: BLE001 - the others get theirs; logged and counted
            logger.exception("No summary for preference %s", choice.uid)
            self.failed += 1


def write_summaries(*, by: Actor, now: datetime | None = None) -> tuple[int, int]:
    """Write the summaries whose moment has come; returns how many went and how many failed.

    A round writes at most some tens of seconds and goes on the next time.
    """
    moment = now or timezone.now()
    if not settings.MAIL_ENABLED or not schedule.is_time(moment):
        return 0, 0
    work, seen = _Round(by, moment), set()
    while not work.is_over:
        chunk = [choice for choice in _due_summaries(moment) if choice.pk not in seen]
        if not chunk:
            break
        for choice in chunk:
            work.summarise(choice)
            seen.add(choice.pk)
    return work.sent, work.failed


def write_reminders(*, by: Actor, now: datetime | None = None) -> tuple[int, int]:
    """Go on with the reminders of the day, from seven in the morning; returns how many went and how many failed.

    Each person is seen to once a day, by their number, each in a transaction of their own. How far it has come is
    kept, so that ten thousand people are no work of one round nor of one transaction.
    """
    moment = now or timezone.now()
    if not settings.MAIL_ENABLED or not schedule.is_time(moment):
        return 0, 0
    today = timezone.localtime(moment).date()
    day, is_new = ReminderRound.objects.get_or_create(day=today)
    if is_new:
        ReminderRound.objects.filter(day__lt=today - KEPT_ROUNDS).delete()
    work = _Round(by, moment)
    while day.finished_at is None and not work.is_over:
        people = list(people_who_sit().filter(pk__gt=day.reached)[:CHUNK])
        chosen = {one.person_id: one for one in Preference.objects.filter(person__in=people)}
        before = work.sent
        for person in people:
            work.remind(person, chosen.get(person.pk) or Preference(person=person))
        day.reached = people[-1].pk if people else day.reached
        day.sent += work.sent - before
        day.finished_at = None if people else timezone.now()
        day.save()
    return work.sent, work.failed


def expired_told(cutoff: datetime) -> QuerySet[Told]:
    """Notes of what was reminded before the cut-off."""
    return Told.objects.filter(told_on__lt=timezone.localdate(cutoff))


def erase_told(*, by: Actor, records: QuerySet[Told], cutoff: datetime) -> int:
    """Erase notes of what was reminded past their term; the installation's own job only."""
    require(by.is_system)
    count, _by_model = records.delete()
    record(by=by, verb="digest.forgotten")
    return count
