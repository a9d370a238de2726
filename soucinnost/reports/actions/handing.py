"""Handing in a report, saying that nothing is new, correcting.

The order of locks is the same everywhere: what carries reports on (``hooks.hold``), the call, the audit chain.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.actions import record
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_datetime
from soucinnost.reports import hooks, rules
from soucinnost.reports.actions.common import lock
from soucinnost.reports.actions.figures import carry_figures, same_figures, state_figures
from soucinnost.reports.content import Content
from soucinnost.reports.enums import ReportState
from soucinnost.reports.findable import find_report, lose_report
from soucinnost.reports.models import Call, Draft, Report
from soucinnost.reports.selectors import last_report, people_of, reporting_seats

ALREADY, CORRECTED = "already", "corrected"
"""Codes of refusals because somebody was faster: the organisation has reported; the version is no longer the last."""


def _ready(by: Actor, call: Call, organisation: Organisation) -> Call:
    """Lock what a first version needs; refuse where there is one already or none is expected."""
    hooks.hold(call)
    call = lock(by, call)
    require(rules.may_write(by, call, organisation), _refusal(call))
    first = Report.objects.filter(call=call, organisation=organisation).select_related("author").order_by("-number")
    existing = first.first()
    if existing is not None:
        message = _("Zpráva této organizace už je odevzdaná (%(when)s). Svůj text můžete odevzdat jako opravu.")
        raise ValidationError(message % {"when": _when(existing)}, code=ALREADY)
    if not reporting_seats([call.circle_id]).filter(organisation=organisation).exists():
        raise ValidationError(_("Tato organizace ve skupině zprávy nepodává."))
    return call


def _refusal(call: Call) -> str:
    if call.closed_on is not None:
        return _("Výzva ke zprávám už je uzavřená. Zprávu za Vás zapíše předseda nebo zapisovatel.")
    return _("Zprávu podává, kdo za organizaci ve skupině sedí.")


def _when(report: Report) -> str:
    who = f", {report.author.name}" if report.author is not None else ""
    return format_datetime(report.handed_in_at) + who


@transaction.atomic
def hand_in(*, by: Actor, call: Call, organisation: Organisation, content: Content) -> Report:
    """Hand in the first version of one's own organisation's report.

    Raises PermissionDenied for who does not sit in the circle for it, ValidationError with the code ``already`` when a
    colleague was faster, and by field for what cannot be read.
    """
    call = _ready(by, call, organisation)
    require(rules.may_hand_in(by, call, organisation), _refusal(call))
    report = _write(by, call, organisation, content.checked(), author_id=by.person_id)
    return _settle(by, report, "report.handed_in")


@transaction.atomic
def hand_in_for(
    *, by: Actor, call: Call, organisation: Organisation, author: Person | None, content: Content
) -> Report:
    """Enter a report that somebody gave by mail or by word, marked with who entered it. Chair and recorder only.

    ``author`` is who gave it: somebody who sits there for the organisation today. Also after the call is closed.
    """
    call = _ready(by, call, organisation)
    require(rules.may_lead(by, call))
    _check_author(call, organisation, author)
    report = _write(
        by, call, organisation, content.checked(), author_id=author.pk if author else None, entered_by_id=by.person_id
    )
    return _settle(by, report, "report.entered")


def _check_author(call: Call, organisation: Organisation, author: Person | None) -> None:
    if author is None or author not in people_of(call.circle, organisation):
        raise ValidationError({"author": _("Vyberte, kdo zprávu podal: někoho, kdo za organizaci ve skupině sedí.")})


@transaction.atomic
def nothing_new(
    *, by: Actor, call: Call, organisation: Organisation, author: Person | None = None
) -> Report:
    """Say that the organisation's last report still holds. Its words are taken over, its numbers are not repeated.

    ``author`` is who said so when chair or recorder enters it. Raises ValidationError without an earlier report.
    """
    call = _ready(by, call, organisation)
    own = rules.may_hand_in(by, call, organisation)
    if not own:
        _check_author(call, organisation, author)
    last = last_report(by, call, organisation)
    if last is None:
        raise ValidationError(_("Dřívější zpráva této organizace tu není. Napište proto aspoň větu."))
    content = Content(text=last.text, problems=last.problems, needs=last.needs)
    report = _write(
        by, call, organisation, content, author_id=by.person_id if own else author.pk if author else None,
        entered_by_id=None if own else by.person_id, state=ReportState.NOTHING_NEW,
        unchanged_since=last.unchanged_since or last.call.for_day,
    )
    return _settle(by, report, "report.nothing_new")


def _write(by: Actor, call: Call, organisation: Organisation, content: Content, **fields: object) -> Report:
    report = Report.objects.create(
        circle=call.circle, call=call, organisation=organisation, text=content.text, problems=content.problems,
        needs=content.needs, handed_in_at=timezone.now(), **fields,
    )
    if report.supersedes_id is None:
        state_figures(by, report, content.numbers, source_uid=report.uid)
    return report


def _settle(by: Actor, report: Report, verb: str) -> Report:
    """What follows every new version: who carries it on, the search, the audit.

    The writer's draft is done with, except after „Beze změny“: what was typed then was not handed in.
    """
    if report.state == ReportState.HANDED_IN:
        Draft.objects.filter(
            call=report.call_id, organisation=report.organisation_id, person_id=by.person_id or 0
        ).delete()
    hooks.take(by=by, report=report)
    if report.supersedes is not None:
        lose_report(report.supersedes)
    find_report(report)
    ids = [report.call.uid, report.organisation.uid]
    record(by=by, verb=verb, object_uid=report.uid, circle=report.circle.uid, ids=ids)
    return report


@transaction.atomic
def correct(*, by: Actor, report: Report, content: Content, author: Person | None = None) -> Report:
    """Hand in a corrected version; the earlier one stays readable. Nothing differs, nothing is written.

    Also after the call is closed. Entered by chair or recorder for others, ``author`` is who said it (the earlier
    author when not given). Raises ValidationError with the code ``corrected`` when somebody corrected it meanwhile.
    """
    hooks.hold(report.call)
    call = lock(by, report.call)
    report = Report.objects.select_related("organisation", "author", "circle").get(pk=report.pk)
    require(rules.may_correct(by, report))
    newer = Report.objects.filter(call=call, organisation=report.organisation_id, number__gt=report.number)
    latest = newer.select_related("author").order_by("-number").first()
    if latest is not None:
        message = _("Zprávu mezitím opravil někdo jiný (%(when)s). Váš text zůstává níže.")
        raise ValidationError(message % {"when": _when(latest)}, code=CORRECTED)
    content = content.checked()
    is_own = rules.speaks_for(by, call, report.organisation)
    if not is_own and author is not None:
        _check_author(call, report.organisation, author)
    if _is_same(report, content):
        return report
    corrected = _write(
        by, call, report.organisation, content, number=report.number + 1, supersedes=report,
        author_id=by.person_id if is_own else (author.pk if author else report.author_id),
        entered_by_id=None if is_own else by.person_id,
    )
    carry_figures(by, report, corrected, content.numbers)
    return _settle(by, corrected, "report.corrected")


def _is_same(report: Report, content: Content) -> bool:
    words = (report.text, report.problems, report.needs) == (content.text, content.problems, content.needs)
    return words and report.state == ReportState.HANDED_IN and same_figures(report, content.numbers)
