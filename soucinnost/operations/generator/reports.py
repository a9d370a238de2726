"""Calls for reports, reports with their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.evidence.models import Claim
from soucinnost.groups.models import Group
from soucinnost.operations.generator.groups import REPORTING
from soucinnost.operations.generator.kept import at_hour
from soucinnost.operations.generator.sizes import Size
from soucinnost.operations.generator.words import COUNTED, TALK, Dice
from soucinnost.reports.actions.figures import SOURCE
from soucinnost.reports.enums import CallState, ReportState
from soucinnost.reports.models import Ask, Call, Figure, Report

BATCH = 2000
CORRECTED = 0.05
UNCHANGED = 0.2


@dataclass(slots=True)
class _Made:
    """A version with the numbers it was made with."""

    report: Report
    claims: list[Claim]


def make_reports(
    dice: Dice, size: Size, groups: list[Group], seats: list[list[Seat]], today: date
) -> Iterator[Report]:
    """For each group the same number of calls, a month apart, the last one open; two organisations report.

    A fifth says that nothing changed, every twentieth was corrected. In the open call only the first has reported.
    """
    each = size.calls // size.groups
    for first in range(0, len(groups), 100):
        some = range(first, min(first + 100, len(groups)))
        calls = Call.objects.bulk_create(
            [_call(dice, groups[at], seats[at], back, today) for at in some for back in range(each - 1, -1, -1)],
            batch_size=BATCH,
        )
        held = {groups[at].pk: seats[at] for at in some}
        Ask.objects.bulk_create(
            [
                Ask(
                    call=call, organisation_id=organisation, person_id=seat.person_id, is_mailed=True,
                    asked_at=at_hour(call.asked_on, 8),
                )
                for call in calls
                for seat, organisation in _reporting(held[call.group_id])
            ],
            batch_size=BATCH,
        )
        yield from _save(dice, calls, held)


def _reporting(seats: list[Seat]) -> list[tuple[Seat, int]]:
    """Seats of the organisations that report, with the organisation's id."""
    chosen = [seats[at] for at in REPORTING if at < len(seats)]
    return [(seat, seat.organisation_id) for seat in chosen if seat.organisation_id is not None]


def _call(dice: Dice, group: Group, seats: list[Seat], back: int, today: date) -> Call:
    day = today + timedelta(days=14 - 30 * back)
    is_open = back == 0
    return Call(
        uid=dice.uid(), group=group, circle_id=group.circle_id, title="Zprávy organizací", for_day=day,
        due_on=day - timedelta(days=3), asked_on=min(today, day - timedelta(days=14)), asked_by_id=seats[1].person_id,
        state=CallState.OPEN if is_open else CallState.CLOSED, closed_on=None if is_open else day,
    )


def _save(dice: Dice, calls: list[Call], held: dict[int, list[Seat]]) -> list[Report]:
    before: dict[tuple[int, int], Call] = {}
    firsts: list[_Made] = []
    for call in calls:
        heads = {organisation: seat for seat, organisation in reversed(_reporting(held[call.group_id]))}
        for number, (organisation, seat) in enumerate(sorted(heads.items())):
            if call.state == CallState.OPEN and number:
                continue
            firsts.append(_first(dice, call, seat, organisation, before.get((call.group_id, organisation))))
            before[call.group_id, organisation] = call
    Report.objects.bulk_create([made.report for made in firsts], batch_size=BATCH)
    seconds = [_second(dice, made) for made in firsts if made.claims and dice.random() < CORRECTED]
    Report.objects.bulk_create([made.report for made in seconds], batch_size=BATCH)
    Claim.objects.bulk_create([claim for made in firsts for claim in made.claims], batch_size=BATCH)
    Figure.objects.bulk_create(
        [
            Figure(report=made.report, claim=claim, position=position)
            for made in (*firsts, *seconds)
            for position, claim in enumerate(made.claims)
        ],
        batch_size=BATCH,
    )
    return [made.report for made in (*firsts, *seconds)]


def _first(dice: Dice, call: Call, seat: Seat, organisation: int, last: Call | None) -> _Made:
    unchanged = last is not None and dice.random() < UNCHANGED
    report = Report(
        uid=dice.uid(), call=call, circle_id=call.circle_id, organisation_id=organisation, author_id=seat.person_id,
        state=ReportState.NOTHING_NEW if unchanged else ReportState.HANDED_IN,
        unchanged_since=last.for_day if unchanged and last is not None else None,
        text=" ".join(dice.choices(TALK, k=3)), problems=dice.choice(TALK),
        handed_in_at=at_hour(min(call.due_on, call.asked_on + timedelta(days=5)), 10),
    )
    return _Made(report, [] if unchanged else [_claim(dice, report, seat, label, unit) for label, unit in COUNTED])


def _claim(dice: Dice, report: Report, seat: Seat, label: str, unit: str) -> Claim:
    whole = dice.randrange(20, 200)
    day = report.call.for_day
    return Claim(
        uid=dice.uid(), circle_id=report.circle_id, organisation_id=seat.organisation_id, author_id=seat.person_id,
        label=label, value=Decimal(dice.randrange(whole)), unit=unit, denominator=Decimal(whole),
        denominator_label="v péči celkem", period_from=day - timedelta(days=30), period_to=day,
        stated_on=timezone.localdate(report.handed_in_at), source_kind=SOURCE, source_uid=report.uid,
        created_at=report.handed_in_at,
    )


def _second(dice: Dice, made: _Made) -> _Made:
    """A correction of words; its numbers are those of the version before."""
    first = made.report
    return _Made(
        Report(
            uid=dice.uid(), call=first.call, circle_id=first.circle_id, organisation_id=first.organisation_id, number=2,
            supersedes=first, author_id=first.author_id, state=first.state, text=" ".join(dice.choices(TALK, k=3)),
            problems=first.problems, handed_in_at=first.handed_in_at + timedelta(hours=4),
        ),
        made.claims,
    )
