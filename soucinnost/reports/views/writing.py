"""Writing a report: the form, „Beze změny“, correcting, throwing a draft away.

Every press keeps what was typed before anything else is tried, unless it looks like personal data: that is warned of
before it is stored anywhere.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.reports import actions
from soucinnost.reports.actions.drafts import says_something, state_of
from soucinnost.reports.actions.handing import ALREADY, CORRECTED
from soucinnost.reports.content import MOST_NUMBERS, TEXTS
from soucinnost.reports.forms import (
    Sheet,
    Typed,
    merged,
    offered_from,
    taking,
    typed_in,
    typed_of,
    with_row,
    without_row,
)
from soucinnost.reports.models import Call, Draft, Report
from soucinnost.reports.rules import may_correct, may_write, speaks_for
from soucinnost.reports.selectors import Row, drafts_for, last_report, people_of, row_of, versions_of, with_figures
from soucinnost.reports.views.common import actor_of, visible_call
from soucinnost.ui.submitting import add_errors

LAST = "minule"


@dataclass
class Desk:
    """What one form of a report works with. ``report`` is the version that is corrected, None for a first one."""

    call: Call
    organisation: Organisation
    report: Report | None
    last: Report | None
    drafts: list[Draft]
    on_behalf: list[Person]
    newest: Report | None = None
    state: str = ""
    is_overtaken: bool = False

    @property
    def base(self) -> int:
        """The number of the version that is typed over."""
        return self.report.number if self.report is not None else 0

    def own_draft(self, actor: Actor) -> Draft | None:
        """What the actor was typing here."""
        return next((draft for draft in self.drafts if draft.person_id == actor.person_id), None)

    def words_of(self, source: str) -> Typed | None:
        """What can be taken into the fields: of the last report, or of a colleague's draft by its uid."""
        if source == LAST and self.last is not None:
            return typed_of(self.last)
        return next((draft.content for draft in self.drafts if draft.uid == source), None)


def _row(request: HttpRequest, call: Call, organisation_uid: str) -> Row:
    row = row_of(actor_of(request), call, organisation_uid)
    if row is None:
        raise Http404
    return row


def desk_for(actor: Actor, call: Call, organisation: Organisation, report: Report | None) -> Desk:
    """What the form of an organisation's report works with, as far as the actor may see it."""
    own = speaks_for(actor, call, organisation)
    return Desk(
        call=call, organisation=organisation, report=report, last=last_report(actor, call, organisation),
        drafts=drafts_for(actor, call, organisation), on_behalf=[] if own else people_of(call.circle, organisation),
    )


def start_with(actor: Actor, desk: Desk) -> Typed:
    """What the fields begin with: one's own draft, brought over a version that came meanwhile; else the version that
    is corrected; else the rows of the last report without values.
    """
    draft = desk.own_draft(actor)
    if desk.report is None:
        return {**offered_from(None), **draft.content} if draft is not None else offered_from(desk.last)
    stands = typed_of(desk.report)
    if draft is None:
        return stands
    return {**stands, **draft.content} if draft.base == desk.base else merged(stands, draft.content)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, uid: str, org_uid: str) -> HttpResponse:
    """The form of an organisation's report: by its own people, or on behalf by who runs the group."""
    actor, call = actor_of(request), visible_call(request, uid)
    row = _row(request, call, org_uid)
    if row.report is not None and request.method == "GET":
        return redirect("reports:report", uid=row.report.uid)
    allowed = may_write(actor, call, row.organisation)
    if not allowed and speaks_for(actor, call, row.organisation):
        return _closed(request, call, row)
    require(allowed)
    desk = desk_for(actor, call, row.organisation, None)
    desk.newest = row.report
    return _form(request, desk)


def _closed(request: HttpRequest, call: Call, row: Row) -> HttpResponse:
    """The call was closed: the page says so, with what was typed still on it."""
    actor = actor_of(request)
    desk = desk_for(actor, call, row.organisation, None)
    typed = typed_in(request.POST) if request.method == "POST" else start_with(actor, desk)
    sheet = Sheet(typed, bound=request.method == "POST")
    return _show(request, desk, sheet, is_closed=True, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uid: str) -> HttpResponse:
    """The form that corrects a report. An older version leads to the newest, which alone can be corrected."""
    actor = actor_of(request)
    report = get_object_or_404(with_figures(Report.objects.visible_to(actor)), uid=uid)
    require(may_correct(actor, report))
    newest = versions_of(actor, report)[0]
    if newest.pk != report.pk and request.method == "GET":
        return redirect("reports:correct", uid=newest.uid)
    desk = desk_for(actor, report.call, report.organisation, report)
    desk.newest = newest if newest.pk != report.pk else None
    return _form(request, desk)


def _form(request: HttpRequest, desk: Desk) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "GET":
        desk.state = state_of(desk.own_draft(actor))
        return _show(request, desk, Sheet(start_with(actor, desk), bound=False, people=desk.on_behalf))
    typed, changed = pressed(request, desk)
    desk.state = request.POST.get("rozepsano", "")
    if changed:
        return _show(request, desk, Sheet(typed, bound=False, people=desk.on_behalf), status=200)
    confirmed = request.POST.get("personal_data_confirmed", "")
    sheet = Sheet(typed, bound=True, people=desk.on_behalf, confirmed=confirmed)
    valid = sheet.is_valid()
    if not sheet.warns:
        if not _keeps(request, desk, sheet, typed):
            return _show(request, desk, sheet, status=422)
        if "rozepsane" in request.POST:
            messages.success(request, _("Rozepsaná zpráva je uložená. Odevzdaná zatím není."))
            return redirect(request.path)
    if valid:
        try:
            report = _hand_in(actor, desk, sheet)
        except ValidationError as error:
            find_newest(actor, desk, error)
            add_errors(sheet.form, error)
        else:
            messages.success(request, _("Zpráva je odevzdaná."))
            return redirect("reports:report", uid=report.uid)
    return _show(request, desk, sheet, status=422)


def _keeps(request: HttpRequest, desk: Desk, sheet: Sheet, typed: Typed) -> bool:
    """Keep what was typed as a draft, unless the writer kept another text in another window since."""
    actor, over = actor_of(request), request.POST.get("rozepsano")
    try:
        kept = actions.save_draft(
            by=actor, call=desk.call, organisation=desk.organisation, typed=typed, base=desk.base, over=over
        )
    except ValidationError as error:
        add_errors(sheet.form, error)
        desk.is_overtaken = True
        desk.drafts = drafts_for(actor, desk.call, desk.organisation)
        desk.state = state_of(desk.own_draft(actor))
        return False
    desk.state = state_of(kept)
    return True


def find_newest(actor: Actor, desk: Desk, error: ValidationError) -> None:
    """When somebody was faster, remember their version, so that the page leads to correcting it."""
    if getattr(error, "code", "") in {ALREADY, CORRECTED}:
        current = Report.objects.visible_to(actor).current()
        desk.newest = current.filter(call=desk.call, organisation=desk.organisation).first()


def pressed(request: HttpRequest, desk: Desk) -> tuple[Typed, bool]:
    """What was typed, after a button that only changes the fields; and whether it was such a button."""
    typed = typed_in(request.POST)
    if "pridat" in request.POST:
        return with_row(typed), True
    if "odebrat" in request.POST:
        return without_row(typed, request.POST["odebrat"]), True
    if "vzit" in request.POST:
        source, _dot, name = request.POST["vzit"].partition(".")
        words = desk.words_of(source)
        if words is None:
            return typed, True
        taken = taking(typed, words, [name] if name in TEXTS else TEXTS)
        if source != LAST:
            taken["numbers"] = [*typed["numbers"], *words.get("numbers", ())][:MOST_NUMBERS]
        return taken, True
    return typed, False


def _hand_in(actor: Actor, desk: Desk, sheet: Sheet) -> Report:
    content, author = sheet.content(), sheet.form.author_person
    if desk.report is not None:
        return actions.correct(by=actor, report=desk.report, content=content, author=author)
    if desk.on_behalf or not speaks_for(actor, desk.call, desk.organisation):
        return actions.hand_in_for(
            by=actor, call=desk.call, organisation=desk.organisation, author=author, content=content
        )
    return actions.hand_in(by=actor, call=desk.call, organisation=desk.organisation, content=content)


def _show(
    request: HttpRequest, desk: Desk, sheet: Sheet, *, is_closed: bool = False, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    ids = [desk.call.uid, *(one.uid for one in (desk.report, desk.last, desk.newest) if one is not None)]
    ids += [draft.uid for draft in desk.drafts]
    disclose(request, "report.edited", list(dict.fromkeys(ids)), object_uid=desk.call.uid, circle=desk.call.circle.uid)
    others = [draft for draft in desk.drafts if draft.person_id != actor.person_id or desk.is_overtaken]
    context = {
        "call": desk.call, "organisation": desk.organisation, "report": desk.report, "last": desk.last,
        "newest": desk.newest, "sheet": sheet, "form": sheet.form, "others": others, "draft": desk.own_draft(actor),
        "fields": [(sheet.form[name], getattr(desk.last, name, ""), name) for name in TEXTS],
        "on_behalf": bool(desk.on_behalf) or not speaks_for(actor, desk.call, desk.organisation),
        "is_closed": is_closed, "state": desk.state, "is_overtaken": desk.is_overtaken,
        "may_add": len(sheet.rows) < MOST_NUMBERS,
        "unchanged": desk.report is None and desk.newest is None and desk.last is not None and not is_closed,
    }
    return render(request, "reports/form.html", context, status=status)


@require_POST
def nothing_new(request: HttpRequest, uid: str, org_uid: str) -> HttpResponse:
    """„Beze změny“: one press. What was typed beside it is kept as a draft, should the press have been a slip."""
    actor, call = actor_of(request), visible_call(request, uid)
    row = _row(request, call, org_uid)
    people = {person.uid: person for person in people_of(call.circle, row.organisation)}
    author = people.get(request.POST.get("author", "")) or next(iter(people.values()), None)
    if not speaks_for(actor, call, row.organisation):
        require(may_write(actor, call, row.organisation))
    typed = typed_in(request.POST)
    if says_something(typed) and not Sheet(typed, bound=True).warns:
        actions.save_draft(by=actor, call=call, organisation=row.organisation, typed=typed)
    try:
        report = actions.nothing_new(by=actor, call=call, organisation=row.organisation, author=author)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("reports:write", uid=uid, org_uid=org_uid)
    except PermissionDenied as error:
        messages.error(request, str(error))
        return redirect("reports:call", uid=uid)
    messages.success(request, _("Zpráva „beze změny“ je odevzdaná."))
    return redirect("reports:report", uid=report.uid)


@require_POST
def drop_draft(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw one's own draft away."""
    actor = actor_of(request)
    drafts = Draft.objects.visible_to(actor).select_related("call__circle", "organisation")
    draft = get_object_or_404(drafts, uid=uid)
    require(draft.person_id == actor.person_id)
    call, organisation = draft.call, draft.organisation
    actions.drop_draft(by=actor, draft=draft)
    messages.success(request, _("Rozepsaný text je zahozený."))
    return redirect("reports:write", uid=call.uid, org_uid=organisation.uid)
