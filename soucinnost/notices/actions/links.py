"""Making, consuming, revoking and erasing one-time links.

Rows of the audit name what a link opens as their object, so that who does not see that does not see them either.
A link is locked after the end of the audit chain, as messages are: it is used up or revoked by the last step of an
action that has written its row already.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actors import actor_in_circle
from soucinnost.access.models import Circle
from soucinnost.access.rules import require, runs
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import lock_end, record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.tokens import new_token, token_hash
from soucinnost.notices.composing import absolute
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.purposes import known

LONGEST = timedelta(days=60)


@transaction.atomic
def make_link(
    *, by: Actor, circle: Circle, person: Person, purpose: str, object_uid: str, expires_at: datetime,
    part_uid: str = "",
) -> str:
    """Make a link for one person, one purpose and one object; earlier ones for the same are over. Returns its address.

    "" when no link would open: the installation does not know its own public address, the person has no e-mail or no
    seat in the circle today. No dead link is ever sent. The term is at most ``LONGEST``. Called inside the action that
    has checked its own rule and sends the mail.
    """
    if not known(purpose):
        raise ValueError(f"nobody registered the purpose {purpose}")
    now = timezone.now()
    if not absolute("/") or expires_at <= now or not person.email or actor_in_circle(person, circle.pk) is None:
        return ""
    same = OneTimeLink.objects.usable().filter(
        person=person, purpose=purpose, object_uid=object_uid, part_uid=part_uid
    )
    lock_end()
    same.update(expires_at=now)
    token = new_token()
    link = OneTimeLink.objects.create(
        circle=circle, person=person, purpose=purpose, object_uid=object_uid, part_uid=part_uid,
        token_hash=token_hash(token), made_at=now, expires_at=min(expires_at, now + LONGEST),
    )
    record(by=by, verb="link.made", object_uid=object_uid, circle=circle.uid, ids=[link.uid])
    return absolute(reverse("links:open", args=[token]))


def find_link(token: str) -> OneTimeLink | None:
    """Return the link of a token, usable or not, or None. Reading consumes nothing."""
    found = OneTimeLink.objects.filter(token_hash=token_hash(token))
    return found.select_related("circle__controller__organisation", "person__user").first()


@transaction.atomic
def consume(*, by: Actor, link: OneTimeLink) -> None:
    """Use a link up, after what is done by it and in its transaction. Raises ValidationError when it is spent."""
    lock_end()
    if not OneTimeLink.objects.usable().filter(pk=link.pk).update(used_at=timezone.now()):
        raise ValidationError(_("Odkaz už byl použit nebo přestal platit."), code="spent")
    record(by=by, verb="link.used", object_uid=link.object_uid, circle=link.circle.uid, ids=[link.uid])


@transaction.atomic
def revoke_link(*, by: Actor, link: OneTimeLink) -> None:
    """Revoke one link: who runs the circle. Raises ValidationError when it is used or over already."""
    require(runs(by, link.circle))
    lock_end()
    if not OneTimeLink.objects.usable().filter(pk=link.pk).update(revoked_at=timezone.now()):
        raise ValidationError(_("Odkaz už neplatí."))
    record(by=by, verb="link.revoked", object_uid=link.object_uid, circle=link.circle.uid, ids=[link.uid])


@transaction.atomic
def revoke_links(*, by: Actor, object_uid: str, purposes: list[str]) -> int:
    """Revoke all links to one object, in the transaction that made them pointless; returns how many."""
    links = list(OneTimeLink.objects.usable().filter(object_uid=object_uid, purpose__in=purposes))
    if links:
        lock_end()
        OneTimeLink.objects.filter(pk__in=[link.pk for link in links]).update(revoked_at=timezone.now())
        record(by=by, verb="link.revoked", object_uid=object_uid, ids=[link.uid for link in links])
    return len(links)


def expired_links(cutoff: datetime) -> QuerySet[OneTimeLink]:
    """Links whose own term ended before the cut-off."""
    return OneTimeLink.objects.filter(expires_at__lt=cutoff)


def erase_links(*, by: Actor, records: QuerySet[OneTimeLink], cutoff: datetime) -> int:
    """Erase links past their retention term."""
    uids = [link.uid for link in records]
    lock_end()
    records.delete()
    record(by=by, verb="link.erased", ids=uids)
    return len(uids)
