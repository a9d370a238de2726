"""Filling an entry's columns from what was typed: who and which organisation is meant, votes against presence."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.meetings.details import VOTES, Reading, read
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.problems import Problem
from soucinnost.meetings.selectors.quorum import counted

BY_DAY = ("due_kind", "due_on", "answers_until", "problems")  # columns that depend on the meeting's day


def fill_columns(by: Actor, meeting: Meeting, entry: Entry, *, votes_before: object, moment: datetime) -> None:
    """Fill the typed columns and ``problems`` of an entry whose kind and details were just set; not saved here.

    ``votes_before`` is what was typed as votes before: quorum is counted anew only when the votes changed. Of a meeting
    read from old minutes everything stands as it was written: votes are not held against who is known to have been
    there, quorum is not counted, what cannot be read is no problem, and a result that nobody wrote is none.
    """
    day = timezone.localtime(meeting.starts_at).date()
    reading = read(entry.kind, entry.details, meeting_day=day)
    entry.owner_person = entry.owner_organisation = entry.organisation = None
    entry.due_kind, entry.due_on, entry.answers_until = reading.due_kind, reading.due_on, reading.answers_until
    entry.result = reading.result
    if meeting.is_imported and not entry.details.get("result") and reading.votes["for"] is None:
        entry.result = ""
    if entry.kind == EntryKind.TASK:
        _fill_owner(by, meeting, entry, reading)
    elif entry.kind == EntryKind.REPORT:
        entry.organisation = _reporting(by, meeting, entry, reading)
    elif entry.kind == EntryKind.DECISION:
        _fill_votes(meeting, entry, reading, votes_before=votes_before, moment=moment)
    if meeting.is_imported:
        reading.problems.clear()
    if entry.kind != EntryKind.DECISION:
        entry.votes_for = entry.votes_against = entry.votes_abstained = None
        entry.quorum_present = entry.quorum_needed = None
    entry.problems = [problem.as_json() for problem in reading.problems]


def reread(meeting: Meeting, entry: Entry) -> bool:
    """Read an entry's days and numbers again by the meeting's present day; whether anything differs. Not saved here.

    A meeting that was moved may have left a due day before it, and „za 14 dní“ counts from the day that holds. Who
    has a task and how the votes came out does not depend on the day and stays.
    """
    reading = read(entry.kind, entry.details, meeting_day=timezone.localtime(meeting.starts_at).date())
    kept = [one for one in entry.problems if not _is_by_day(one["field"])]
    found = [] if meeting.is_imported else reading.problems
    problems = [*kept, *(one.as_json() for one in found if _is_by_day(one.field))]
    now = (reading.due_kind, reading.due_on, reading.answers_until, problems)
    if now == (entry.due_kind, entry.due_on, entry.answers_until, entry.problems):
        return False
    entry.due_kind, entry.due_on, entry.answers_until, entry.problems = now
    return True


def _is_by_day(name: str) -> bool:
    return name in {"due", "answers_until"} or name.startswith("numbers.")


def _fill_votes(meeting: Meeting, entry: Entry, reading: Reading, *, votes_before: object, moment: datetime) -> None:
    if meeting.is_imported:
        entry.votes_for, entry.votes_against, entry.votes_abstained = (reading.votes[name] for name in VOTES)
        return
    if entry.quorum_present is None or entry.details.get("votes") != votes_before:
        entry.quorum_present, entry.quorum_needed = counted(meeting, moment)
    present, needed = entry.quorum_present, entry.quorum_needed
    votes = [reading.votes[name] for name in VOTES]
    total = sum(vote for vote in votes if vote is not None)
    if any(problem.field.startswith("votes") for problem in reading.problems):
        votes = [None, None, None]
    elif total > present:
        reading.problems.append(Problem("votes.for", "votes_over", {"votes": total, "present": present}))
        votes = [None, None, None]
    if needed is not None and present < needed and total:
        reading.problems.append(Problem("quorum", "quorum", {"present": present, "needed": needed}))
    entry.votes_for, entry.votes_against, entry.votes_abstained = votes


def _fill_owner(by: Actor, meeting: Meeting, entry: Entry, reading: Reading) -> None:
    owner = entry.details.get("owner", {})
    people = Person.objects.visible_to(by)
    if owner.get("person"):
        entry.owner_person = people.filter(uid=owner["person"]).first()
    if owner.get("organisation"):
        entry.owner_organisation = _known_organisation(by, owner["organisation"])
    if entry.owner_person is not None or entry.owner_organisation is not None:
        return
    text = owner.get("text", "")
    if not text:
        reading.problems.append(Problem("owner", "owner_missing"))
        return
    seats = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    matching = [seat for seat in seats if _is_named(seat, text)]
    if len(matching) == 1:
        entry.owner_person = matching[0].person
        return
    if matching:
        reading.problems.append(Problem("owner", "owner_many", {"count": len(matching)}))
        return
    entry.owner_organisation = _named_organisation(by, seats, text)
    if entry.owner_organisation is None:
        reading.problems.append(Problem("owner", "owner_unknown"))


def _is_named(seat: Seat, text: str) -> bool:
    wanted = fold(text)
    person = seat.person
    forms = {
        person.name, person.sort_name, person.surname, f"{person.given_name} {person.surname}",
        f"{person.surname} {person.given_name}",
    }
    if seat.organisation is not None:
        forms |= {f"{person.name}, {place}" for place in (seat.organisation.name, seat.organisation.label)}
    return wanted in {fold(form) for form in forms}


def _known_organisation(by: Actor, uid: str) -> Organisation | None:
    return Organisation.objects.visible_to(by).filter(uid=uid).first()


def _named_organisation(by: Actor, seats: list[Seat], text: str) -> Organisation | None:
    wanted = fold(text)
    sitting = {seat.organisation for seat in seats if seat.organisation is not None}
    matching = [place for place in sitting if wanted in {fold(place.name), fold(place.short_name)}]
    if not matching:
        named = Organisation.objects.visible_to(by).filter(Q(name=text) | Q(short_name=text))
        matching = list(named[:2])
    return matching[0] if len(matching) == 1 else None


def _reporting(by: Actor, meeting: Meeting, entry: Entry, reading: Reading) -> Organisation | None:
    typed = entry.details.get("organisation", {})
    if typed.get("uid"):
        found = _known_organisation(by, typed["uid"])
        if found is not None:
            return found
    text = typed.get("text", "")
    if not text:
        if reading.numbers:
            reading.problems.append(Problem("organisation", "reporter_missing"))
        return None
    seats = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    found = _named_organisation(by, seats, text)
    if found is None:
        reading.problems.append(Problem("organisation", "reporter_unknown"))
    return found
