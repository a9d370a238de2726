"""The plain-text mails of a collection. They say everything that matters without a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Person
from soucinnost.evidence.periods import period_text
from soucinnost.kernel.dates import format_date
from soucinnost.notices.composing import absolute
from soucinnost.notices.selectors import signs_in
from soucinnost.strategy.models import Ask
from soucinnost.strategy.selectors.whole import MeasureView

ASKED, REMINDER, MOVED = "collection_asked", "collection_reminder", "collection_moved"


@dataclass(frozen=True)
class Letter:
    """A mail: its kind, subject and text; ``link`` is a one-time address that goes out with it and is forgotten."""

    kind: str
    subject: str
    body: str
    link: str = ""


def letter(
    ask: Ask, person: Person, places: Sequence[MeasureView], *, kind: str = ASKED, answers_to: Iterable[Person] = (),
    link: str = "",
) -> Letter:
    """Write the mail that asks ``person`` what was done, in the active language."""
    collection = ask.collection
    subjects = {
        ASKED: _("Co se udělalo, prosíme do %(day)s: %(title)s"),
        REMINDER: _("Připomínka do %(day)s: %(title)s"),
        MOVED: _("Nový termín %(day)s: %(title)s"),
    }
    subject = subjects[kind] % {"day": format_date(collection.due_on), "title": collection.title}
    parts = [_head(ask), _measures(places), collection.note, _what(), _ways(ask, person, answers_to, bool(link))]
    return Letter(kind, subject, "\n\n".join(part for part in parts if part), link)


def _head(ask: Ask) -> str:
    collection = ask.collection
    return "\n".join((
        _("Prosíme, napište, co se udělalo v opatřeních strategie, za která odpovídá Vaše organizace."), "",
        _("Organizace: %(name)s") % {"name": ask.organisation.name},
        _("Strategie: %(name)s") % {"name": ask.strategy.title},
        _("Období: %(period)s") % {"period": period_text(collection.period_from, collection.period_to)},
        _("Odevzdejte do: %(day)s") % {"day": format_date(collection.due_on)},
    ))


def _measures(places: Sequence[MeasureView]) -> str:
    lines = [f"– {place.number} {place.measure.title}" for place in places]
    return "\n".join([_("Vaše opatření:"), *lines]) if lines else ""


def _what() -> str:
    return "\n".join((
        _("U každého stačí pár vět: co se udělalo a co ne a proč. Čísla jen ta, která znáte."),
        _("Prázdné pole znamená neuvedeno, ne nulu."),
        _("Údaje o konkrétních lidech sem nepatří, jen počty, druhy a místa."),
    ))


def _ways(ask: Ask, person: Person, answers_to: Iterable[Person], has_link: bool) -> str:
    lines = [_("Jak odpovědět:")]
    address = absolute(reverse("strategy:answer", args=[ask.uid]))
    if address and signs_in(person):
        lines.append(_("– v aplikaci: %(address)s") % {"address": address})
    if has_link:
        lines.append(_("– odkazem na konci této zprávy, bez přihlášení; rozepsané se ukládá, odevzdá se jednou"))
    reachable = [f"{one.name}, {one.email}" for one in answers_to if one.email and one.pk != person.pk]
    if reachable:
        lines.append(_("– nebo e-mailem, vlastními slovy: %(people)s") % {"people": "; ".join(reachable)})
    elif len(lines) == 1:
        lines.append(_("– řekněte to tomu, kdo strategii píše, zapíše to za Vás"))
    return "\n".join(lines)


def answering_people(circle_id: int) -> list[Person]:
    """To whom one may answer by mail: who writes the strategy, then who answers for it, with an address."""
    seats = Seat.objects.on(timezone.localdate()).filter(Q(is_recorder=True) | Q(is_chair=True), circle=circle_id)
    found = seats.select_related("person").order_by("-is_recorder", "pk")
    return list({seat.person_id: seat.person for seat in found if seat.person.email}.values())
