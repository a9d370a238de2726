"""Tasks."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from soucinnost.api.shapes.common import NO_NUL, Given, Ref, Uid, organisation_ref, person_ref
from soucinnost.api.shapes.files import FileShape, file_shapes
from soucinnost.assignments.models import Assignment, AssignmentEvent
from soucinnost.documents.models import Attachment


class TaskChoice(Given):
    """Which tasks: of all the person's groups or only the person's own, of one group, in one state."""

    mine: bool = False
    group: Uid | None = None
    state: Literal["open", "overdue", "done", "cancelled", "all"] = "open"


class TaskShape(Schema):
    """A task. ``due_on`` is missing where no day is set yet."""

    uid: str
    group: Ref
    text: str
    owner_person: Ref | None
    owner_organisation: Ref | None
    due_kind: str
    due_on: date | None
    state: str
    is_closed: bool
    given_on: date
    acknowledged_at: datetime | None
    finished_on: date | None
    evidence: str
    origin: str


class StepShape(Schema):
    """One step in a task's history."""

    at: datetime
    kind: str
    by: Ref | None
    to_person: Ref | None
    to_organisation: Ref | None
    due_on: date | None
    text: str


class TaskDetail(TaskShape):
    """A task with its history and the files that prove it was done, earlier ones too."""

    history: list[StepShape]
    files: list[FileShape]


class Confirmed(Given):
    """What free text is sent with: whether what looks like personal data belongs there."""

    personal_data_confirmed: bool = False


class NewTask(Confirmed):
    """A task to be given. Its owner sits in the group today: a person, or an organisation, exactly one of the two."""

    text: str = Field(min_length=1, max_length=2000, pattern=NO_NUL)
    owner_person: Uid | None = None
    owner_organisation: Uid | None = None
    due_kind: Literal["date", "next_meeting", "none"] = "none"
    due_on: date | None = None


class HandOn(Confirmed):
    """To whom a task goes: a person or an organisation of the group that may see it, exactly one of the two."""

    owner_person: Uid | None = None
    owner_organisation: Uid | None = None
    text: str = Field("", max_length=2000, pattern=NO_NUL)


class Postpone(Confirmed):
    """Another due day; missing it means the next meeting."""

    due_on: date | None = None
    text: str = Field("", max_length=2000, pattern=NO_NUL)


class Words(Confirmed):
    """A remark, or why a task goes back, is cancelled, is opened again."""

    text: str = Field(min_length=1, max_length=2000, pattern=NO_NUL)


class Done(Confirmed):
    """What proves that a task is done."""

    evidence: str = Field(min_length=1, max_length=5000, pattern=NO_NUL)
    finished_on: date | None = None


def _values(task: Assignment) -> dict[str, Any]:
    return {
        "uid": task.uid, "group": Ref(uid=task.group.uid, name=task.group.name), "text": task.text,
        "owner_person": person_ref(task.owner_person), "owner_organisation": organisation_ref(task.owner_organisation),
        "due_kind": task.due_kind, "due_on": task.due_on, "state": task.state, "is_closed": task.is_closed,
        "given_on": task.given_on, "acknowledged_at": task.acknowledged_at, "finished_on": task.finished_on,
        "evidence": task.evidence,
        "origin": task.origin_words,
    }


def task_shape(task: Assignment) -> TaskShape:
    """A task, read with its group and owners."""
    return TaskShape(**_values(task))


def task_detail(task: Assignment, events: list[AssignmentEvent], files: list[Attachment]) -> TaskDetail:
    """A task with the steps of its history and the files that the reader may see."""
    steps = [
        StepShape(
            at=event.at, kind=event.kind, by=person_ref(event.by_person), to_person=person_ref(event.to_person),
            to_organisation=organisation_ref(event.to_organisation), due_on=event.due_on, text=event.text,
        )
        for event in events
    ]
    return TaskDetail(**_values(task), history=steps, files=file_shapes(files))
