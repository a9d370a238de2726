"""All of a set in one transaction."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from soucinnost.operations.backup.tables import occupied
from soucinnost.operations.generator.auditlog import make_audit
from soucinnost.operations.generator.ballots import make_ballots
from soucinnost.operations.generator.groups import make_assignments, make_groups
from soucinnost.operations.generator.meetings import make_meetings
from soucinnost.operations.generator.people import make_land
from soucinnost.operations.generator.reports import make_reports
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.strategies import make_strategies
from soucinnost.operations.generator.support import make_support
from soucinnost.operations.generator.words import Dice

SEED = 2017


class NotEmpty(RuntimeError):
    """The installation holds rows already."""


@transaction.atomic
def generate(size: Size, *, today: date | None = None, say: Callable[[str], None] = lambda text: None) -> None:
    """Fill an empty installation with a set; the seed is fixed, only days depend on ``today``.

    Raises NotEmpty where there are rows of ours.
    """
    if name := occupied("default"):
        raise NotEmpty(name)
    day, dice = today or timezone.localdate(), Dice(SEED)
    say("territory, organisations, people")
    land = make_land(dice, size)
    say("groups")
    groups, seats = make_groups(dice, land, day)
    circles = {group.circle_id: group.circle.uid for group in groups}
    objects = [(group.uid, group.circle.uid) for group in groups]
    say("tasks")
    for task in make_assignments(dice, size, groups, seats, day):
        objects.append((task.uid, circles[task.circle_id]))
    say("meetings")
    for meeting in make_meetings(dice, size, groups, seats, day):
        objects.append((meeting.uid, circles[meeting.circle_id]))
    say("reports")
    for report in make_reports(dice, size, groups, seats, day):
        objects.append((report.uid, circles[report.circle_id]))
    say("ballots")
    for ballot in make_ballots(dice, size, groups, seats, day):
        objects.append((ballot.uid, circles[ballot.circle_id]))
    say("methodical support")
    make_support(dice, size, land, day)
    say("strategies")
    for strategy in make_strategies(dice, size, land, day):
        objects.append((strategy.uid, strategy.circle.uid))
    say("audit log")
    people = [person.uid for members in land.people for person in members]
    make_audit(dice, size.audit_rows, people, objects, timezone.now())
