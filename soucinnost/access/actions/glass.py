"""Breaking the glass: an administrator's short, announced entry into a circle."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from soucinnost.access.actors import actor_for_person
from soucinnost.access.announcements import announce
from soucinnost.access.enums import Standing
from soucinnost.access.models import BreakGlass, Circle, Seat
from soucinnost.access.naming import circle_names
from soucinnost.access.rules import require
from soucinnost.access.selectors import language_of, watchers
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date

BREAK_GLASS_DAYS = 3
REASON_LETTERS = 10


@transaction.atomic
def break_glass(*, by: Actor, circle: Circle, person: Person, reason: str, days: int = BREAK_GLASS_DAYS) -> BreakGlass:
    """Let an administrator into a circle for one to three days, with a reason; its chair and recorder are told.

    The seat reads what is open to all members; it writes, votes and exports nothing, and items closed to named
    members stay closed. Raises ValidationError without a reason, for more days, or when the administrator already
    sits there; PermissionDenied for anybody else.
    """
    require(by.is_administrator and by.person_id == person.pk)
    if len(reason.strip()) < REASON_LETTERS:
        raise ValidationError({"reason": _("Uveďte důvod, alespoň jednou větou.")})
    if not 1 <= days <= BREAK_GLASS_DAYS:
        raise ValidationError({"days": _("Mimořádný přístup trvá jeden až tři dny.")})
    today = timezone.localdate()
    if actor_for_person(person, day=today).has(circle.pk):
        raise ValidationError(_("Do této skupiny už přístup máte."))
    last = today + timedelta(days=days - 1)
    seat = Seat.objects.create(
        circle=circle, person=person, standing=Standing.BREAK_GLASS, valid_from=today, valid_to=last
    )
    entry = BreakGlass.objects.create(seat=seat, reason=reason.strip())
    _tell(by, circle, person, entry, last)
    record(by=by, verb="circle.glass_broken", object_uid=entry.uid, circle=circle.uid, ids=[person.uid])
    return entry


@transaction.atomic
def close_glass(*, by: Actor, entry: BreakGlass) -> None:
    """End a break-glass entry at once. The administrator may, and the chair of the circle."""
    circle = entry.seat.circle
    require(by.is_system or by.is_administrator or by.has(circle.pk, "chair"))
    today = timezone.localdate()
    if entry.closed_at is not None or (entry.seat.valid_to is not None and entry.seat.valid_to < today):
        return
    entry.closed_at = timezone.now()
    entry.save(update_fields=["closed_at"])
    record(by=by, verb="circle.glass_closed", object_uid=entry.uid, circle=circle.uid, ids=[entry.seat.person.uid])


def _tell(by: Actor, circle: Circle, person: Person, entry: BreakGlass, last: date) -> None:
    name = circle_names([circle])[circle.pk]
    for watcher in watchers(circle):
        with override(language_of(watcher)):
            announce(
                by=by, person=watcher, kind="glass_broken", circle=circle,
                subject=_("Mimořádný přístup správce do Vaší skupiny"),
                body=_(
                    "Správce účtů si otevřel mimořádný přístup do Vaší skupiny. Smí číst, nesmí nic měnit.\n\n"
                    "Skupina: %(group)s\nKdo: %(who)s\nDo: %(until)s\nDůvod: %(reason)s"
                )
                % {
                    "group": name,
                    "who": person.name,
                    "until": format_date(last),
                    "reason": entry.reason,
                },
            )
