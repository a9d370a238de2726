"""Founding a group, setting its frame, closing it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.actions import open_circle
from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.codelists.models import Term
from soucinnost.codelists.selectors import terms_on
from soucinnost.groups import rules
from soucinnost.groups.actions.common import checked_title, lock
from soucinnost.groups.actions.items import default_items, set_standing_items
from soucinnost.groups.actions.mandates import end_all, give_mandate
from soucinnost.groups.enums import QuorumKind
from soucinnost.groups.findable import find_group
from soucinnost.groups.models import Group
from soucinnost.groups.selectors import THEMES, derive_region
from soucinnost.kernel.actor import Actor
from soucinnost.versions.actions import keep, snapshot

PLAIN_FIELDS = frozenset({
    "name", "type", "purpose", "parent", "rhythm", "rhythm_note", "founded_on", "quorum_kind", "quorum_count",
    "votes_by_correspondence", "approves_at_next_meeting", "remarks_days", "heading", "numbering", "file_plan_code",
    "disposal_mark", "disposal_years", "usual_place", "usual_start", "usual_minutes", "publishes_meetings",
    "publishes_minutes",
})
MANY_FIELDS = frozenset({"areas", "localities", "themes"})
MOST_REMARKS_DAYS = 90
MOST_MINUTES = 24 * 60


@transaction.atomic
def create_group(
    *, by: Actor, organisation: Organisation, name: str, type: str, takes_seat: bool = True,
    standing_items: Iterable[dict[str, Any]] | None = None, **frame: Any,
) -> Group:
    """Found a group led by ``organisation``. Its manager only.

    Whoever founds it gets a seat as recorder (``takes_seat=False`` says otherwise), so that the group can be
    prepared at once. Without ``standing_items`` the agenda starts with the usual ones. Raises ValidationError with
    field names, PermissionDenied, TypeError for an unknown field of the frame.
    """
    require(rules.creates(by, organisation))
    group = Group()
    _set_plain(group, {"name": name, "type": type, **frame})
    group.circle = open_circle(by=by, organisation=organisation)
    _check(group)
    many = _checked_many(frame, held=frozenset())
    group.region = derive_region(many.get("areas", ()), many.get("localities", ()), organisation)
    group.save()
    _set_many(group, many)
    record(by=by, verb="group.created", object_uid=group.uid, circle=group.circle.uid)
    if takes_seat and by.person_id is not None:
        give_mandate(
            by=by, group=group, person=Person.objects.get(pk=by.person_id), organisation=organisation,
            valid_from=timezone.localdate(), is_recorder=True,
        )
    items = default_items(group) if standing_items is None else list(standing_items)
    if items:
        set_standing_items(by=by, group=group, items=items)
    _keep(by, group)
    find_group(group)
    return group


@transaction.atomic
def change_group(*, by: Actor, group: Group, **frame: Any) -> Group:
    """Change fields of the frame; what is not named stays. Manager, chair or recorder; the state before is kept."""
    group = lock(group)
    require(rules.sets_frame(by, group))
    _set_plain(group, frame)
    many = _checked_many(frame, held=frozenset(group.themes.values_list("pk", flat=True)))
    _check(group)
    if MANY_FIELDS.intersection(frame):
        areas = many.get("areas", group.areas.select_related("parent__parent__parent__parent"))
        localities = many.get("localities", group.localities.select_related("municipality"))
        group.region = derive_region(areas, localities, group.circle.controller.organisation)
    group.save()
    _set_many(group, many)
    _keep(by, group)
    find_group(group)
    record(by=by, verb="group.changed", object_uid=group.uid, circle=group.circle.uid)
    return group


@transaction.atomic
def close_group(*, by: Actor, group: Group, closed_on: date, end_mandates: bool = False) -> Group:
    """End a group on its last day (today or earlier). Everything written in it stays.

    With ``end_mandates`` members lose their seats the same day, so nobody reads it but through a new mandate.
    """
    group = lock(group)
    require(rules.closes(by, group))
    if closed_on > timezone.localdate():
        raise ValidationError({"closed_on": _("Den ukončení je v budoucnosti. Uzavřete skupinu, až nastane.")})
    if group.founded_on is not None and closed_on < group.founded_on:
        raise ValidationError({"closed_on": _("Skupina nemůže skončit dřív, než vznikla.")})
    if group.last_met_on is not None and closed_on < group.last_met_on:
        raise ValidationError({"closed_on": _("Skupina se po tomto dni ještě sešla.")})
    group.closed_on = closed_on
    group.next_meeting_on = None
    group.save(update_fields=["closed_on", "next_meeting_on"])
    if end_mandates:
        end_all(by=by, group=group, last_day=closed_on)
    _keep(by, group)
    record(by=by, verb="group.closed", object_uid=group.uid, circle=group.circle.uid)
    return group


@transaction.atomic
def reopen_group(*, by: Actor, group: Group) -> Group:
    """Take the end of a group back. Mandates that ended with it stay ended."""
    group = lock(group)
    require(rules.closes(by, group))
    if group.closed_on is None:
        raise ValidationError(_("Skupina ukončená není."))
    group.closed_on = None
    group.save(update_fields=["closed_on"])
    _keep(by, group)
    record(by=by, verb="group.reopened", object_uid=group.uid, circle=group.circle.uid)
    return group


@transaction.atomic
def note_meetings(*, by: Actor, group: Group, last_met_on: date | None, next_meeting_on: date | None) -> Group:
    """Remember when the group met last and meets next; said by ``meetings`` whenever either changes."""
    group = lock(group)
    require(rules.runs_group(by, group))
    if (group.last_met_on, group.next_meeting_on) == (last_met_on, next_meeting_on):
        return group
    group.last_met_on, group.next_meeting_on = last_met_on, next_meeting_on
    group.save(update_fields=["last_met_on", "next_meeting_on"])
    record(by=by, verb="group.meetings_noted", object_uid=group.uid, circle=group.circle.uid)
    return group


def _set_plain(group: Group, frame: dict[str, Any]) -> None:
    unknown = set(frame) - PLAIN_FIELDS - MANY_FIELDS
    if unknown:
        raise TypeError(f"a group has no settable {', '.join(sorted(unknown))}")
    for field, value in frame.items():
        if field in PLAIN_FIELDS:
            setattr(group, field, value)
    if "name" in frame:
        group.name = checked_title(group.name, "name")
    if "quorum_kind" in frame and group.quorum_kind != QuorumKind.FIXED:
        group.quorum_count = None


def _check(group: Group) -> None:
    """Raise ValidationError with all that is wrong, field by field."""
    problems: dict[str, list[str]] = {}
    try:
        group.full_clean(exclude=["circle", "region"])
    except ValidationError as error:
        problems = {field: list(messages) for field, messages in error.message_dict.items()}

    def say(field: str, message: str) -> None:
        problems.setdefault(field, []).append(message)

    numbering = rules.numbering_problem(group.numbering)
    if numbering and "numbering" not in problems:
        say("numbering", _NUMBERING[numbering]())
    if group.quorum_kind == QuorumKind.FIXED and not group.quorum_count:
        problems["quorum_count"] = [_("Uveďte, kolik členů musí být přítomno.")]
    if group.disposal_mark and group.disposal_years is None:
        say("disposal_years", _("Ke skartačnímu znaku patří lhůta v letech."))
    if group.remarks_days is not None and group.remarks_days > MOST_REMARKS_DAYS:
        say("remarks_days", _("Na připomínky může být nejvýše %(days)s dnů.") % {"days": MOST_REMARKS_DAYS})
    if group.usual_minutes is not None and not 0 < group.usual_minutes <= MOST_MINUTES:
        say("usual_minutes", _("Jednání trvá nejméně minutu a nejvýše den."))
    if group.parent_id is not None and _is_below(group.parent, group):
        say("parent", _("Nadřazená skupina by byla zároveň podřízená této skupině."))
    if problems:
        raise ValidationError(problems)


_NUMBERING = {
    "unreadable": lambda: _("Složené závorky v číslování nejsou uzavřené."),
    "unknown": lambda: _("V číslování smí být jen značky {number} a {year}."),
    "missing": lambda: _("Číslování musí obsahovat značku {number}, jinak by se čísla opakovala."),
}


def _is_below(candidate: Group | None, group: Group) -> bool:
    """Whether ``candidate`` is the group itself or lies under it."""
    seen: set[int] = set()
    while candidate is not None and candidate.pk not in seen:
        if candidate.pk == group.pk:
            return True
        seen.add(candidate.pk)
        candidate = candidate.parent
    return False


def _checked_many(frame: dict[str, Any], held: frozenset[int]) -> dict[str, list[Any]]:
    """Return the lists that were named; a theme that is not in force today must have been held before."""
    many = {field: list(frame[field]) for field in MANY_FIELDS.intersection(frame)}
    themes: list[Term] = many.get("themes", [])
    fresh = {term.pk for term in themes} - held
    valid = set(terms_on(THEMES).filter(pk__in=fresh).values_list("pk", flat=True))
    if fresh - valid:
        raise ValidationError({"themes": _("Některé téma už v dnešním číselníku není. Vyberte témata znovu.")})
    return many


def _set_many(group: Group, many: dict[str, list[Any]]) -> None:
    for field, values in many.items():
        getattr(group, field).set(values)


def _keep(by: Actor, group: Group) -> None:
    """Keep this state of the frame as a version."""
    data = snapshot(group)
    for field in sorted(MANY_FIELDS):
        data[field] = sorted(getattr(group, field).values_list("pk", flat=True))
    keep(by=by, obj=group, kind="group", data=data)
