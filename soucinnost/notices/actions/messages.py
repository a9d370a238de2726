"""Queueing, sending, trying again, cancelling and forgetting messages.

A message is locked after the end of the audit chain, never before it: an action that has written its row there may
still drop messages, so whoever took the two the other way round would wait for it for ever.
"""

import logging
import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Circle
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import lock_end, record
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.notices import composing, letters
from soucinnost.notices.models import Message, OneTimeLink, Told
from soucinnost.notices.rules import may_mark_returned, steers
from soucinnost.notices.stale import is_stale

logger = logging.getLogger(__name__)

State = Message.State
#: What goes wrong with mail servers; anything else is a mistake of ours and stands in the log.
EXPECTED = (smtplib.SMTPException, OSError, BadHeaderError, UnicodeError)
#: Pauses between tries, in minutes; together a little under a day, then the message counts as failed.
PAUSES = (1, 5, 15, 60, 180, 360, 720)
ROUND = 100


def queue(
    *, by: Actor, person: Person, kind: str, subject: str, body: str, circle: Circle | None = None, link: str = "",
    address: str = "", private: bool = False, calendar: str = "", papers: Iterable[Attachment] = (),
    about: str = "",
) -> Message | None:
    """Queue a mail inside the caller's transaction; it goes out after the commit. None when there is no address.

    ``address`` replaces the person's own e-mail; ``link`` is a one-time address, kept encrypted and forgotten once
    sent; ``private`` marks a text with something that not every member of the circle may read; ``calendar`` is a
    calendar file (see ``kernel.calendars``) and ``papers`` are attached files that travel with it; ``about`` is the uid
    of the record it speaks of. Without a mail
    server the message is held and its page offers a file ready to send from one's own mailbox.
    """
    target = (address or person.email or (person.user.email if person.user is not None else "")).strip()
    if not target:
        return None
    now = timezone.now()
    message = Message.objects.create(
        created_at=now, next_try_at=now, person=person, circle=circle, address=target, kind=kind,
        subject=composing.one_line(subject),
        body=composing.dress(person, body), link=link, is_private=private, calendar=calendar, about=about,
        state=State.QUEUED if settings.MAIL_ENABLED else State.HELD,
    )
    message.papers.set(papers)
    record(by=by, verb="message.queued", object_uid=message.uid, circle=circle.uid if circle else "")
    if message.state == State.QUEUED:
        transaction.on_commit(partial(_hand_to_worker, message.uid), robust=True)
    return message


def _hand_to_worker(uid: str) -> None:
    from soucinnost.notices.jobs import send_message  # noqa: PLC0415 - the job calls this module

    send_message.enqueue(uid)


def _claim(message: Message, now: datetime) -> bool:
    """Take a message for one try; only one process wins, because the row changes under its condition.

    Whoever dies with it in hand loses it at the next try's time, not for ever.
    """
    pause = timedelta(minutes=PAUSES[min(message.tries, len(PAUSES) - 1)])
    taken = Message.objects.filter(
        pk=message.pk, state=State.QUEUED, tries=message.tries, next_try_at=message.next_try_at
    ).update(tries=message.tries + 1, next_try_at=now + pause)
    message.tries += 1
    return bool(taken)


def deliver(*, by: Actor, uid: str) -> bool:
    """Try to send one message that is due; returns whether it went out. Runs outside of transactions.

    A message that somebody else is sending, that is not due or that was cancelled is left alone. One that cannot even
    be made (a file of it is damaged) counts as a failed try, so that it holds up no other.
    """
    now = timezone.now()
    message = (
        Message.objects.filter(uid=uid, state=State.QUEUED, next_try_at__lte=now)
        .select_related("circle", "person__user")
        .first()
    )
    if message is None or not settings.MAIL_ENABLED or not _claim(message, now):
        return False
    if is_stale(message):
        _drop_stale(by, message)
        return False
    try:
        letters.letter(message, link=message.link).send()
    except Exception as error:
        if not isinstance(error, EXPECTED):
            logger.exception("Message %s could not be made", message.uid)
        _note_failure(by, message, error)
        return False
    _finish(by, message, State.SENT, "message.sent")
    return True


def _is_final(message: Message, error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _reason in error.recipients.values())
    return isinstance(error, BadHeaderError | UnicodeError) or message.tries > len(PAUSES)


def _note_failure(by: Actor, message: Message, error: Exception) -> None:
    """Keep what went wrong by its name and code only: replies of servers repeat addresses and text."""
    codes = [str(getattr(error, "smtp_code", "") or getattr(error, "errno", "") or "")]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _reason in error.recipients.values()})
    message.error = " ".join([type(error).__name__, *filter(None, codes)])[:300]
    if _is_final(message, error):
        _finish(by, message, State.FAILED, "message.failed")
    else:
        Message.objects.filter(pk=message.pk).update(error=message.error)


@transaction.atomic
def _finish(by: Actor, message: Message, state: str, verb: str) -> None:
    sent_at = timezone.now() if state == State.SENT else None
    error = "" if state == State.SENT else message.error
    # A failed one keeps its link, encrypted, because it can be sent again; one that went out forgets it.
    kept = message.link if state == State.FAILED else ""
    lock_end()
    Message.objects.filter(pk=message.pk).update(state=state, sent_at=sent_at, error=error, link=kept)
    record(by=by, verb=verb, object_uid=message.uid, circle=message.circle.uid if message.circle else "")


@transaction.atomic
def _drop_stale(by: Actor, message: Message) -> None:
    """Cancel a message whose reader has left a circle of which it speaks; the rest of a reminder is told anew."""
    lock_end()
    Message.objects.filter(pk=message.pk).update(state=State.CANCELLED, link="")
    Told.objects.filter(message=message).delete()
    record(by=by, verb="message.cancelled", object_uid=message.uid)


def deliver_due(*, by: Actor, limit: int = ROUND) -> int:
    """Send what is due, oldest first; returns how many went out."""
    if not settings.MAIL_ENABLED:
        return 0
    waiting = Message.objects.filter(state=State.QUEUED, next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")
    return sum(deliver(by=by, uid=uid) for uid in list(waiting.values_list("uid", flat=True)[:limit]))


@transaction.atomic
def try_again(*, by: Actor, message: Message) -> None:
    """Put a failed, held or returned message back into the queue. Raises ValidationError when it cannot be sent.

    A message of a circle goes to the address its addressee has today, which may have been put right meanwhile.
    """
    require(steers(by, message))
    if not settings.MAIL_ENABLED:
        raise ValidationError(_("Pošta není nastavena. Text si můžete zkopírovat a poslat sami."))
    if message.state == State.BOUNCED and message.about and _carried_link(message):
        raise ValidationError(
            _("Zpráva nesla jednorázový odkaz, ten znovu poslat nejde. Pošlete ji znovu tam, kde vznikla.")
        )
    address = message.person.email if message.circle is not None and message.person.email else message.address
    again = (State.FAILED, State.HELD, State.BOUNCED)
    lock_end()
    changed = Message.objects.filter(pk=message.pk, state__in=again).update(
        state=State.QUEUED, tries=0, next_try_at=timezone.now(), error="", address=address, sent_at=None
    )
    if not changed:
        raise ValidationError(_("Tuto zprávu už znovu poslat nejde."))
    record(by=by, verb="message.retried", object_uid=message.uid, circle=message.circle.uid if message.circle else "")
    transaction.on_commit(partial(_hand_to_worker, message.uid), robust=True)


def _carried_link(message: Message) -> bool:
    """Whether a one-time link went out with the message; it was forgotten then, so nobody can send it again."""
    links = OneTimeLink.objects.filter(person=message.person_id, object_uid=message.about)
    return links.filter(made_at__gte=message.created_at - timedelta(minutes=1)).exists()


@transaction.atomic
def cancel(*, by: Actor, message: Message) -> None:
    """Cancel a message that has not gone out. Raises ValidationError when it has."""
    require(steers(by, message))
    lock_end()
    changed = Message.objects.filter(pk=message.pk, state__in=(State.QUEUED, State.FAILED, State.HELD)).update(
        state=State.CANCELLED, link=""
    )
    if not changed:
        raise ValidationError(_("Zpráva už odešla, zrušit ji nejde."))
    record(by=by, verb="message.cancelled", object_uid=message.uid, circle=message.circle.uid if message.circle else "")


@transaction.atomic
def note_outside(*, by: Actor, message: Message) -> None:
    """Note that a message went out from somebody's own mailbox. Raises ValidationError when it went out already."""
    require(steers(by, message))
    lock_end()
    changed = Message.objects.filter(pk=message.pk, state__in=(State.HELD, State.FAILED)).update(
        state=State.OUTSIDE, sent_at=timezone.now(), link="", error=""
    )
    if not changed:
        raise ValidationError(_("Poznamenat odeslání jde jen u zprávy, která odsud neodešla."))
    record(
        by=by, verb="message.sent_outside", object_uid=message.uid, circle=message.circle.uid if message.circle else ""
    )


@transaction.atomic
def mark_returned(*, by: Actor, message: Message, returned: bool = True) -> None:
    """Note by hand that a message that went out came back, or take that back. Raises ValidationError otherwise."""
    require(may_mark_returned(by, message))
    before = (State.SENT, State.OUTSIDE) if returned else (State.BOUNCED,)
    after = State.BOUNCED if returned else State.SENT
    lock_end()
    if not Message.objects.filter(pk=message.pk, state__in=before).update(state=after):
        raise ValidationError(_("Vrátit se může jen zpráva, která odešla."))
    verb = "message.returned" if returned else "message.return_withdrawn"
    record(by=by, verb=verb, object_uid=message.uid, circle=message.circle.uid if message.circle else "")


def _waiting(kind: str, about: str, *states: str) -> list[Message]:
    """Messages about a record in the given states, locked after the end of the chain; nothing, nothing locked."""
    found = Message.objects.filter(kind=kind, about=about, state__in=states)
    if not found.exists():
        return []
    lock_end()
    return list(found.select_for_update(of=("self",)).select_related("circle").order_by("pk"))


@transaction.atomic
def drop_unsent(*, by: Actor, kind: str, about: str) -> int:
    """Cancel what has not gone out, drafts for somebody's own mailbox too, because newer words take its place.

    Returns how many there were. Called by the action that has checked its own rule.
    """
    waiting = _waiting(kind, about, State.HELD, State.QUEUED)
    for message in waiting:
        Message.objects.filter(pk=message.pk).update(state=State.CANCELLED, link="")
        record(
            by=by, verb="message.cancelled", object_uid=message.uid,
            circle=message.circle.uid if message.circle else "",
        )
    return len(waiting)


@transaction.atomic
def close_to_addressees(*, by: Actor, kind: str, about: str) -> None:
    """Let only addressees read messages about a record of which a part was closed since; drafts of them are dropped.

    All of them at once, so that nobody sees by which message something was closed. Called by the action that closed.
    """
    lock_end()
    for message in _waiting(kind, about, State.HELD):
        Message.objects.filter(pk=message.pk).update(state=State.CANCELLED, link="")
    Message.objects.filter(kind=kind, about=about).update(is_private=True)
    record(by=by, verb="message.closed", object_uid=about)


@transaction.atomic
def note_drafts_sent(*, by: Actor, kind: str, about: str) -> int:
    """Note that all drafts about a record went out from somebody's own mailbox; returns how many there were."""
    waiting = _waiting(kind, about, State.HELD)
    for message in waiting:
        note_outside(by=by, message=message)
    return len(waiting)


def expired(cutoff: datetime) -> QuerySet[Message]:
    """Messages that are done with (sent, failed, cancelled, held) and older than the cut-off."""
    return Message.objects.exclude(state=State.QUEUED).filter(created_at__lt=cutoff)


def _uids(records: Iterable[Message]) -> list[str]:
    return [message.uid for message in records]


def dispose(*, by: Actor, records: QuerySet[Message], cutoff: datetime) -> int:
    """Erase messages past their term."""
    lock_end()
    uids = _uids(records)
    records.delete()
    record(by=by, verb="message.erased", ids=uids)
    return len(uids)


def forget_texts(*, by: Actor, records: QuerySet[Message], cutoff: datetime) -> int:
    """Erase subject and text of messages past their term; that and when they went stays."""
    left = records.exclude(subject="", body="")
    uids = _uids(left)
    if uids:
        lock_end()
        left.update(subject="", body="", link="", calendar="")
        record(by=by, verb="message.text_erased", ids=uids)
    return len(uids)
