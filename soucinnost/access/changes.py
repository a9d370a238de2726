"""Who changed a record last: told to somebody whose form was overtaken."""

import re

from django.http import HttpRequest

from soucinnost.agencies.models import Person
from soucinnost.audit.models import Entry
from soucinnost.ui.editing import LastChange

SHOWN = re.compile(
    r"(viewed|listed|shown|previewed|exported|downloaded|chosen|offered|printed|archived|suggested|drafted"
    r"|searched|search\.answered|checked|asked|edited|\.read|\.refused|\.entering|\.page|\.meeting)$"
)
"""Verbs of disclosure: somebody saw the record, nobody changed it. A test holds this against all views."""
OF_PARTS = re.compile(
    r"^minutes\.|\.(made|ordered|tasks_carried|task_dropped|topic_scheduled|reminded|invitations_drafted"
    r"|(paper|file|scan)_(added|attached|removed))$"
)
"""Verbs written under a record that changed a part of it: an item, a line, a file, a task. The part may be closed to
this reader, and no field of the record's own form holds it."""
LOOKED_AT = 200


def last_change(request: HttpRequest, uid: str) -> LastChange | None:
    """Who changed the record itself last and when; no name where this reader may not know it.

    Who only wrote in a part of the record is not told: the part may be closed to the reader.
    Its own earlier save in another tab is a change like any other: the reader sees their own name.
    """
    rows = Entry.objects.filter(object_uid=uid).order_by("-sequence")[:LOOKED_AT]
    entry = next((row for row in rows if not SHOWN.search(row.verb) and not OF_PARTS.search(row.verb)), None)
    if entry is None:
        return None
    kind, _colon, who = entry.actor.partition(":")
    visible = Person.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    person = visible.filter(uid=who).first() if kind == "person" else None
    return (person.name if person is not None else "", entry.at)
