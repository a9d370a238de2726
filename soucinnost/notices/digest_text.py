"""The words of reminders and summaries: plain text that says everything without a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.access.models import Circle
from soucinnost.access.naming import circle_names
from soucinnost.access.selectors import watchers
from soucinnost.agencies.models import Person
from soucinnost.kernel.dates import format_date, format_date_long
from soucinnost.notices.composing import absolute
from soucinnost.notices.digests import DigestLine
from soucinnost.notices.selectors import signs_in


@dataclass(frozen=True)
class Part:
    """Lines of one source under its label."""

    label: Any
    lines: Sequence[DigestLine]


def subject_of(parts: Iterable[Part], today: date, *, weekly: bool) -> str:
    """The subject, which says nothing of what waits: it is shown on locked screens."""
    if weekly:
        return _("Týdenní souhrn: %(day)s") % {"day": format_date_long(today)}
    count = sum(len(part.lines) for part in parts)
    return ngettext("Připomenutí: čeká %(count)s věc", "Připomenutí: čeká %(count)s věcí", count) % {"count": count}


def when_of(line: DigestLine, today: date) -> str:
    """By when, in words; "" where there is no day."""
    if line.when:
        return line.when
    if line.day is None:
        return ""
    if line.day < today:
        return _("po termínu %(day)s") % {"day": format_date(line.day)}
    return _("dnes") if line.day == today else _("do %(day)s") % {"day": format_date(line.day)}


def body_of(person: Person, parts: Iterable[Part], today: date, *, more: int, ending: str) -> str:
    """The text: what waits by its kind, how much more there is, how to stop it."""
    blocks = []
    for part in parts:
        rows = [f"{part.label}:"]
        for line in part.lines:
            when = when_of(line, today)
            rows.append(f"– {when}: {line.text}" if when else f"– {line.text}")
            address = absolute(line.url_path) if line.url_path and signs_in(person) else ""
            rows += [f"  {address}"] if address else []
        blocks.append("\n".join(rows))
    if more:
        text = ngettext("A ještě %(count)s další věc.", "A ještě %(count)s dalších věcí.", more)
        blocks.append(text % {"count": more})
    return "\n\n".join([*blocks, ending])


def ending_of(person: Person, circles: Sequence[Circle], *, answers: bool) -> str:
    """How to change or stop it: a page for who signs in, an answer or a person to write to for who does not.

    ``answers`` says that an answer to this mail comes to who runs the group.
    """
    if signs_in(person):
        address = absolute(reverse("notices:preferences"))
        place = address or _("v aplikaci na stránce Můj účet")
        return _("Co a kdy Vám chodí, si zvolíte zde: %(place)s") % {"place": place}
    if answers:
        return _("Když tato připomenutí nechcete, stačí na tento e-mail odpovědět. Vypne je ten, kdo skupinu vede.")
    lines = [_("Když tato připomenutí nechcete, napište tomu, kdo skupinu vede:")]
    names = circle_names(circles)
    for circle in circles:
        told = [f"{one.name}, {one.email}" if one.email else one.name for one in watchers(circle)]
        lines.append(f"– {names[circle.pk]}: " + "; ".join(told))
    return "\n".join(lines)


def links_of(lines: Iterable[tuple[DigestLine, str]]) -> str:
    """One-time links, each under the words of its line."""
    return "\n\n".join(f"{line.text}\n{link}" for line, link in lines)
