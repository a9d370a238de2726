"""Filling an entry's columns from what was typed: who and which organisation is meant, votes against presence."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.groups.selectors import seats_on
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.meetings.details import VOTES, Problem, Reading, read
from soucinnost.meetings.enums import EntryKind
from soucinnost.meetings.models import Entry, Meeting
from soucinnost.meetings.selectors.quorum import counted


def fill_columns(by: Actor, meeting: Meeting, entry: Entry, *, votes_before: object, moment: datetime) -> None:
    """Fill the typed columns and ``problems`` of an entry whose kind and details were just set; not saved here.

    ``votes_before`` is what was typed as votes before: quorum is counted anew only when the votes changed.
    """
    day = timezone.localtime(meeting.starts_at).date()
    reading = read(entry.kind, entry.details, meeting_day=day)
    entry.owner_person = entry.owner_organisation = entry.organisation = None
    entry.due_kind, entry.due_on, entry.answers_until = reading.due_kind, reading.due_on, reading.answers_until
    entry.result = reading.result
    if entry.kind == EntryKind.TASK:
        _fill_owner(by, meeting, entry, reading)
    elif entry.kind == EntryKind.REPORT:
        entry.organisation = _reporting(by, meeting, entry, reading)
    elif entry.kind == EntryKind.DECISION:
        _fill_votes(meeting, entry, reading, votes_before=votes_before, moment=moment)
    if entry.kind != EntryKind.DECISION:
        entry.votes_for = entry.votes_against = entry.votes_abstained = None
        entry.quorum_present = entry.quorum_needed = None
    entry.problems = [problem.as_json() for problem in reading.problems]


def _fill_votes(meeting: Meeting, entry: Entry, reading: Reading, *, votes_before: object, moment: datetime) -> None:
    if entry.quorum_present is None or entry.details.get("votes") != votes_before:
        entry.quorum_present, entry.quorum_needed = counted(meeting, moment)
    present, needed = entry.quorum_present, entry.quorum_needed
    votes = [reading.votes[name] for name in VOTES]
    total = sum(vote for vote in votes if vote is not None)
    if any(problem.field.startswith("votes") for problem in reading.problems):
        votes = [None, None, None]
    elif total > present:
        message = _("Hlasů je %(votes)s, přítomných členů %(present)s. Opravte hlasy nebo přítomnost.")
        reading.problems.append(Problem("votes.for", message % {"votes": total, "present": present}))
        votes = [None, None, None]
    if needed is not None and present < needed and total:
        message = _("Skupina nebyla usnášeníschopná: přítomno %(present)s, potřeba %(needed)s.")
        reading.problems.append(Problem("quorum", message % {"present": present, "needed": needed}))
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
        message = _("Úkol zatím nemá, kdo ho splní. Dokud ho nedoplníte, nikomu nepřijde.")
        reading.problems.append(Problem("owner", message))
        return
    seats = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    matching = [seat for seat in seats if _is_named(seat, text)]
    if len(matching) == 1:
        entry.owner_person = matching[0].person
        return
    if matching:
        message = ngettext(
            "Tomuto jménu odpovídá %(count)s člen. Vyberte ze seznamu.",
            "Tomuto jménu odpovídají %(count)s členové. Vyberte ze seznamu, u jména je organizace.",
            len(matching),
        )
        reading.problems.append(Problem("owner", message % {"count": len(matching)}))
        return
    entry.owner_organisation = _named_organisation(by, seats, text)
    if entry.owner_organisation is None:
        message = _("Toto jméno není mezi členy ani organizacemi. Vyberte ze seznamu, text zůstává.")
        reading.problems.append(Problem("owner", message))


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
            message = _("Doplňte, která organizace podala zprávu, ať je u čísel vidět, čí jsou.")
            reading.problems.append(Problem("organisation", message))
        return None
    seats = seats_on(meeting.group, timezone.localtime(meeting.starts_at).date())
    found = _named_organisation(by, seats, text)
    if found is None:
        message = _("Tato organizace není v adresáři. Vyberte ze seznamu, text zůstává.")
        reading.problems.append(Problem("organisation", message))
    return found
