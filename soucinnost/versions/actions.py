"""Keeping and erasing earlier states."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from soucinnost.kernel.actor import Actor
from soucinnost.versions.models import Version


def snapshot(obj: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the concrete fields of a record as JSON values (dates as ISO text, foreign keys as their ids)."""
    names = set(fields) if fields is not None else None
    values = {
        field.attname: field.value_from_object(obj)
        for field in obj._meta.concrete_fields
        if names is None or field.name in names or field.attname in names
    }
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def keep(*, by: Actor, obj: models.Model, kind: str, data: dict[str, Any] | None = None) -> Version:
    """Keep the present state of ``obj`` as its next version; identical to the last one, none is added."""
    state = snapshot(obj) if data is None else data
    uid = str(getattr(obj, "uid", obj.pk))
    with transaction.atomic():
        last = Version.objects.select_for_update().filter(kind=kind, object_uid=uid).order_by("-number").first()
        if last is not None and last.data == state:
            return last
        number = 1 if last is None else last.number + 1
        return Version.objects.create(kind=kind, object_uid=uid, number=number, person_id=by.person_id, data=state)


def erase(*, kind: str, object_uids: Iterable[str]) -> int:
    """Delete all versions of the given records; called by the action that erases the records themselves."""
    deleted, _ = Version.objects.filter(kind=kind, object_uid__in=list(object_uids)).delete()
    return deleted
