"""Throwing readings away, by hand with a reason or when their term is over."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import SystemActor
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.intake.actions.common import locked
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.models import Intake
from soucinnost.intake.rules import may_discard
from soucinnost.kernel.actor import Actor

REASON = 300


@transaction.atomic
def discard(*, by: Actor, intake: Intake, reason: str) -> Intake:
    """Throw a reading away with its file, with a reason; text and bytes are gone for good, what remains is that it was.

    Who runs the circle, until it is saved as a meeting. Raises ValidationError (field ``reason``) without a reason.
    """
    intake = locked(intake)
    require(may_discard(by, intake))
    words = checked_reason(reason)
    file = intake.attachment_id
    intake.state, intake.discarded_reason, intake.attachment = IntakeState.DISCARDED, words, None
    intake.lines, intake.draft, intake.warnings, intake.problem = [], {}, [], ""
    intake.changed_at, intake.changed_by_id = timezone.now(), by.person_id
    intake.save()
    if file is not None:
        erase_attachments(by=SystemActor(name="intake"), records=Attachment.objects.filter(pk=file))
    record(by=by, verb="intake.discarded", object_uid=intake.uid, circle=intake.circle.uid)
    return intake


def checked_reason(reason: str) -> str:
    """The reason on one line; ValidationError (field ``reason``) where there is none or it is too long."""
    words = " ".join(reason.replace("\x00", "").split())
    if len(words) < 3:
        raise ValidationError({"reason": _("Napište, proč čtení zahazujete.")})
    if len(words) > REASON:
        raise ValidationError({"reason": _("Důvod je příliš dlouhý, vejde se %(limit)s znaků.") % {"limit": REASON}})
    return words


@transaction.atomic
def erase_intakes(*, by: Actor, records: QuerySet[Intake], cutoff: datetime) -> int:
    """Erase readings that nobody finished, with their files, and what is left of those thrown away; returns how many.

    One saved as a meeting goes with the meeting. The installation's own job only.
    """
    require(by.is_system)
    # Locked, so that one somebody is just saving as a meeting is waited for and then left with its file.
    found = list(records.exclude(state=IntakeState.SAVED).select_for_update(of=("self",)))
    files = [one.attachment_id for one in found if one.attachment_id is not None]
    uids = [one.uid for one in found]
    Intake.objects.filter(pk__in=[one.pk for one in found]).delete()
    erase_attachments(by=by, records=Attachment.objects.filter(pk__in=files))
    if uids:
        record(by=by, verb="intake.erased", ids=uids)
    return len(uids)
