"""Handing in a report by a one-time link, for somebody without an account."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.notices.actions import consume
from soucinnost.notices.models import OneTimeLink
from soucinnost.reports import actions
from soucinnost.reports.content import MOST_NUMBERS, TEXTS
from soucinnost.reports.forms import Sheet
from soucinnost.reports.links import organisation_of
from soucinnost.reports.models import Report
from soucinnost.reports.rules import may_hand_in
from soucinnost.reports.views.common import actor_of
from soucinnost.reports.views.writing import Desk, desk_for, find_newest, pressed, start_with
from soucinnost.ui.submitting import add_errors


def answer(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """Show the form with the last report beside it; handing in, or „Beze změny“, consumes the link.

    What was typed is kept as the person's draft before anything else is tried, unless it looks like personal data.
    Where the lead organisation wants a second factor a link takes a report and shows none, nor anybody's draft.
    """
    actor = actor_of(request)
    call, organisation = organisation_of(actor, link)
    desk = desk_for(actor, call, organisation, None)
    desk.newest = Report.objects.visible_to(actor).current().filter(call=call, organisation=organisation).first()
    shown = replace(desk, last=None, drafts=[]) if link.circle.controller.requires_mfa else desk
    empty = Sheet(start_with(actor, shown), bound=False)
    if not may_hand_in(actor, call, organisation):
        return _show(request, link, desk, empty, is_closed=True)
    if request.method != "POST":
        return _show(request, link, desk, empty)
    if "beze_zmeny" in request.POST:
        return _unchanged(request, link, actor, desk, empty)
    typed, changed = pressed(request, shown)
    if changed:
        return _show(request, link, desk, Sheet(typed, bound=False))
    sheet = Sheet(typed, bound=True, confirmed=request.POST.get("personal_data_confirmed", ""))
    valid = sheet.is_valid()
    if not sheet.warns:
        actions.save_draft(by=actor, call=call, organisation=organisation, typed=typed)
    if valid:
        try:
            with transaction.atomic():
                actions.hand_in(by=actor, call=call, organisation=organisation, content=sheet.content())
                consume(by=actor, link=link)
        except ValidationError as error:
            if getattr(error, "code", "") == "spent":
                raise
            find_newest(actor, desk, error)
            add_errors(sheet.form, error)
        except PermissionDenied as error:
            sheet.form.add_error(None, str(error))
        else:
            return _show(request, link, desk, sheet, done=_("Zpráva je odevzdaná, děkujeme."))
    return _show(request, link, desk, sheet, status=422)


def _unchanged(request: HttpRequest, link: OneTimeLink, actor: Actor, desk: Desk, sheet: Sheet) -> HttpResponse:
    try:
        with transaction.atomic():
            actions.nothing_new(by=actor, call=desk.call, organisation=desk.organisation)
            consume(by=actor, link=link)
    except ValidationError as error:
        if getattr(error, "code", "") == "spent":
            raise
        find_newest(actor, desk, error)
        return _show(request, link, desk, sheet, refused=" ".join(error.messages), status=422)
    return _show(request, link, desk, sheet, done=_("Zpráva „beze změny“ je odevzdaná, děkujeme."))


def _show(
    request: HttpRequest, link: OneTimeLink, desk: Desk, sheet: Sheet, *, is_closed: bool = False, done: str = "",
    refused: str = "", status: int = 200,
) -> HttpResponse:
    shown = [one.uid for one in (desk.last, desk.newest) if one is not None] + [draft.uid for draft in desk.drafts]
    disclose(request, "report.edited", shown, object_uid=desk.call.uid, circle=desk.call.circle.uid)
    strict = link.circle.controller.requires_mfa
    context = {
        "link": link, "call": desk.call, "organisation": desk.organisation, "last": None if strict else desk.last,
        "newest": desk.newest, "sheet": sheet, "form": sheet.form, "done": done, "refused": refused,
        "fields": [(sheet.form[name], "" if strict else getattr(desk.last, name, ""), name) for name in TEXTS],
        "is_closed": is_closed, "may_add": len(sheet.rows) < MOST_NUMBERS,
        "unchanged": desk.last is not None and desk.newest is None,
    }
    return render(request, "reports/link_report.html", context, status=status)
