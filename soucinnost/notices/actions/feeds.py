"""Starting and ending calendar feeds."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Circle
from soucinnost.access.rules import require, takes_part
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.tokens import new_token, token_hash
from soucinnost.notices.models import Feed

MOST = 20


@transaction.atomic
def start_feed(*, by: Actor, person: Person, circle: Circle | None = None) -> tuple[Feed, str]:
    """Start a feed of one's own meetings, or of one circle one takes part in. Returns it and its token, not kept."""
    require(by.is_system or (by.person_id == person.pk and by.channel != "link"))
    require(circle is None or takes_part(by, circle))
    if Feed.objects.live().filter(person=person).count() >= MOST:
        raise ValidationError(_("Odběrů kalendáře je už příliš mnoho. Nepoužívané nejdřív ukončete."))
    token = new_token()
    feed = Feed.objects.create(person=person, circle=circle, token_hash=token_hash(token))
    record(by=by, verb="feed.started", object_uid=feed.uid, circle=circle.uid if circle else "")
    return feed, token


@transaction.atomic
def end_feed(*, by: Actor, feed: Feed) -> None:
    """End a feed; its address stops answering at once. Ending it again changes nothing."""
    require(by.is_system or by.person_id == feed.person_id)
    if Feed.objects.live().filter(pk=feed.pk).update(ended_at=timezone.now()):
        record(by=by, verb="feed.ended", object_uid=feed.uid)


def find_feed(token: str) -> Feed | None:
    """Return the live feed of a token, or None."""
    found = Feed.objects.live().filter(token_hash=token_hash(token))
    return found.select_related("person__user", "circle").first()
