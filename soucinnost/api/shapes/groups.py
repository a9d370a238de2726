"""Groups and mandates."""

from datetime import date

from ninja import Schema

from soucinnost.api.shapes.common import Given, Ref, organisation_ref, person_ref
from soucinnost.groups.listing import Row
from soucinnost.groups.models import Mandate


class GroupChoice(Given):
    """Which groups."""

    with_closed: bool = False
    mine: bool = False


class GroupShape(Schema):
    """The frame of a group; ``next_meeting_on`` only for its members and managers."""

    uid: str
    name: str
    type: str
    purpose: str
    lead: Ref
    region: Ref | None
    areas: list[str]
    themes: list[str]
    chairs: list[Ref]
    rhythm: str
    signal: str
    last_met_on: date | None
    next_meeting_on: date | None
    closed_on: date | None
    is_mine: bool


class MandateShape(Schema):
    """Who sits in a group, for whom, from when to when; the last day is included."""

    uid: str
    person: Ref
    organisation: Ref | None
    valid_from: date
    valid_to: date | None
    standing: str
    is_chair: bool
    is_recorder: bool
    is_reviewer: bool
    reports: bool
    deputy_for: Ref | None


def group_shape(row: Row) -> GroupShape:
    """A group from a row of the list."""
    group = row.group
    lead = group.circle.controller.organisation
    region = Ref(uid=group.region.uid, name=group.region.name) if group.region is not None else None
    return GroupShape(
        uid=group.uid, name=group.name, type=group.type, purpose=group.purpose, lead=Ref(uid=lead.uid, name=lead.name),
        region=region, areas=row.areas, themes=row.themes,
        chairs=[Ref(uid=person.uid, name=person.name) for person in row.chairs], rhythm=group.rhythm,
        signal=row.signal.state, last_met_on=group.last_met_on,
        next_meeting_on=group.next_meeting_on if row.shows_next else None, closed_on=group.closed_on,
        is_mine=row.is_mine,
    )


def mandate_shape(mandate: Mandate) -> MandateShape:
    """A mandate, read with its seat, person, organisation and who is stood in for."""
    seat = mandate.seat
    person = person_ref(seat.person)
    assert person is not None  # noqa: S101 - a seat is somebody's; for the type checker
    return MandateShape(
        uid=mandate.uid, person=person, organisation=organisation_ref(seat.organisation), valid_from=seat.valid_from,
        valid_to=seat.valid_to, standing=seat.standing, is_chair=seat.is_chair, is_recorder=seat.is_recorder,
        is_reviewer=seat.is_reviewer, reports=mandate.reports,
        deputy_for=person_ref(seat.deputy_for.person) if seat.deputy_for is not None else None,
    )
