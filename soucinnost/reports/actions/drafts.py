"""Keeping what is being typed."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.reports import rules
from soucinnost.reports.actions.common import lock
from soucinnost.reports.content import MOST_NUMBERS, MOST_TEXT, TEXTS
from soucinnost.reports.models import Call, Draft

OVERTAKEN = "overtaken"
ROW = ("claim", "minule", "label", "value", "unit", "total", "total_label", "kind", "period_from", "period_to")
"""What is kept of a row of numbers, as typed."""


def _plain(value: object, limit: int) -> str:
    return value.replace("\x00", "")[:limit] if isinstance(value, str) else ""


def _kept(typed: Mapping[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {name: _plain(typed.get(name), 2 * MOST_TEXT) for name in (*TEXTS, "author")}
    rows = [
        {name: _plain(row.get(name), 300) for name in ROW} for row in list(typed.get("numbers", ()))[:MOST_NUMBERS]
    ]
    content["numbers"] = [row for row in rows if any(row[name].strip() for name in ("label", "value", "total"))]
    return content


def says_something(content: Mapping[str, Any]) -> bool:
    """Whether there is anything in a draft that would be missed."""
    typed = any(str(content.get(name, "")).strip() for name in TEXTS)
    return typed or any(row.get("value", "").strip() for row in content.get("numbers", ()))


def state_of(draft: Draft | None) -> str:
    """What a page remembers of the draft that it shows; empty where there is none."""
    return draft.saved_at.isoformat() if draft is not None else ""


@transaction.atomic
def save_draft(
    *, by: Actor, call: Call, organisation: Organisation, typed: Mapping[str, Any], base: int = 0,
    over: str | None = None,
) -> Draft | None:
    """Keep what the actor is typing for an organisation, as typed; each writer has one. Nothing typed, nothing kept.

    ``base`` is the number of the version it is typed over. Who may correct may also type: a draft survives the end of
    its call. ``over`` is the state of the draft that was on the page (:func:`state_of`): when the writer kept another
    text in another window since, ValidationError (code ``OVERTAKEN``) and nothing is written; None does not ask.
    Raises PermissionDenied for who may neither.
    """
    require(Call.objects.visible_to(by).filter(pk=call.pk).exists() and by.person_id is not None)
    require(rules.may_write(by, call, organisation) or rules.speaks_for(by, call, organisation))
    content, person_id = _kept(typed), by.person_id or 0
    if over is not None:
        lock(by, call)
        held = Draft.objects.filter(call=call, organisation=organisation, person_id=person_id).first()
        if held is not None and state_of(held) != over and held.content != content:
            raise ValidationError(
                _("V jiném okně jste mezitím uložili jiné rozepsané znění. Je níže, nic se nepřepsalo."), code=OVERTAKEN
            )
    if not says_something(content):
        Draft.objects.filter(call=call, organisation=organisation, person_id=person_id).delete()
        return None
    draft, _made = Draft.objects.update_or_create(
        call=call, organisation=organisation, person_id=person_id,
        defaults={"content": content, "base": base, "saved_at": timezone.now()},
    )
    record(by=by, verb="report.draft_saved", object_uid=draft.uid, circle=call.circle.uid)
    return draft


@transaction.atomic
def drop_draft(*, by: Actor, draft: Draft) -> None:
    """Throw away one's own draft."""
    require(draft.person_id == by.person_id and Draft.objects.visible_to(by).filter(pk=draft.pk).exists())
    uid, circle = draft.uid, draft.call.circle
    draft.delete()
    record(by=by, verb="report.draft_dropped", object_uid=uid, circle=circle.uid)
