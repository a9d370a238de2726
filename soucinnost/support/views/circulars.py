"""Circulars: writing, choosing to whom, sending, what became of the copies; reading and confirming."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.agencies.models import Organisation, Person
from soucinnost.audit.disclosure import disclose
from soucinnost.documents.models import Attachment
from soucinnost.kernel.numbers import format_bytes
from soucinnost.notices.models import Message
from soucinnost.support import actions
from soucinnost.support.actions.sending import letter_of
from soucinnost.support.enums import CircularState
from soucinnost.support.forms import CircularForm, ConfirmationForm, FileForm, RecipientsForm
from soucinnost.support.letters import draft_file, files_of
from soucinnost.support.models import Circular, Delivery
from soucinnost.support.recipients import Criteria, addressees, tell_apart
from soucinnost.support.rules import is_draft
from soucinnost.support.selectors import lists
from soucinnost.support.selectors.circulars import (
    circular_book,
    copies_of,
    held_addresses,
    opened_by,
    totals_of,
    with_all,
)
from soucinnost.support.views.common import actor_of, attempt, keepers_or_404, step, workbook
from soucinnost.support.words import CIRCULAR_SHAPES
from soucinnost.ui.editing import Editing

PER_PAGE = 100
LISTED = 300
"""So many organisations can be left out one by one; more of them are narrowed by kind and territory."""


def _kept(request: HttpRequest, uid: str) -> Circular:
    """The circular for who keeps it; anybody else is not told that it has such a page."""
    found = Circular.objects.kept_by(actor_of(request)).select_related("keeper", "written_by")
    return get_object_or_404(found, uid=uid)


def _files(circular: Circular) -> list[tuple[Attachment, str]]:
    return [(one, format_bytes(one.size)) for one in files_of(circular.uid)]


@require_safe
def circulars(request: HttpRequest) -> HttpResponse:
    """Circulars that the reader keeps, and those that came."""
    actor = actor_of(request)
    came = list(lists.received(actor)[:PER_PAGE])
    if not came:
        keepers_or_404(request)
    kept = Circular.objects.kept_by(actor).select_related("keeper").order_by("-created_at", "-pk")
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("strana"))
    disclose(request, "circular.listed", [one.uid for one in (*page, *came)])
    context = {
        "page": page, "rows": [(one, CIRCULAR_SHAPES[CircularState(one.state)]) for one in page], "came": came,
        "keeps": bool(lists.keepers_of(actor)) or bool(actor.coordinated_region_ids),
    }
    return render(request, "support/circulars.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a circular; to whom it goes is the next step."""
    actor, keepers = actor_of(request), keepers_or_404(request)
    form = CircularForm(request.POST or None, actor=actor, keepers=keepers)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.write_circular, by=actor, **form.values())
        if made is not None:
            return redirect("support:recipients", uid=made.uid)
    disclose(request, "support.viewed", [one.uid for one in keepers])
    return _form_page(request, form, keepers, _("Napsat oběžník"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Change a circular that has not gone out."""
    actor, found = actor_of(request), _kept(request, uid)
    editing = Editing(
        request, found, lambda record, data: CircularForm(data, actor=actor, keepers=[], record=record)
    )
    form = editing.form
    if editing.carried_out(lambda: actions.change_circular(by=actor, circular=found, **form.values())):
        return redirect("support:circular", uid=found.uid)
    disclose(request, "circular.viewed", object_uid=found.uid)
    return _form_page(request, form, [found.keeper], _("Upravit oběžník"))


def _form_page(request: HttpRequest, form: Any, keepers: Any, heading: str) -> HttpResponse:
    context = {
        "form": form, "record": None, "heading": heading, "back": "support:circulars", "keepers": keepers,
        "organisation_names": [],
    }
    return render(request, "support/form.html", context, status=422 if form.errors else 200)


@require_safe
def circular(request: HttpRequest, uid: str) -> HttpResponse:
    """The circular as its keeper sees it: before sending to whom it would go, afterwards what became of the copies."""
    return _page(request, _kept(request, uid), FileForm())


def _page(request: HttpRequest, found: Circular, file_form: FileForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "one": found, "is_draft": is_draft(found), "shape": CIRCULAR_SHAPES[CircularState(found.state)],
        "files": _files(found), "file_form": file_form,
    }
    if is_draft(found):
        left_out = frozenset(found.left_out.values_list("pk", flat=True))
        chosen = addressees(
            actor_of(request), Criteria.read(found.criteria), timezone.localdate(), left_out=left_out
        )
        context |= {
            "organisations": len(chosen), "reached": sum(bool(one.contacts) for one in chosen),
            "unreached": sum(not one.contacts for one in chosen),
            "people": len({person.pk for one in chosen for person in one.contacts}),
        }
        disclose(request, "circular.viewed", object_uid=found.uid)
    else:
        opened = opened_by(found)
        page = Paginator(with_all(found), PER_PAGE).get_page(request.GET.get("strana"))
        copies = copies_of(page, opened)
        tell_apart([copy.delivery.organisation for copy in copies])
        context |= {
            "page": page, "copies": copies, "totals": totals_of(found, opened),
            "held": held_addresses(found, None),
        }
        disclose(request, "circular.viewed", [copy.delivery.uid for copy in copies], object_uid=found.uid)
    return render(request, "support/circular.html", context, status=status)


@require_http_methods(["GET", "POST"])
def recipients(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose organisations by kind, territory and whether they lead a group."""
    actor, found = actor_of(request), _kept(request, uid)
    stored = Criteria.read(found.criteria)
    editing = Editing(
        request, found, lambda record, data: RecipientsForm(data, criteria=Criteria.read(record.criteria))
    )
    form = editing.form
    if editing.carried_out(
        lambda: actions.choose_recipients(by=actor, circular=found, criteria=form.criteria())
    ):
        return redirect("support:recipients", uid=found.uid)
    chosen = addressees(actor, stored, timezone.localdate())
    shown = chosen if len(chosen) <= LISTED else []
    tell_apart([one.organisation for one in shown])
    disclose(request, "circular.recipients_viewed", [one.organisation.uid for one in chosen], object_uid=found.uid)
    context = {
        "one": found, "form": form, "is_draft": is_draft(found), "chosen": shown, "total": len(chosen),
        "left_out": set(found.left_out.values_list("pk", flat=True)), "limit": LISTED,
        "reached": sum(bool(one.contacts) for one in chosen),
    }
    return render(request, "support/recipients.html", context, status=422 if form.errors else 200)


@require_POST
def leave_out(request: HttpRequest, uid: str) -> HttpResponse:
    """Leave out of the listed organisations those that are not ticked."""
    found = _kept(request, uid)
    stored = Criteria.read(found.criteria)
    chosen = addressees(actor_of(request), stored, timezone.localdate())
    if len(chosen) > LISTED:
        messages.error(request, _("Vybraných organizací mezitím přibylo a nevypisují se. Výběr zůstal, jaký byl."))
        return redirect("support:recipients", uid=found.uid)
    ticked = set(request.POST.getlist("komu"))
    left: list[Organisation] = [one.organisation for one in chosen if one.organisation.uid not in ticked]
    step(
        request, _("Výběr je uložen."), actions.choose_recipients, circular=found, criteria=stored, left_out=left,
    )
    return redirect("support:circular", uid=found.uid)


@require_POST
def add_file(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a file."""
    found = _kept(request, uid)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        added = attempt(form, actions.add_file, by=actor_of(request), circular=found, **form.cleaned_data)
        if added is not None:
            return redirect("support:circular", uid=found.uid)
    return _page(request, found, form, status=422)


@require_POST
def remove_file(request: HttpRequest, uid: str, file_uid: str) -> HttpResponse:
    """Take a file away."""
    found = _kept(request, uid)
    attachment = get_object_or_404(Attachment.objects.filter(pk__in=found.files.values("attachment")), uid=file_uid)
    step(request, _("Soubor je odebrán."), actions.remove_file, circular=found, attachment=attachment)
    return redirect("support:circular", uid=found.uid)


@require_POST
def release(request: HttpRequest, uid: str) -> HttpResponse:
    """Send it. The mails go out in the background."""
    found = _kept(request, uid)
    step(request, _("Oběžník se rozesílá. Stránku můžete opustit."), actions.release, circular=found)
    return redirect("support:circular", uid=found.uid)


@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove a circular that has not gone out."""
    found = _kept(request, uid)
    if step(request, _("Oběžník je odebrán."), actions.remove_circular, circular=found):
        return redirect("support:circulars")
    return redirect("support:circular", uid=found.uid)


@require_safe
def export(request: HttpRequest, uid: str) -> HttpResponse:
    """Who got it, as XLSX."""
    found = _kept(request, uid)
    disclose(request, "circular.exported", found.deliveries.values_list("uid", flat=True), object_uid=found.uid)
    return workbook(circular_book(found, created=timezone.now()), "prijemci-obezniku.xlsx")


@require_safe
def draft(request: HttpRequest, uid: str) -> HttpResponse:
    """The circular as a draft for the keeper's own mailbox, with a hundred addresses that nobody else sees."""
    actor, found = actor_of(request), _kept(request, uid)
    addresses = list(held_addresses(found, request.GET.get("strana")))
    own = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
    if not addresses or own is None:
        raise Http404
    text = letter_of(found, files_of(found.uid), has_account=False)
    content = draft_file(found, text, addresses, sender=own.email or request.user.email)  # type: ignore[union-attr]
    copies = found.deliveries.filter(message__state=Message.State.HELD, message__address__in=addresses)
    disclose(request, "circular.exported", copies.values_list("uid", flat=True), object_uid=found.uid)
    response = HttpResponse(content, content_type="message/rfc822")
    response["Content-Disposition"] = 'attachment; filename="obeznik.eml"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def read(request: HttpRequest, uid: str) -> HttpResponse:
    """The circular as who got it reads it. That it was opened is known from the row that this page leaves."""
    actor = actor_of(request)
    found = get_object_or_404(Circular.objects.visible_to(actor).select_related("keeper"), uid=uid)
    copies = list(Delivery.objects.received_by(actor).filter(circular=found))
    if not copies:
        return redirect("support:circular", uid=found.uid)
    disclose(request, "circular.read", object_uid=found.uid)
    days = [copy.confirmed_on for copy in copies if copy.confirmed_on is not None]
    context = {"one": found, "files": _files(found), "confirmed_on": min(days, default=None)}
    return render(request, "support/read.html", context)


@require_POST
def confirm(request: HttpRequest, uid: str) -> HttpResponse:
    """Confirm that it came."""
    found = get_object_or_404(Circular.objects.received_by(actor_of(request)), uid=uid)
    step(request, _("Potvrzeno."), actions.confirm, circular=found)
    return redirect("support:read", uid=found.uid)


@require_POST
def note_confirmation(request: HttpRequest, uid: str, copy_uid: str) -> HttpResponse:
    """Note a confirmation that came by telephone or mail; an empty day takes it back."""
    found = _kept(request, uid)
    copy = get_object_or_404(Delivery.objects.filter(circular=found).select_related("circular"), uid=copy_uid)
    form = ConfirmationForm(request.POST)
    if form.is_valid():
        step(
            request, _("Zapsáno."), actions.note_confirmation, delivery=copy,
            confirmed_on=form.cleaned_data["confirmed_on"],
        )
    else:
        messages.error(request, " ".join(map(str, form.errors["confirmed_on"])))
    return redirect("support:circular", uid=found.uid)
