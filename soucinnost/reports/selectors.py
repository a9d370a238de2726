"""Reading reports: who is to report, who has, who owes, what was said last."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from soucinnost.access.enums import Function, Standing
from soucinnost.access.models import Circle, Seat, SeatQuerySet
from soucinnost.access.prepared import Fixed, Prepared
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.selectors import circles_with
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.collation import sort_key
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Ask, Call, Draft, Figure, Report

RELATED = ("organisation", "author", "entered_by", "call__group", "call__circle")


def _figures() -> Prefetch:
    return Prefetch("figures", queryset=Figure.objects.select_related("claim").order_by("position", "id"))


def with_figures(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Reports with everything that showing them needs: two queries however many."""
    return reports.select_related(*RELATED).prefetch_related(_figures())


# -- who is to report


@dataclass
class Reporting:
    """An organisation that reports in a group, and the people whose mandate says so."""

    organisation: Organisation
    people: list[Person] = field(default_factory=list)


def reporting_seats(circles: Iterable[int]) -> SeatQuerySet:
    """Seats, of any days, whose mandate says that they report for their organisation."""
    seats = Seat.objects.filter(circle__in=circles, mandate__reports=True, organisation__isnull=False)
    return seats.without_break_glass().select_related("person__user", "organisation")


def _holds(seat: Seat, day: date) -> bool:
    return seat.valid_from <= day and (seat.valid_to is None or seat.valid_to >= day)


def reporting(group: Group, day: date) -> list[Reporting]:
    """Organisations that report in the group on ``day``, in Czech order."""
    found: dict[int, Reporting] = {}
    for seat in reporting_seats([group.circle_id]).on(day).order_by("pk"):
        assert seat.organisation is not None  # noqa: S101 - filtered above; for the type checker
        one = found.setdefault(seat.organisation_id or 0, Reporting(seat.organisation))
        if seat.person not in one.people:
            one.people.append(seat.person)
    return sorted(found.values(), key=lambda one: sort_key(one.organisation.name))


def counting_day(call: Call, today: date) -> date:
    """The day whose mandates say who is to report: today, once the meeting has passed its day."""
    return min(max(today, call.asked_on), max(call.for_day, call.asked_on))


# -- who has reported


@dataclass
class Row:
    """One organisation in a call: its current report, or that it owes; who was asked for it."""

    organisation: Organisation
    report: Report | None = None
    people: list[Person] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    is_expected: bool = False

    @property
    def owes(self) -> bool:
        """Whether the report is still awaited."""
        return self.report is None and self.is_expected


@dataclass
class CallStanding:
    """A call with all its organisations, in Czech order."""

    call: Call
    rows: list[Row]

    @property
    def done(self) -> list[Row]:
        """Those that have reported."""
        return [row for row in self.rows if row.report is not None]

    @property
    def owing(self) -> list[Row]:
        """Those that have not; nobody owes in a call that is closed."""
        return [row for row in self.rows if row.owes]


def standings(
    actor: Actor, calls: Sequence[Call], *, today: date | None = None, in_words: bool = False
) -> list[CallStanding]:
    """How the calls stand, in their order; calls came through ``visible_to``.

    Two queries however many calls, four with what was reported and who was asked (``in_words``).
    """
    day = today or timezone.localdate()
    seats: dict[int, list[Seat]] = defaultdict(list)
    if calls:
        for seat in _reporting({call.circle_id for call in calls}):
            seats[seat.circle_id].append(seat)
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in _current(actor, [call.pk for call in calls], Fixed(in_words)):
        reports[report.call_id].append(report)
    asks: dict[int, list[Ask]] = defaultdict(list)
    if in_words:
        for ask in Ask.objects.visible_to(actor).filter(call__in=calls).select_related("person"):
            asks[ask.call_id].append(ask)
    return [
        CallStanding(call, _rows(call, seats[call.circle_id], reports[call.pk], asks[call.pk], day)) for call in calls
    ]


@Prepared
def _reporting(circles: Iterable[int]) -> QuerySet[Seat]:
    return reporting_seats(circles).order_by("pk")


@Prepared
def _current(actor: Actor, calls: Sequence[int], in_words: bool) -> QuerySet[Report]:
    """Reports of the calls as they hold now; those that are shown in words come with their numbers."""
    current = Report.objects.visible_to(actor).current().filter(call__in=calls)
    return with_figures(current) if in_words else current.select_related("organisation")


def _rows(call: Call, seats: list[Seat], reports: list[Report], asks: list[Ask], today: date) -> list[Row]:
    rows: dict[int, Row] = {}
    counted = counting_day(call, today)
    for seat in seats:
        if seat.organisation is None or not _holds(seat, counted):
            continue
        row = rows.setdefault(seat.organisation.pk, Row(seat.organisation))
        row.is_expected = call.state == CallState.OPEN
        if seat.person not in row.people:
            row.people.append(seat.person)
    for report in reports:
        rows.setdefault(report.organisation_id, Row(report.organisation)).report = report
    for ask in asks:
        if ask.organisation_id in rows:
            rows[ask.organisation_id].asks.append(ask)
    return sorted(rows.values(), key=lambda row: sort_key(row.organisation.name))


def standing_of(actor: Actor, call: Call, *, today: date | None = None) -> CallStanding:
    """How one call stands, with what was reported and who was asked."""
    return standings(actor, [call], today=today, in_words=True)[0]


def row_of(actor: Actor, call: Call, organisation_uid: str) -> Row | None:
    """The organisation's row in a call; None for one that neither is to report nor has reported there."""
    return next((row for row in standing_of(actor, call).rows if row.organisation.uid == organisation_uid), None)


def people_of(circle: Circle, organisation: Organisation) -> list[Person]:
    """Who sits in the circle for the organisation today: for whom a report can be entered."""
    seats = Seat.objects.on(timezone.localdate()).without_break_glass()
    seats = seats.filter(circle=circle, organisation=organisation).select_related("person")
    people = {seat.person_id: seat.person for seat in seats}
    return sorted(people.values(), key=lambda person: sort_key(person.sort_name))


# -- what was said


def last_report(actor: Actor, call: Call, organisation: Organisation) -> Report | None:
    """The organisation's current report from the last earlier call of the group."""
    earlier = Report.objects.visible_to(actor).current().filter(
        call__group=call.group_id, organisation=organisation, call__for_day__lt=call.for_day
    )
    return with_figures(earlier).order_by("-call__for_day", "-pk").first()


def last_reports(call: Call) -> dict[int, Report]:
    """The same for every organisation of a call at once, by organisation; for letters, each read by its own people."""
    earlier = Report.objects.current().filter(call__group=call.group_id, call__for_day__lt=call.for_day)
    return {report.organisation_id: report for report in with_figures(earlier).order_by("call__for_day", "pk")}


def versions_of(actor: Actor, report: Report) -> list[Report]:
    """All versions of the report, the newest first."""
    found = Report.objects.visible_to(actor).filter(call=report.call_id, organisation=report.organisation_id)
    return list(with_figures(found).order_by("-number"))


def drafts_for(actor: Actor, call: Call, organisation: Organisation) -> list[Draft]:
    """What is being typed for the organisation, as far as the actor may see it; own first, then the newest."""
    drafts = Draft.objects.visible_to(actor).filter(call=call, organisation=organisation).select_related("person")
    return sorted(drafts.order_by("-saved_at"), key=lambda draft: draft.person_id != actor.person_id)


# -- what waits for me


@dataclass(frozen=True)
class Owed:
    """A report that somebody owes: for which call and organisation."""

    call: Call
    organisation: Organisation


def own_seats(actor: Actor) -> list[Seat]:
    """Seats that the actor holds or stands in for today and that speak for an organisation."""
    return _own_seats(actor)


@Prepared
def _own_seats(actor: Actor) -> QuerySet[Seat]:
    circles = circles_with(actor, Standing.MEMBER, Standing.DEPUTY)
    seats = Seat.objects.filter(pk__in=actor.seat_ids, circle__in=circles, organisation__isnull=False)
    return seats.without_break_glass().select_related("organisation")


def owed_by(actor: Actor) -> list[Owed]:
    """Reports the actor owes, the nearest first: open calls, own organisations that report there and have not yet.

    Four queries at most, one where the actor sits for no organisation.
    """
    return read_list(actor, led=0).owed


def reported_by(actor: Actor, seats: Iterable[Seat]) -> QuerySet[Report]:
    """Current reports of the organisations of ``seats`` (the actor's own) in their circles, the newest first."""
    pairs: dict[int, set[int]] = defaultdict(set)
    for seat in seats:
        pairs[seat.circle_id].add(seat.organisation_id or 0)
    mine = Q(pk__in=())
    for circle, organisations in pairs.items():
        mine |= Q(circle=circle, organisation__in=organisations)
    found = Report.objects.visible_to(actor).current().filter(mine)
    return found.select_related("organisation", "call__group").order_by("-handed_in_at", "-pk")


@dataclass(frozen=True)
class ReportList:
    """What one person owes, how the newest calls of the groups one runs stand, and one's own seats."""

    owed: list[Owed]
    led: list[CallStanding]
    seats: list[Seat]


def read_list(actor: Actor, *, led: int) -> ReportList:
    """Read what waits for the actor, and the ``led`` newest calls of groups the actor runs; four queries at most."""
    seats = own_seats(actor)
    runs = set(circles_with(actor, Function.CHAIR, Function.RECORDER)) if led else set()
    newest: list[int] = []
    if runs:
        led_calls = Call.objects.visible_to(actor).filter(circle__in=runs).order_by("-for_day", "-pk")
        newest = list(led_calls.values_list("pk", flat=True)[:led])
    if not seats and not runs:
        return ReportList([], [], seats)
    found = standings(actor, _calls(actor, {seat.circle_id for seat in seats}, newest))
    mine = {(seat.circle_id, seat.organisation_id) for seat in seats}
    owed = [
        Owed(one.call, row.organisation)
        for one in found for row in one.owing if (one.call.circle_id, row.organisation.pk) in mine
    ]
    owed.sort(key=lambda one: (one.call.due_on, one.call.pk))
    return ReportList(owed, [one for one in found if one.call.circle_id in runs][:led], seats)


@Prepared
def _calls(actor: Actor, circles: Iterable[int], newest: Iterable[int]) -> QuerySet[Call]:
    """Open calls of the circles, and the calls named."""
    wanted = Q(circle__in=circles, state=CallState.OPEN)
    if newest:
        wanted |= Q(pk__in=newest)
    return Call.objects.visible_to(actor).filter(wanted).select_related("group", "circle").order_by("-for_day", "-pk")
