"""Mails of rounds of remarks, and the one-time link by which who has no account remarks."""

from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.access.models import Seat
from soucinnost.access.rules import takes_part
from soucinnost.access.selectors import language_of
from soucinnost.agencies.models import Person
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import end_of_day, format_date
from soucinnost.notices.actions import make_link, queue
from soucinnost.notices.composing import absolute
from soucinnost.notices.models import OneTimeLink
from soucinnost.notices.selectors import signs_in
from soucinnost.strategy.models import Round

PURPOSE = "remarks"
LABEL = gettext_lazy("Připomínky k návrhu strategie")
OPENED, SETTLED = "round_opened", "round_settled"
KINDS = {
    OPENED: gettext_lazy("připomínky ke strategii: výzva"),
    SETTLED: gettext_lazy("připomínky ke strategii: vypořádání"),
}


def members(round_: Round) -> list[Person]:
    """Who sits in the team today, each once."""
    seats = Seat.objects.on(timezone.localdate()).without_break_glass().filter(circle=round_.strategy.circle_id)
    found = seats.select_related("person__user").order_by("pk")
    return list({seat.person_id: seat.person for seat in found}.values())


def tell(by: Actor, round_: Round, person: Person, kind: str) -> bool:
    """Queue the mail about a round in the person's language; False where there is nowhere to send it."""
    with translation.override(language_of(person)):
        link = link_for(by, round_, person) if kind == OPENED else ""
        subject, body = _words(round_, person, kind, has_link=bool(link))
        message = queue(
            by=by, person=person, kind=kind, subject=subject, body=body, circle=round_.strategy.circle, link=link,
            about=round_.uid,
        )
    return message is not None


def _words(round_: Round, person: Person, kind: str, *, has_link: bool) -> tuple[str, str]:
    day, title = format_date(round_.due_on), round_.strategy.title
    lines = [
        _("Strategie: %(name)s") % {"name": title}, _("Kolo: %(name)s") % {"name": round_.title},
    ]
    if kind == OPENED:
        subject = _("Připomínky do %(day)s: %(title)s") % {"day": day, "title": title}
        lines = [_("Prosíme o připomínky k návrhu strategie."), "", *lines, _("Připomínky do: %(day)s") % {"day": day}]
        if round_.note:
            lines += ["", round_.note]
    else:
        subject = _("Vypořádání připomínek: %(title)s") % {"title": title}
        lines = [_("Připomínky jsou vypořádané, u každé je uvedeno, co s ní je a proč."), "", *lines]
    address = absolute(reverse("strategy:round", args=[round_.uid]))
    if address and signs_in(person):
        lines += ["", _("V aplikaci: %(address)s") % {"address": address}]
    if has_link:
        lines += ["", _("Odkazem na konci této zprávy, bez přihlášení (jde použít jednou).")]
    return subject, "\n".join(lines)


def link_for(by: Actor, round_: Round, person: Person) -> str:
    """Make a link by which a person without an account remarks; "" where none can be."""
    if signs_in(person) or not settings.MAIL_ENABLED:
        return ""
    return make_link(
        by=by, circle=round_.strategy.circle, person=person, purpose=PURPOSE, object_uid=round_.uid,
        expires_at=end_of_day(round_.due_on),
    )


def round_of(actor: Actor, link: OneTimeLink) -> Round:
    """The round that a link names, as its person sees it. Raises Http404 when it is gone."""
    seen = Round.objects.visible_to(actor).select_related("strategy__circle__controller__organisation")
    found = seen.filter(uid=link.object_uid).first()
    if found is None:
        raise Http404
    return found


def open_until(link: OneTimeLink) -> datetime | None:
    """Until when a new link makes sense: while the round runs."""
    found = Round.objects.filter(uid=link.object_uid, closed_on__isnull=True).first()
    return end_of_day(found.due_on) if found is not None else None


def is_askable(by: Actor, round_: Round, person: Person) -> bool:
    """Whether a new link may be sent to the person who asks for it now."""
    is_own = by.person_id == person.pk and takes_part(by, round_.strategy.circle)
    return is_own and round_.closed_on is None and end_of_day(round_.due_on) > timezone.now()
