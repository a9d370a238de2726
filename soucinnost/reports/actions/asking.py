"""Opening a call, asking those who are to report, reminding those who owe."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.groups.actions.common import checked_title
from soucinnost.groups.actions.common import lock as lock_group
from soucinnost.groups.actions.common import must_be_open as group_must_be_open
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import queue
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.selectors import silenced
from soucinnost.reports import letters, rules
from soucinnost.reports.actions.common import lead, must_be_open
from soucinnost.reports.dates import usual_due
from soucinnost.reports.enums import CallState
from soucinnost.reports.links import is_askable, link_for, organisation_of
from soucinnost.reports.models import Ask, Call, Report
from soucinnost.reports.selectors import Row, last_reports, reporting, standing_of


@transaction.atomic
def open_call(
    *, by: Actor, group: Group, for_day: date, due_on: date | None = None, title: str = ""
) -> Call:
    """Ask the organisations that report in a group for reports to the meeting of a day; once for each group and day.

    Opened already, the same call is returned and only those not asked yet are asked. ``due_on`` is a working day three
    days before when not given. For a day that has passed nobody is asked: the call is closed from the beginning, so
    that reports of earlier meetings can be entered. Raises ValidationError for a due day outside of today to the
    meeting, a group that has ended or in which nobody reports. Chair and recorder only.
    """
    group = lock_group(group)
    require(rules.may_ask(by, group) or by.is_system)
    group_must_be_open(group)
    today = timezone.localdate()
    is_past = for_day < today
    wanted = CallState.CLOSED if is_past else CallState.OPEN
    call = Call.objects.filter(group=group, for_day=for_day, state=wanted).order_by("pk").first()
    if call is not None:
        if not is_past:
            _ask(by, call)
        return call
    due = for_day if is_past else due_on or usual_due(for_day, today)
    if not is_past:
        check_due(due, for_day, today)
    if not reporting(group, for_day if is_past else today):
        message = _("Ve skupině zatím nepodává zprávy žádná organizace. Zaškrtněte to u mandátů jejích členů.")
        raise ValidationError(message)
    call = Call.objects.create(
        circle=group.circle, group=group, for_day=for_day, due_on=due, asked_by_id=by.person_id,
        asked_on=for_day if is_past else today, title=checked_title(title or _("Zprávy organizací")), state=wanted,
        closed_on=for_day if is_past else None,
    )
    record(by=by, verb="report_call.opened", object_uid=call.uid, circle=group.circle.uid)
    if not is_past:
        _ask(by, call)
    return call


def check_due(due_on: date, for_day: date, today: date) -> None:
    """Refuse a due day that has passed or comes after the meeting."""
    if due_on < today:
        raise ValidationError({"due_on": _("Tento den už minul.")})
    if due_on > for_day:
        raise ValidationError({"due_on": _("Zprávy mají přijít nejpozději v den jednání.")})


def _ask(by: Actor, call: Call) -> int:
    """Ask those whose mandate says that they report and who were not asked; returns how many."""
    asked = set(Ask.objects.filter(call=call).values_list("organisation_id", "person_id"))
    rows = standing_of(by, call).owing
    new = [(row, person) for row in rows for person in row.people if (row.organisation.pk, person.pk) not in asked]
    last, answers_to = (last_reports(call), letters.answering_people(call)) if new else ({}, [])
    for row, person in new:
        mailed = _send(by, call, row.organisation, person, last, answers_to, letters.ASK)
        Ask.objects.create(call=call, organisation=row.organisation, person=person, is_mailed=mailed)
    if new:
        ids = list(dict.fromkeys(row.organisation.uid for row, _person in new))
        record(by=by, verb="report_call.asked", object_uid=call.uid, circle=call.circle.uid, ids=ids)
    return len(new)


def _send(
    by: Actor, call: Call, organisation: Organisation, person: Person, last: Mapping[int, Report],
    answers_to: Iterable[Person], kind: str,
) -> bool:
    """Queue the mail in the person's language; False where there is nowhere to send it."""
    with translation.override(language_of(person)):
        letter = letters.ask_message(
            call, organisation, person, last.get(organisation.pk), kind=kind, answers_to=answers_to,
            link=link_for(by, call, organisation, person),
        )
        message = queue(
            by=by, person=person, kind=letter.kind, subject=letter.subject, body=letter.body, circle=call.circle,
            link=letter.link, about=call.uid,
        )
    return message is not None


def tell_owing(by: Actor, call: Call, kind: str, rows: Iterable[Row] | None = None) -> int:
    """Write to everybody who owes (or to those of the given rows); returns to how many people a mail was queued.

    Whoever asks is not written to. Called inside the transaction of an action that has checked its rule.
    """
    chosen = list(rows) if rows is not None else standing_of(by, call).owing
    last, answers_to = last_reports(call), letters.answering_people(call)
    told = 0
    for row in chosen:
        for person in row.people:
            if person.pk != by.person_id:
                told += _send(by, call, row.organisation, person, last, answers_to, kind)
    return told


@transaction.atomic
def ask_missing(*, by: Actor, call: Call) -> int:
    """Ask those whose mandate began since the call was opened; returns how many."""
    call = lead(by, call)
    must_be_open(call)
    return _ask(by, call)


@transaction.atomic
def remind(*, by: Actor, call: Call) -> int:
    """Write to everybody who still owes a report; returns to how many people. Chair and recorder only.

    Who was not asked yet is asked instead; by itself the installation reminds nobody who switched that off. Raises
    ValidationError when nobody owes or the call is closed.
    """
    call = lead(by, call)
    must_be_open(call)
    rows = standing_of(by, call).owing
    if not rows:
        raise ValidationError(_("Zprávy už mají všichni odevzdané."))
    known = {ask.person_id for row in rows for ask in row.asks}
    told = _ask(by, call)
    quiet = silenced("reports", known) if by.is_system else set()
    for row in rows:
        row.people = [person for person in row.people if person.pk in known - quiet]
    told += tell_owing(by, call, letters.REMINDER, rows)
    call.reminded_on = timezone.localdate()
    call.save(update_fields=["reminded_on"])
    record(by=by, verb="report_call.reminded", object_uid=call.uid, circle=call.circle.uid)
    return told


@transaction.atomic
def ask_again(*, by: Actor, link: OneTimeLink) -> bool:
    """Send the person of a used link a new one, as its holder asks; False when it is late for it."""
    call, organisation = organisation_of(by, link)
    if not is_askable(by, call, link.person) or not rules.may_hand_in(by, call, organisation):
        return False
    return _send(by, call, organisation, link.person, last_reports(call), letters.answering_people(call), letters.ASK)
