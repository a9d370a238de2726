"""The one-time link that asks for a report: what it names, until when, how it is sent anew."""

from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.rules import takes_part
from soucinnost.agencies.models import Organisation, Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import end_of_day
from soucinnost.notices.actions import make_link
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.selectors import signs_in
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call

PURPOSE = "report"


def link_for(by: Actor, call: Call, organisation: Organisation, person: Person) -> str:
    """Make a link by which a person without an account hands in the organisation's report; "" where none can be."""
    if signs_in(person) or not settings.MAIL_ENABLED:
        return ""
    return make_link(
        by=by, circle=call.circle, person=person, purpose=PURPOSE,
        object_uid=call.uid, part_uid=organisation.uid, expires_at=end_of_day(call.for_day),
    )


def organisation_of(actor: Actor, link: OneTimeLink) -> tuple[Call, Organisation]:
    """The call and organisation that a link names, as its person sees them. Raises Http404 when they are gone."""
    visible = Call.objects.visible_to(actor).select_related("group", "circle__controller")
    call = visible.filter(uid=link.object_uid).first()
    organisation = Organisation.objects.filter(uid=link.part_uid).first()
    if call is None or organisation is None:
        raise Http404
    return call, organisation


def open_until(link: OneTimeLink) -> datetime | None:
    """Until when a new link makes sense: while the call is open, to the end of the meeting's day."""
    call = Call.objects.filter(uid=link.object_uid, state=CallState.OPEN).first()
    return end_of_day(call.for_day) if call is not None else None


def is_askable(by: Actor, call: Call, person: Person) -> bool:
    """Whether a new link may be sent to the person who asks for it now."""
    until = end_of_day(call.for_day)
    is_own = by.person_id == person.pk and takes_part(by, call.circle)
    return is_own and call.state == CallState.OPEN and until > timezone.now()


LABEL = _("Zpráva Vaší organizace")
