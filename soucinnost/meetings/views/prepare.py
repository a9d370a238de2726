"""Preparing a meeting: its agenda, what comes into it, papers of items."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.assignments.models import Assignment
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.enums import StandingItemKind
from soucinnost.groups.models import Topic
from soucinnost.meetings.actions import agenda
from soucinnost.meetings.forms.prepare import ItemForm, PaperForm, QuickItemForm
from soucinnost.meetings.models import AgendaItem, AgendaPaper, CarriedTask, Meeting
from soucinnost.meetings.quick import Quick, read_quick
from soucinnost.meetings.rules import PLANNED, may_cancel, may_invite, may_prepare, may_start
from soucinnost.meetings.selectors.invitation import place_text, when_text
from soucinnost.meetings.selectors.prepare import PreparePage, item_rows, read_prepare, seats_for_naming
from soucinnost.meetings.selectors.replies import replies_of
from soucinnost.meetings.views.common import actor_of, visible_meeting
from soucinnost.notices.selectors import bouncing
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors

TYPED_NAME = "jiny"


def _preparable(request: HttpRequest, uid: str) -> Meeting:
    meeting = visible_meeting(request, uid)
    require(may_prepare(actor_of(request), meeting))
    return meeting


def _item(request: HttpRequest, meeting: Meeting, item_uid: str) -> AgendaItem:
    items = AgendaItem.objects.visible_to(actor_of(request)).filter(meeting=meeting)
    return get_object_or_404(items.select_related("meeting", "presenter"), uid=item_uid)


def _show(
    request: HttpRequest, meeting: Meeting, *, quick: QuickItemForm | None = None, asked: Quick[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; forms that were refused come back filled in."""
    actor = actor_of(request)
    page = read_prepare(actor, meeting, all_proposed=request.GET.get("navrzeno") == "vse")
    replies = replies_of(actor, meeting, page.recipients.seats)
    returned = bouncing(actor, {person.pk for person in page.recipients.people})
    shown = page.uids + replies.uids
    disclose(request, "meeting.prepared_viewed", shown, object_uid=meeting.uid, circle=meeting.circle.uid)
    return render(
        request, "meetings/prepare.html",
        {
            "page": page, "meeting": meeting, "replies": replies, "quick": quick or QuickItemForm(), "asked": asked,
            "typed_name": TYPED_NAME, "when": when_text(meeting),
            "place": place_text(meeting), "today": timezone.localdate(), "mail": settings.MAIL_ENABLED,
            "options": _options(page), "is_planned": meeting.state in PLANNED, "may_start": may_start(actor, meeting),
            "may_invite": may_invite(actor, meeting), "may_cancel": may_cancel(actor, meeting),
            "returned": [person for person in page.recipients.people if person.pk in returned],
        },
        status=status,
    )


def _options(page: PreparePage) -> SafeString:
    """Items as choices of where a task belongs: the same for each task of the page, so written once."""
    return format_html_join(
        "", '<option value="{}"{}>{}. {}</option>',
        (
            (
                row.item.uid, mark_safe(" selected") if row.item.kind == StandingItemKind.TASKS else "",
                row.line.number, Truncator(row.item.title).chars(30),
            )
            for row in page.rows
        ),
    )


@require_safe
def prepare(request: HttpRequest, uid: str) -> HttpResponse:
    """The agenda with its times, what waits to be put on it, the invitation, who comes."""
    return _show(request, _preparable(request, uid))


@require_safe
def printed(request: HttpRequest, uid: str) -> HttpResponse:
    """The agenda as a sheet of paper for who leads the meeting, with what stands inside the items."""
    meeting = _preparable(request, uid)
    page: PreparePage = read_prepare(actor_of(request), meeting)
    disclose(request, "meeting.printed", page.uids, object_uid=meeting.uid, circle=meeting.circle.uid)
    return render(
        request, "meetings/print.html",
        {
            "page": page, "meeting": meeting, "when": when_text(meeting), "place": place_text(meeting),
            "today": timezone.localdate(),
        },
    )


# -- items


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: str) -> HttpResponse:
    """Add an item typed in one line; a name that fits several members is asked about. Reading leads to the page."""
    actor, meeting = actor_of(request), _preparable(request, uid)
    if request.method == "GET":
        return redirect("meetings:prepare", uid=meeting.uid)
    form = QuickItemForm(request.POST)
    asked = None
    if form.is_valid():
        people = {seat.person_id: seat.person for seat in seats_for_naming(meeting)}
        read = read_quick(form.cleaned_data["text"], list(people.values()))
        chosen = form.cleaned_data["presenter"]
        presenter = next((person for person in read.people if person.uid == chosen), None)
        if len(read.people) == 1 and chosen != TYPED_NAME:
            presenter = read.people[0]
        if len(read.people) > 1 and presenter is None:
            asked = read
            form.add_error("text", _("Tak se jmenuje víc členů. Vyberte níže, kdo z nich bod uvede."))
        else:
            try:
                agenda.add_item(
                    by=actor, meeting=meeting, title=read.title, minutes=read.minutes, presenter=presenter,
                    presenter_name=read.presenter_name,
                )
            except ValidationError as error:
                form.add_error("text", error.messages)
            else:
                return redirect(f"{_home(meeting)}#novy")
    return _show(request, meeting, quick=form, asked=asked, status=422)


def _home(meeting: Meeting) -> str:
    return reverse("meetings:prepare", args=[meeting.uid])


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """One item: title, time, presenter, note, who may see it, its papers and tasks."""
    meeting = _preparable(request, uid)
    found = _item(request, meeting, item_uid)
    editing = _editing(request, meeting, found)
    form = editing.form
    if editing.carried_out(
        lambda: agenda.change_item(by=actor_of(request), item=found, **form.values()), _("Bod je uložený.")
    ):
        return redirect(f"{_home(meeting)}#b-{found.uid}")
    return _show_item(request, meeting, found, form, PaperForm(), 422 if request.method == "POST" else 200)


def _editing(request: HttpRequest, meeting: Meeting, found: AgendaItem, *, sent: bool = True) -> Editing:
    def make(item: AgendaItem, data: Any) -> ItemForm:
        return ItemForm(data, meeting=meeting, item=item, initial=ItemForm.start_of(item))

    return Editing(
        request, found, make, lock=meeting, back=reverse("meetings:item", args=[meeting.uid, found.uid]), sent=sent
    )


def _show_item(
    request: HttpRequest, meeting: Meeting, found: AgendaItem, form: ItemForm, paper_form: PaperForm, status: int
) -> HttpResponse:
    rows = item_rows(actor_of(request), meeting)
    row = next(row for row in rows if row.item.pk == found.pk)
    ids = [found.uid, *(one.attachment.uid for one in row.papers), *(one.assignment.uid for one in row.carried)]
    disclose(request, "agenda.item_viewed", ids, object_uid=found.uid, circle=meeting.circle.uid)
    return render(
        request, "meetings/item.html",
        {
            "meeting": meeting, "item": found, "row": row, "form": form, "paper_form": paper_form,
            "others": [other for other in rows if other.item.pk != found.pk], "today": timezone.localdate(),
        },
        status=status,
    )


@require_POST
def order(request: HttpRequest, uid: str) -> HttpResponse:
    """Put the items into the order that was sent (``order=uid&order=uid…``)."""
    meeting = _preparable(request, uid)
    try:
        agenda.order_items(by=actor_of(request), meeting=meeting, uids=request.POST.getlist("order"))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=409)
    return HttpResponse(status=204)


@require_POST
def shift(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Move an item one place up or down."""
    meeting = _preparable(request, uid)
    found = _item(request, meeting, item_uid)
    agenda.shift_item(by=actor_of(request), item=found, up=request.POST.get("kam") == "nahoru")
    return redirect(f"{_home(meeting)}#b-{found.uid}")


@require_POST
def remove(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Take an item off the agenda."""
    meeting = _preparable(request, uid)
    found = _item(request, meeting, item_uid)
    try:
        agenda.remove_item(by=actor_of(request), item=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:item", uid=meeting.uid, item_uid=found.uid)
    messages.success(request, _("Bod je z programu odebraný."))
    return redirect("meetings:prepare", uid=meeting.uid)


# -- papers


@require_POST
def paper(request: HttpRequest, uid: str, item_uid: str) -> HttpResponse:
    """Attach a paper to an item."""
    meeting = _preparable(request, uid)
    found = _item(request, meeting, item_uid)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            agenda.add_paper(
                by=actor_of(request), item=found, upload=form.cleaned_data["upload"], title=form.cleaned_data["title"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Podklad je přiložený."))
            return redirect("meetings:item", uid=meeting.uid, item_uid=found.uid)
    start = _editing(request, meeting, found, sent=False).form
    return _show_item(request, meeting, found, start, form, 422)


@require_POST
def paper_remove(request: HttpRequest, uid: str, file_uid: str) -> HttpResponse:
    """Take a paper off its item."""
    meeting = _preparable(request, uid)
    papers = AgendaPaper.objects.visible_to(actor_of(request)).filter(item__meeting=meeting)
    found = get_object_or_404(papers.select_related("item", "attachment"), attachment__uid=file_uid)
    agenda.remove_paper(by=actor_of(request), paper=found)
    messages.success(request, _("Podklad je odebraný."))
    return redirect("meetings:item", uid=meeting.uid, item_uid=found.item.uid)


# -- what waits to be put on the agenda


@require_POST
def topic(request: HttpRequest, uid: str) -> HttpResponse:
    """Put an open topic on the agenda."""
    actor, meeting = actor_of(request), _preparable(request, uid)
    topics = Topic.objects.visible_to(actor).filter(group=meeting.group)
    found = get_object_or_404(topics, uid=request.POST.get("tema", ""))
    try:
        made = agenda.schedule_topic(by=actor, meeting=meeting, topic=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("meetings:prepare", uid=meeting.uid)
    return redirect(f"{_home(meeting)}#b-{made.uid}")


@require_POST
def task(request: HttpRequest, uid: str) -> HttpResponse:
    """Put a task into an item, move it to another, or (``bod`` empty) take it off the agenda; or carry all at once."""
    actor, meeting = actor_of(request), _preparable(request, uid)
    if "vsechny" in request.POST:
        agenda.carry_unfinished(by=actor, meeting=meeting)
        return redirect("meetings:prepare", uid=meeting.uid)
    found = get_object_or_404(
        Assignment.objects.visible_to(actor).filter(group=meeting.group), uid=request.POST.get("ukol", "")
    )
    into = request.POST.get("bod", "")
    if not into:
        carried = CarriedTask.objects.visible_to(actor).filter(item__meeting=meeting, assignment=found)
        agenda.drop_task(by=actor, carried=get_object_or_404(carried.select_related("item", "assignment")))
        messages.success(request, _("Úkol není v programu. Zůstává otevřený a nabídne se znovu."))
        return redirect("meetings:prepare", uid=meeting.uid)
    target = _item(request, meeting, into)
    try:
        agenda.carry_task(by=actor, item=target, assignment=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{_home(meeting)}#b-{target.uid}")
