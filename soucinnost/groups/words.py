"""Signals, roles and statutes of a group in words, for its pages."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.models import Seat
from soucinnost.groups.enums import QuorumKind, Rhythm
from soucinnost.groups.hooks import Months
from soucinnost.groups.models import Group, Mandate
from soucinnost.groups.rhythm import Signal
from soucinnost.groups.rules import is_closed, rhythm_signal
from soucinnost.kernel.dates import format_date


@dataclass(frozen=True, slots=True)
class Shown:
    """A state as the pages show it: ``kind`` is the shape (class of ``<c-status>``), ``text`` the words beside it."""

    kind: str
    text: str


SHAPES = {"ok": "ok", "due": "part", "late": "late", "asleep": "no", "none": "wait"}


def signal_words(group: Group, today: date) -> tuple[Signal, Shown]:
    """Return the group's signal and how it is shown."""
    signal = rhythm_signal(group, today)
    return signal, Shown(SHAPES[signal.state], _signal_text(group, signal, today))


def _signal_text(group: Group, signal: Signal, today: date) -> str:
    if signal.state == "ok":
        return _("v rytmu")
    if signal.state == "due":
        if signal.days:
            return ngettext("sejít se do %(days)s dne", "sejít se do %(days)s dnů", signal.days) % {"days": signal.days}
        return _("je čas se sejít")
    if signal.state == "late":
        late = ngettext("jednání se opozdilo o %(days)s den", "jednání se opozdilo o %(days)s dnů", signal.days)
        return late % {"days": signal.days}
    if signal.state == "asleep" and signal.since is not None:
        days = (today - signal.since).days
        if signal.has_met:
            return ngettext("bez jednání %(days)s den", "bez jednání %(days)s dnů", days) % {"days": days}
        return ngettext("%(days)s den od vzniku bez jednání", "%(days)s dnů od vzniku bez jednání", days) % {
            "days": days
        }
    if is_closed(group, today) or group.closed_on == today:
        return _("ukončena")
    if group.rhythm == Rhythm.AS_NEEDED:
        return _("podle potřeby")
    return _("zatím bez jednání")


def strip_label(months: Months) -> str:
    """Return what the strip of twelve months shows, for who cannot see it."""
    met = sum(1 for month in months if month)
    unknown = sum(1 for month in months if month is None)
    text = _("Z posledních 12 měsíců s jednáním: %(met)s") % {"met": met}
    if unknown:
        text += _(", bez údaje: %(unknown)s") % {"unknown": unknown}
    return text


def roles_of(seat: Seat, *, reports: bool = False) -> str:
    """Return what a seat does, in verbs that fit everybody: „předsedá, zapisuje“."""
    words = [
        word
        for held, word in (
            (seat.is_chair, _("předsedá")), (seat.is_recorder, _("zapisuje")), (seat.is_reviewer, _("reviduje")),
            (reports, _("podává zprávu")),
        )
        if held
    ]
    return ", ".join(words)


def mandate_details(mandate: Mandate) -> str:
    """Return what is worth knowing of a mandate besides who, for whom and when, in one line."""
    seat, person = mandate.seat, mandate.seat.person
    parts = [
        f"{_('zastupuje:')} {seat.deputy_for.person.name}" if seat.deputy_for is not None else "",
        roles_of(seat, reports=mandate.reports), mandate.basis, seat.note,
        "" if person.user_id is not None else _("bez účtu"), person.email,
    ]
    return " · ".join(filter(None, parts))


def quorum_words(group: Group) -> str:
    """Return when the group can decide."""
    if group.quorum_kind == QuorumKind.FIXED and group.quorum_count:
        return ngettext(
            "nejméně %(count)s přítomný člen", "nejméně %(count)s přítomných členů", group.quorum_count
        ) % {"count": group.quorum_count}
    return group.get_quorum_kind_display()


def days_words(first: date, last: date | None) -> str:
    """Return „od 1. 3. 2015“ or „1. 3. 2015 – 31. 12. 2016“."""
    if last is None:
        return _("od %(day)s") % {"day": format_date(first)}
    return f"{format_date(first)} – {format_date(last)}"
