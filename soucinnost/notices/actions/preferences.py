"""Choosing what one is reminded of; switching it off for who has no account."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Circle, Seat
from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.notices import schedule
from soucinnost.notices.digests import HORIZON
from soucinnost.notices.models import Preference
from soucinnost.notices.rules import may_choose, may_silence
from soucinnost.notices.selectors import signs_in


@transaction.atomic
def choose(
    *, by: Actor, person: Person, tasks: bool, minutes: bool, reports: bool, days_before: int, weekly: bool,
    weekday: int, hour: int, together: bool,
) -> Preference:
    """Keep what a person wants to be reminded of. ``weekday`` is 0 (Monday) to 4, ``days_before`` 1 to 14.

    The first summary comes at the next chosen day and hour, never at once.
    """
    require(may_choose(by, person))
    if not 1 <= days_before <= HORIZON:
        raise ValidationError({"days_before": _("Připomenout jde jeden až čtrnáct dnů předem.")})
    if weekday not in schedule.WEEKDAYS or hour not in schedule.HOURS:
        raise ValidationError({"weekday": _("Souhrn chodí v pracovní dny mezi 7. a 18. hodinou.")})
    if together and not weekly:
        raise ValidationError({"together": _("Všechno najednou jde jen s týdenním souhrnem. Zapněte ho také.")})
    choice = _row(person)
    fresh = not choice.weekly or (choice.weekday, choice.hour) != (weekday, hour)
    choice.tasks, choice.minutes, choice.reports, choice.days_before = tasks, minutes, reports, days_before
    choice.weekly, choice.weekday, choice.hour, choice.together = weekly, weekday, hour, together
    if fresh:
        choice.weekly_done = schedule.latest_slot(weekday, hour, timezone.now()) if weekly else None
    return _keep(by, choice, "preference.chosen")


def _row(person: Person) -> Preference:
    row, _is_new = Preference.objects.select_for_update(of=("self",)).get_or_create(person=person)
    return row


def _keep(by: Actor, choice: Preference, verb: str, circle: str = "") -> Preference:
    choice.changed_at, choice.changed_by_id = timezone.now(), by.person_id
    choice.save()
    record(by=by, verb=verb, object_uid=choice.uid, circle=circle, ids=[choice.person.uid])
    return choice


@transaction.atomic
def silence(*, by: Actor, circle: Circle, person: Person, off: bool) -> Preference:
    """Switch reminders off, or on again, for a member without an account who asked for it: who runs the circle.

    It holds for all circles of the person. What is no reminder (invitations, minutes, tasks given) still comes.
    Raises ValidationError for somebody with an account, who chooses alone, and for who does not sit there today.
    """
    require(may_silence(by, circle))
    if signs_in(person):
        raise ValidationError(_("Tento člen má účet a připomenutí si volí sám na stránce Můj účet."))
    if not Seat.objects.on(timezone.localdate()).without_break_glass().filter(circle=circle, person=person).exists():
        raise ValidationError(_("Tento člověk dnes ve skupině nesedí, připomenutí za ni nedostává."))
    choice = _row(person)
    choice.tasks = choice.minutes = choice.reports = not off
    choice.weekly = choice.together = False
    return _keep(by, choice, "preference.stopped" if off else "preference.resumed", circle.uid)
