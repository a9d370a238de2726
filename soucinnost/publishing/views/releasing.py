"""Preview, publishing, withdrawing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.documents.views import disposition
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.actions import preparing, releasing
from soucinnost.publishing.enums import Decision
from soucinnost.publishing.forms import WithdrawForm
from soucinnost.publishing.models import Preparation, PublicMinutes
from soucinnost.publishing.public import FORMATS, read_parts
from soucinnost.publishing.rules import may_publish
from soucinnost.publishing.selectors.snapshot import Snapshot, files_of, public_paper, snapshot_of
from soucinnost.publishing.selectors.wording import is_outdated, says_more
from soucinnost.publishing.views.common import actor_of, preparation_of, prepared_meeting, show
from soucinnost.ui.submitting import add_errors


def _ready(request: HttpRequest, meeting: Meeting) -> tuple[Preparation, Snapshot | None]:
    """The preparation and what would leave; None while a proposal waits, or when it says what is not open any more."""
    preparation = preparation_of(request, meeting)
    covers = list(preparation.covers.all())
    if any(cover.decision == Decision.WAITING for cover in covers) or says_more(preparation):
        return preparation, None
    return preparation, snapshot_of(preparation, covers)


@require_safe
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """The public page as it would be. While something waits, the page of the preparation says what."""
    meeting = prepared_meeting(request, uid)
    preparation, snapshot = _ready(request, meeting)
    if snapshot is None:
        return redirect("publishing:meeting", uid)
    disclose(
        request, "publishing.previewed", [preparation.uid], object_uid=meeting.uid, circle=meeting.circle.uid
    )
    context = {
        "meeting": meeting, "preparation": preparation, "minutes": read_parts(snapshot.parts),
        "may_publish": may_publish(actor_of(request), meeting), "outdated": is_outdated(meeting, preparation.version),
        "has_page": meeting.group.publishes_minutes,
    }
    return render(request, "publishing/preview.html", context)


@require_safe
def preview_paper(request: HttpRequest, uid: str, fmt: str) -> HttpResponse:
    """The PDF or DOCX as it would be published."""
    if fmt not in FORMATS:
        raise Http404
    meeting = prepared_meeting(request, uid)
    preparation, snapshot = _ready(request, meeting)
    if snapshot is None:
        raise Http404
    controller = meeting.circle.controller
    made = public_paper(
        snapshot, created=timezone.now(), author=controller.organisation.name,
        logo=bytes(controller.logo) if controller.logo else None,
    )
    pdf, docx = files_of(made)
    disclose(
        request, "publishing.paper_downloaded", [preparation.uid], object_uid=meeting.uid, circle=meeting.circle.uid
    )
    response = HttpResponse(pdf if fmt == "pdf" else docx, content_type=FORMATS[fmt])
    response["Content-Disposition"] = disposition(f"nahled.{fmt}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """Publish, then show what is public."""
    meeting = prepared_meeting(request, uid)
    preparation = preparation_of(request, meeting)
    try:
        try:
            releasing.publish(by=actor_of(request), preparation=preparation)
        except releasing.NewProposals as error:
            preparing.propose_again(by=actor_of(request), preparation=preparation)
            return show(request, meeting, status=409, refusal=" ".join(error.messages))
    except ValidationError as error:
        return show(request, meeting, status=422, refusal=" ".join(error.messages))
    messages.success(request, _("Zveřejněno. Zápis je na veřejné stránce skupiny."))
    return redirect("publishing:meeting", uid)


@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take the public version back."""
    meeting = prepared_meeting(request, uid)
    minutes = get_object_or_404(PublicMinutes.objects.visible_to(actor_of(request)), meeting=meeting)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            releasing.withdraw(by=actor_of(request), minutes=minutes, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Staženo. Na veřejné stránce už zápis není."))
            return redirect("publishing:meeting", uid)
    return show(request, meeting, status=422, withdraw_form=form)
