"""Standing items: what every agenda of the group starts with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Person
from soucinnost.audit.actions import record
from soucinnost.groups import rules
from soucinnost.groups.actions.common import checked_title, lock, must_be_open
from soucinnost.groups.enums import StandingItemKind
from soucinnost.groups.models import Group, StandingItem
from soucinnost.kernel.actor import Actor

MOST_ITEMS = 40
MOST_MINUTES = 600
FIELDS = frozenset({"uid", "title", "kind", "minutes", "presenter"})


def default_items(group: Group) -> list[dict[str, Any]]:
    """The items a new group starts with; approval of the last minutes where the statutes want it."""
    items: list[dict[str, Any]] = []
    if group.approves_at_next_meeting:
        items.append({"title": _("Schválení minulého zápisu"), "kind": StandingItemKind.APPROVAL})
    items.append({"title": _("Kontrola úkolů"), "kind": StandingItemKind.TASKS})
    items.append({"title": _("Zprávy organizací"), "kind": StandingItemKind.REPORTS})
    items.append({"title": _("Různé"), "kind": StandingItemKind.ORDINARY})
    return items


@transaction.atomic
def set_standing_items(*, by: Actor, group: Group, items: Iterable[Mapping[str, Any]]) -> list[StandingItem]:
    """Replace all standing items by ``items`` in this order.

    Each names ``title`` and may name ``kind``, ``minutes``, ``presenter`` and the ``uid`` of an item to keep; the
    others are removed. Chair or recorder; the manager while founding the group.
    """
    group = _allowed(by, group)
    wanted = [_checked(group, item) for item in items]
    if len(wanted) > MOST_ITEMS:
        raise ValidationError(_("Stálých bodů může být nejvýše %(limit)s.") % {"limit": MOST_ITEMS})
    held = {item.uid: item for item in group.standing_items.all()}
    kept: list[StandingItem] = []
    for position, values in enumerate(wanted, start=1):
        item = held.pop(values.pop("uid", ""), None) or StandingItem(group=group)
        for field, value in values.items():
            setattr(item, field, value)
        item.position = position
        item.full_clean()
        item.save()
        kept.append(item)
    StandingItem.objects.filter(pk__in=[item.pk for item in held.values()]).delete()
    _record(by, group)
    return kept


@transaction.atomic
def add_standing_item(
    *, by: Actor, group: Group, title: str, kind: str = StandingItemKind.ORDINARY, minutes: int | None = None,
    presenter: Person | None = None,
) -> StandingItem:
    """Add an item to the end."""
    group = _allowed(by, group)
    values = _checked(group, {"title": title, "kind": kind, "minutes": minutes, "presenter": presenter})
    last = group.standing_items.order_by("-position").first()
    if group.standing_items.count() >= MOST_ITEMS:
        raise ValidationError(_("Stálých bodů může být nejvýše %(limit)s.") % {"limit": MOST_ITEMS})
    item = StandingItem(group=group, position=last.position + 1 if last else 1, **values)
    item.full_clean()
    item.save()
    _record(by, group)
    return item


@transaction.atomic
def change_standing_item(*, by: Actor, item: StandingItem, **changes: Any) -> StandingItem:
    """Change title, kind, minutes or presenter of an item."""
    group = _allowed(by, item.group)
    item = group.standing_items.get(pk=item.pk)
    values = {"title": item.title, "kind": item.kind, "minutes": item.minutes, "presenter": item.presenter}
    for field, value in _checked(group, {**values, **changes}).items():
        setattr(item, field, value)
    item.full_clean()
    item.save()
    _record(by, group)
    return item


@transaction.atomic
def move_standing_item(*, by: Actor, item: StandingItem, to: int) -> None:
    """Move an item to the place ``to`` (1 is first); a place out of range means the nearest end."""
    group = _allowed(by, item.group)
    order = list(group.standing_items.all())
    moved = next(one for one in order if one.pk == item.pk)
    order.remove(moved)
    order.insert(min(max(to, 1), len(order) + 1) - 1, moved)
    for position, one in enumerate(order, start=1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    _record(by, group)


@transaction.atomic
def remove_standing_item(*, by: Actor, item: StandingItem) -> None:
    """Remove an item; agendas already made keep theirs."""
    group = _allowed(by, item.group)
    group.standing_items.filter(pk=item.pk).delete()
    _record(by, group)


def _allowed(by: Actor, group: Group) -> Group:
    group = lock(group)
    founding = rules.manages(by, group) and not group.standing_items.exists()
    require(rules.runs_group(by, group) or founding)
    must_be_open(group)
    return group


def _checked(group: Group, item: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(item) - FIELDS
    if unknown:
        raise TypeError(f"a standing item has no {', '.join(sorted(unknown))}")
    values = {"kind": StandingItemKind.ORDINARY, "minutes": None, "presenter": None, **item}
    values["title"] = checked_title(str(item.get("title", "")))
    if values["minutes"] is not None and not 0 < values["minutes"] <= MOST_MINUTES:
        raise ValidationError({"minutes": _("Bod trvá 1 až %(limit)s minut.") % {"limit": MOST_MINUTES}})
    presenter = values["presenter"]
    if presenter is not None and not presenter.seats.filter(circle=group.circle_id).exists():
        raise ValidationError({"presenter": _("Bod může uvést jen člen skupiny.")})
    return values


def _record(by: Actor, group: Group) -> None:
    record(by=by, verb="group.standing_items_set", object_uid=group.uid, circle=group.circle.uid)
