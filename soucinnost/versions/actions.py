"""Keeping and erasing earlier states."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from soucinnost.kernel.actor import Actor
from soucinnost.kernel.privacy import SENSITIVE
from soucinnost.kernel.secretbox import seal, unseal
from soucinnost.versions.models import Version

SEALED = "sealed"


def snapshot(obj: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the concrete fields of a record as JSON values (dates as ISO text, foreign keys as their ids).

    Fields classed as sensitive come as ``{"sealed": token}``, so that a version is no softer spot than the table.
    """
    names = set(fields) if fields is not None else None
    classes = getattr(obj, "field_classes", {})
    values: dict[str, Any] = {}
    for field in obj._meta.concrete_fields:
        if names is not None and field.name not in names and field.attname not in names:
            continue
        value = field.value_from_object(obj)
        if value and classes.get(field.name) == SENSITIVE:
            value = {SEALED: seal(json.dumps(value, cls=DjangoJSONEncoder), settings.FIELD_KEY)}
        values[field.attname] = value
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def opened(data: dict[str, Any]) -> dict[str, Any]:
    """Return a version's data with sealed values in clear. Raises UnreadableSecret under another key."""
    return {
        name: json.loads(unseal(value[SEALED], settings.FIELD_KEY))
        if isinstance(value, dict) and set(value) == {SEALED}
        else value
        for name, value in data.items()
    }


def keep(*, by: Actor, obj: models.Model, kind: str, data: dict[str, Any] | None = None) -> Version:
    """Keep the present state of ``obj`` as its next version; identical to the last one, none is added.

    The caller holds the record's lock, or is the only one who writes it: two who keep the same record at once get
    an IntegrityError for the second, and its whole action rolls back.
    """
    state = snapshot(obj) if data is None else data
    uid = str(getattr(obj, "uid", obj.pk))
    with transaction.atomic():
        last = Version.objects.select_for_update().filter(kind=kind, object_uid=uid).order_by("-number").first()
        if last is not None and opened(last.data) == opened(state):
            return last
        number = 1 if last is None else last.number + 1
        return Version.objects.create(kind=kind, object_uid=uid, number=number, person_id=by.person_id, data=state)


def erase(*, kind: str, object_uids: Iterable[str]) -> int:
    """Delete all versions of the given records; called by the action that erases the records themselves."""
    deleted, _ = Version.objects.filter(kind=kind, object_uid__in=list(object_uids)).delete()
    return deleted
