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
LOOKED_AT = 200


def last_change(request: HttpRequest, uid: str) -> LastChange | None:
    """Who changed the record with a uid last and when; no name where this reader may not know it.

    Its own earlier save in another tab is a change like any other: the reader sees their own name.
    """
    rows = Entry.objects.filter(object_uid=uid).order_by("-sequence")[:LOOKED_AT]
    entry = next((row for row in rows if not SHOWN.search(row.verb)), None)
    if entry is None:
        return None
    kind, _colon, who = entry.actor.partition(":")
    visible = Person.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    person = visible.filter(uid=who).first() if kind == "person" else None
    return (person.name if person is not None else "", entry.at)
