"""Readings that wait: uploading an evaluation, throwing a reading away."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.intake.evaluations import draft as shape
from soucinnost.intake.evaluations.actions import AlreadyTaken, discard, take_in
from soucinnost.intake.evaluations.enums import ReadingState
from soucinnost.intake.evaluations.forms import UploadForm
from soucinnost.intake.evaluations.models import EvaluationReading
from soucinnost.intake.evaluations.page import count_of
from soucinnost.intake.evaluations.rules import may_discard, takes_in_any
from soucinnost.intake.evaluations.views.common import shown, visible_reading
from soucinnost.intake.forms import DiscardForm
from soucinnost.intake.views.common import actor_of
from soucinnost.ui.submitting import carried_out

SHOWN = 100


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Readings that wait for correction and those that were saved, and the field for another file."""
    actor = actor_of(request)
    require(takes_in_any(actor))
    asked = request.GET.get("strategie", "")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, before = UploadForm(*sent, actor=actor, asked=asked), None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("evaluations:reading", uid=_take(request, form).uid)
        except AlreadyTaken as error:
            before = EvaluationReading.objects.visible_to(actor).filter(pk=error.reading.pk).first()
            hidden = _("Tento soubor už v organizaci načetl někdo, jehož čtení nevidíte. Domluvte se spolu.")
            form.add_error("upload", error.messages if before is not None else hidden)
        except ValidationError as error:
            form.add_error("upload", error.messages)
    return _show(request, form, before)


def _take(request: HttpRequest, form: UploadForm) -> EvaluationReading:
    upload, (organisation, strategy) = form.cleaned_data["upload"], form.target_of()
    if upload.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        message = _("Soubor je příliš velký. Nejvýše jde nahrát %(limit)s MB.") % {"limit": limit}
        raise ValidationError({"upload": message})
    return take_in(
        by=actor_of(request), organisation=organisation, strategy=strategy, data=upload.read(), name=upload.name
    )


def _show(request: HttpRequest, form: UploadForm, before: EvaluationReading | None) -> HttpResponse:
    found = EvaluationReading.objects.visible_to(actor_of(request)).living().select_related("organisation", "strategy")
    rows = list(found.defer("lines", "outcome", "warnings")[:SHOWN])
    disclose(request, "evaluation.listed", [one.uid for one in rows])
    waiting = [
        (one, count_of(one) if one.draft else "", len(shape.loose(one.draft)) if one.draft else 0)
        for one in rows if one.state != ReadingState.SAVED
    ]
    return render(
        request, "intake/evaluations/list.html",
        {
            "form": form, "before": before, "waiting": waiting,
            "saved": [one for one in rows if one.state == ReadingState.SAVED],
            "is_reading": any(one.state == ReadingState.WAITING for one in rows),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def thrown_away(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw a reading away with its file, with a reason."""
    actor, reading = actor_of(request), visible_reading(request, uid)
    require(may_discard(actor, reading))
    form = DiscardForm(request.POST)
    said = _("Čtení je zahozené i se souborem.")
    if carried_out(
        request, form, lambda: discard(by=actor, reading=reading, reason=form.cleaned_data["reason"]), said
    ):
        return redirect("evaluations:list")
    shown(request, reading)
    return render(request, "intake/evaluations/discard.html", {"reading": reading, "form": form}, status=422)
