"""The plain-text mails that ask for a report. They say everything that matters without a link."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.models import Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.models import Claim
from soucinnost.kernel.dates import format_date
from soucinnost.notices.composing import absolute
from soucinnost.reports.models import Call, Report
from soucinnost.reports.words import number_text, since_text

ASK, REMINDER, MOVED = "report_call", "report_reminder", "report_moved"


@dataclass(frozen=True)
class Letter:
    """A mail: its kind, subject and text; ``link`` is a one-time address that goes out with it and is forgotten."""

    kind: str
    subject: str
    body: str
    link: str = ""


def ask_message(
    call: Call, organisation: Organisation, person: Person, last: Report | None, *, kind: str = ASK,
    answers_to: Iterable[Person] = (), link: str = "",
) -> Letter:
    """Write the mail that asks ``person`` for the organisation's report, in the active language.

    ``last`` is the organisation's last report, told whole; ``answers_to`` are those to whom one may answer by mail.
    An address of a page stands in it only where the installation knows its own and the person can sign in; ``link`` is
    a one-time address for who cannot.
    """
    subjects = {
        ASK: _("Prosba o zprávu do %(day)s: %(group)s"),
        REMINDER: _("Připomínka: zpráva do %(day)s, %(group)s"),
        MOVED: _("Nový termín zprávy: do %(day)s, %(group)s"),
    }
    subject = subjects[kind] % {"day": format_date(call.due_on), "group": call.group.name}
    parts = [_head(call, organisation), _what(), _ways(call, organisation, person, answers_to, has_link=bool(link))]
    if last is not None:
        parts.append(_last(last))
    return Letter(kind=kind, subject=subject, body="\n\n".join(parts), link=link)


def _head(call: Call, organisation: Organisation) -> str:
    return "\n".join(
        (
            _("Prosíme o zprávu Vaší organizace k jednání."), "",
            _("Organizace: %(name)s") % {"name": organisation.name},
            _("Skupina: %(name)s") % {"name": call.group.name},
            _("Jednání: %(day)s") % {"day": format_date(call.for_day)},
            _("Zprávu pošlete do: %(day)s") % {"day": format_date(call.due_on)},
        )
    )


def _what() -> str:
    return "\n".join(
        (
            _("Stačí pár vět: co je nového, jaké máte problémy a co potřebujete."),
            _("Čísla pište s jednotkou a obdobím, případně z jakého celku (40 ze 120)."),
            _("Údaje o konkrétních lidech do zprávy nepatří, jen počty, druhy a místa."),
        )
    )


def _ways(
    call: Call, organisation: Organisation, person: Person, answers_to: Iterable[Person], *, has_link: bool
) -> str:
    lines = [_("Jak odpovědět:")]
    address = absolute(reverse("reports:write", args=[call.uid, organisation.uid]))
    if address and person.user is not None and person.user.is_active:
        lines.append(_("– v aplikaci: %(address)s") % {"address": address})
    if has_link:
        lines.append(_("– odkazem na konci této zprávy, bez přihlášení (jde použít jednou)"))
    reachable = [f"{one.name}, {one.email}" for one in answers_to if one.email and one.pk != person.pk]
    if reachable:
        lines.append(_("– nebo e-mailem, vlastními slovy: %(people)s") % {"people": "; ".join(reachable)})
    elif len(lines) == 1:
        lines.append(_("– řekněte ji předsedovi nebo zapisovateli skupiny, zapíší ji za Vás"))
    lines.append(_("Když se od minula nic nezměnilo, stačí napsat „beze změny“."))
    return "\n".join(lines)


def _last(report: Report) -> str:
    lines = [_("Vaše minulá zpráva (k jednání %(day)s):") % {"day": format_date(report.call.for_day)}, ""]
    lines.append(plain_text(report))
    return "\n".join(lines)


def plain_text(report: Report) -> str:
    """A report as plain text, its numbers at the end; the report comes with its figures."""
    parts = [since_text(report)] if report.unchanged_since is not None else []
    for label, text in (("", report.text), (_("Problémy"), report.problems), (_("Potřeby"), report.needs)):
        if text:
            parts.append(f"{label}: {text}" if label else text)
    claims: list[Claim] = [figure.claim for figure in report.figures.all()]
    if claims:
        parts.append("\n".join([_("Čísla:"), *(f"– {number_text(claim)}" for claim in claims)]))
    return "\n\n".join(parts)


def answering_people(call: Call) -> list[Person]:
    """To whom one may answer by mail: recorders, then chairs, who sit in the circle today and have an address."""
    seats = Seat.objects.on(timezone.localdate()).filter(Q(is_recorder=True) | Q(is_chair=True), circle=call.circle_id)
    found = seats.select_related("person").order_by("-is_recorder", "pk")
    return list({seat.person_id: seat.person for seat in found if seat.person.email}.values())
