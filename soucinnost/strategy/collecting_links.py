"""The one-time link by which an owner without an account fills in a collection: what it names and until when."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.rules import takes_part
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import end_of_day
from soucinnost.notices.actions import make_link
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.selectors import signs_in
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.models import Ask, Collection

PURPOSE = "collection"
LABEL = _("Co se udělalo za Vaši organizaci")
LATE = timedelta(days=30)
"""How long after the due day a link still opens: late is better than never."""


def last_moment(due_on: date) -> datetime:
    """Until when a link of a collection opens."""
    return end_of_day(due_on + LATE)


def link_for(by: Actor, ask: Ask, person: Person) -> str:
    """Make a link by which a person without an account fills in the form; "" where none can be."""
    if signs_in(person) or not settings.MAIL_ENABLED:
        return ""
    return make_link(
        by=by, circle=ask.strategy.circle, person=person, purpose=PURPOSE, object_uid=ask.uid,
        expires_at=last_moment(ask.collection.due_on),
    )


def ask_of(actor: Actor, link: OneTimeLink) -> Ask:
    """The ask that a link names, as its person sees it. Raises Http404 when it is gone."""
    related = ("collection", "organisation", "person__user", "strategy__circle__controller__organisation")
    found = Ask.objects.visible_to(actor).select_related(*related).filter(uid=link.object_uid).first()
    if found is None:
        raise Http404
    return found


def open_until(link: OneTimeLink) -> datetime | None:
    """Until when a new link makes sense: while the collection runs."""
    running = Collection.objects.filter(asks__uid=link.object_uid, state=CollectionState.OPEN).first()
    return last_moment(running.due_on) if running is not None else None


def is_askable(by: Actor, ask: Ask, person: Person) -> bool:
    """Whether a new link may be sent to the person who asks for it now."""
    is_own = by.person_id == person.pk and takes_part(by, ask.strategy.circle)
    until = last_moment(ask.collection.due_on)
    return is_own and ask.collection.state == CollectionState.OPEN and until > timezone.now()
