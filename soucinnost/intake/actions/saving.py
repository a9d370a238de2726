"""Saving a corrected reading as a finished past meeting."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.actions import create_person
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.groups.models import Group
from soucinnost.intake import draft as shape
from soucinnost.intake.actions.common import locked
from soucinnost.intake.draft import MADE, NEW, Draft, Part
from soucinnost.intake.enums import IntakeState, PartKind, TaskState
from soucinnost.intake.matching import people_for
from soucinnost.intake.models import Intake
from soucinnost.intake.problems import (
    OTHER_BODY,
    SAME_DAY,
    Doubt,
    day_of,
    loose_doubt,
    obstacles,
    other_body,
    read_when,
)
from soucinnost.intake.rules import may_correct
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.folding import fold
from soucinnost.kernel.personnames import PersonNameError, parse_person_name
from soucinnost.meetings.actions.importing import (
    DONE,
    OPEN,
    PastItem,
    PastLine,
    PastMinutes,
    PastPerson,
    PastSignature,
    import_meeting,
)
from soucinnost.meetings.actions.live import lock_around
from soucinnost.meetings.actions.scheduling import Place
from soucinnost.meetings.enums import DecisionResult, EntryKind, MeetingState
from soucinnost.meetings.models import Meeting

LEFT_OUT = "Nezařazené řádky"
"""Title of the item that keeps lines of the original for which there was no place. Minutes are Czech."""
_KINDS = {
    PartKind.TEXT: EntryKind.INFORMATION, PartKind.DECISION: EntryKind.DECISION,
    PartKind.CONCLUSION: EntryKind.DECISION, PartKind.TASK: EntryKind.TASK, PartKind.REPORT: EntryKind.REPORT,
}
_FOLLOWED = {TaskState.OPEN: OPEN, TaskState.DONE: DONE}


def doubts_of(actor: Actor, intake: Intake) -> list[Doubt]:
    """What the person is asked before the reading becomes a meeting: another of that day, another body, loose lines."""
    draft, found = intake.draft, []
    day = day_of(draft)
    if day is not None:
        same = Meeting.objects.visible_to(actor).filter(group=intake.group, starts_at__date=day)
        for meeting in same.exclude(state=MeetingState.CANCELLED).order_by("pk")[:3]:
            found.append(
                Doubt(
                    SAME_DAY, _("Z tohoto dne už jednání skupiny v Součinnosti je. Není to totéž?"),
                    reverse("meetings:meeting", args=[meeting.uid]),
                )
            )
    others = Group.objects.visible_to(actor).exclude(pk=intake.group_id).values_list("name", flat=True)
    body = other_body(intake.group.name, others, draft["subject"], intake.lines)
    if body:
        message = _("V záhlaví stojí jiný název: „%(body)s“. Opravdu je to zápis této skupiny?") % {"body": body}
        found.append(Doubt(OTHER_BODY, message))
    loose = shape.loose_lines(draft, intake.lines)
    if loose:
        found.append(loose_doubt(len(loose)))
    return found


@transaction.atomic
def save_as_meeting(*, by: Actor, intake: Intake, confirmed: Collection[str] = ()) -> Meeting:
    """Make a finished past meeting of a corrected reading; nobody is told. Who runs the circle.

    ``confirmed`` are codes of doubts (:func:`doubts_of`) that the person has answered. Everything happens or nothing:
    raises ValidationError with all sentences when something has to be put right or answered first, or when the meeting
    refuses a value; PermissionDenied when a new person is to be created by who does not keep the directory. Lines that
    stand nowhere become the item „Nezařazené řádky“. Afterwards the reading keeps only where it went.
    """
    intake = locked(intake)
    require(may_correct(by, intake), _("Toto čtení už je uložené, nebo zahozené."))
    found = obstacles(intake.draft)
    if found:
        raise ValidationError([one.message for one in found])
    unanswered = [one for one in doubts_of(by, intake) if one.code not in confirmed]
    if unanswered:
        raise ValidationError([one.message for one in unanswered])
    lock_around(intake.group)  # before a new person is written into the log: all lock in this order
    meeting = import_meeting(by=by, group=intake.group, past=_past(by, intake))
    intake.state, intake.meeting = IntakeState.SAVED, meeting
    intake.lines, intake.draft, intake.warnings, intake.problem = [], {}, [], ""
    intake.changed_at, intake.changed_by_id = timezone.now(), by.person_id
    intake.save()
    record(by=by, verb="intake.saved", object_uid=intake.uid, circle=intake.circle.uid, ids=[meeting.uid])
    return meeting


def _past(by: Actor, intake: Intake) -> PastMinutes:
    """The meeting as the form says; a heading that only names the group is no title of its own."""
    draft = intake.draft
    when, _found = read_when(draft)
    assert when is not None
    people = {one.uid: one for one in people_for(by, intake.group)}
    is_name = fold(draft["subject"]) == fold(intake.group.name)
    created = _created(by, draft)
    return PastMinutes(
        starts_at=when.starts, ends_at=when.ends, hours=when.hours, place=Place(text=draft["place"]),
        title="" if is_name else draft["subject"], number=int(draft["number"]) if draft["number"] else None,
        people=tuple(_person(one, people, created) for one in draft["people"]),
        items=(*(_item(item, people | _made(draft, created)) for item in draft["items"]), *_left_out(intake)),
        signed=tuple(
            PastSignature(one["role"], one["name"], day_of({**draft, "day": one["day"]})) for one in draft["signers"]
        ),
        attendance_note=draft["note"], redactions=draft["redactions"], attachment=intake.attachment,
        file_name=intake.name,
    )


def _created(by: Actor, draft: Draft) -> dict[str, Person]:
    """People whom the person asked to put into the directory, by their written name; each once."""
    made: dict[str, Person] = {}
    for one in draft["people"]:
        name = one["name"]
        if one["person"] != NEW or not name or name in made:
            continue
        try:
            parts = parse_person_name(name)
        except PersonNameError as error:
            raise ValidationError(error.message_cs) from error
        made[name] = create_person(
            by=by, surname=parts.surname, given_name=parts.given, titles_before=" ".join(parts.titles_before),
            titles_after=", ".join(parts.titles_after),
        )
    return made


def _made(draft: Draft, created: dict[str, Person]) -> dict[str, Person]:
    """Those created by what a task says of its owner."""
    return {
        f"{MADE}{one['key']}": created[one["name"]] for one in draft["people"]
        if one["person"] == NEW and one["name"] in created
    }


def _person(one: Part, people: dict[str, Person], created: dict[str, Person]) -> PastPerson:
    person = created.get(one["name"]) if one["person"] == NEW else people.get(one["person"])
    return PastPerson(one["name"], one["status"], person=person, organisation_name=one["organisation"])


def _item(item: Part, people: dict[str, Person]) -> PastItem:
    return PastItem(item["title"], tuple(_line(entry, people) for entry in item["entries"] if entry["text"].strip()))


def _line(entry: Part, people: dict[str, Person]) -> PastLine:
    kind = PartKind(entry["kind"])
    details: dict[str, Any] = {}
    task = ""
    if kind == PartKind.DECISION:
        details["votes"] = {name: entry[name] for name in ("for", "against", "abstained")}
        details["result"] = entry["result"]
    elif kind == PartKind.CONCLUSION:
        details["result"] = DecisionResult.AGREED
    elif kind == PartKind.REPORT:
        details["organisation"] = {"text": entry["organisation"], "uid": entry["organisation_uid"]}
    elif kind == PartKind.TASK:
        details["owner"], details["due"] = _owner(entry, people), entry["due"]
        task = _FOLLOWED.get(TaskState(entry["state"]), "")
    return PastLine(entry["text"], _KINDS[kind], details, task)


def _owner(entry: Part, people: dict[str, Person]) -> dict[str, str]:
    letter, _colon, uid = entry["who"].partition(":")
    owner = {"text": entry["owner"]}
    person = people.get(entry["who"] if entry["who"].startswith(MADE) else uid if letter == "p" else "")
    if person is not None:
        owner |= {"person": person.uid, "text": entry["owner"] or person.name}
    elif letter == "o":
        place = Organisation.objects.filter(uid=uid).first()
        if place is not None:
            owner |= {"organisation": uid, "text": entry["owner"] or place.name}
    return owner


def _left_out(intake: Intake) -> tuple[PastItem, ...]:
    """Lines that stand nowhere, confirmed or not, one under another as they were."""
    numbers = {*shape.left_lines(intake.draft, intake.lines), *shape.loose_lines(intake.draft, intake.lines)}
    text = "\n".join(
        " | ".join(part.strip() for part in line["t"].split("\t") if part.strip())
        for line in intake.lines if line["n"] in numbers
    )
    return (PastItem(LEFT_OUT, (PastLine(text),)),) if text else ()
