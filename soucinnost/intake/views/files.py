"""The readings of a group: uploading files, throwing readings away."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.groups.models import Group
from soucinnost.intake.actions import AlreadyTaken, discard, take_in
from soucinnost.intake.draft import loose_lines
from soucinnost.intake.enums import IntakeState
from soucinnost.intake.forms import DiscardForm, FilesForm
from soucinnost.intake.models import Intake
from soucinnost.intake.rules import may_discard, may_take_in
from soucinnost.intake.views.common import actor_of, visible_intake
from soucinnost.kernel.collation import sort_key
from soucinnost.notices.models import circles_run_by
from soucinnost.ui.submitting import carried_out

PATIENCE = 6.0
"""Seconds for which files are read while the person waits; the rest of them is read in the background."""
SHOWN = 200
_WAITING = Count("intakes", filter=Q(intakes__state__in=[IntakeState.WAITING, IntakeState.READY]))


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, why, and the reading it is already in."""

    name: str
    message: str
    intake: Intake | None = None


@dataclass(frozen=True)
class Listed:
    """A reading in the list; ``loose`` counts lines that stand nowhere, ``items`` items that were read."""

    intake: Intake
    loose: int
    items: int
    day: str
    subject: str


@require_GET
def everywhere(request: HttpRequest) -> HttpResponse:
    """The way to old minutes: groups that the actor runs, with how many readings of each wait."""
    actor = actor_of(request)
    groups = Group.objects.content_visible_to(actor).filter(circle__in=circles_run_by(actor))
    rows = sorted(groups.annotate(waiting=_WAITING), key=lambda one: (sort_key(one.name), one.pk))
    if not rows:
        raise PermissionDenied
    disclose(request, "intake.listed", [one.uid for one in rows])
    return render(request, "intake/groups.html", {"groups": rows})


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The readings of a group that wait for correction, and the field for more files."""
    actor = actor_of(request)
    groups = Group.objects.content_visible_to(actor).select_related("circle__controller")
    group = get_object_or_404(groups, uid=group_uid)
    require(may_take_in(actor, group))
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    refused: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        taken, refused = _take(request, group, form.cleaned_data["uploads"])
        if taken:
            said = ngettext("Načtený %(count)s soubor.", "Načteno souborů: %(count)s.", len(taken))
            messages.success(request, said % {"count": len(taken)})
        if not refused:
            one = len(taken) == 1
            return redirect("intake:reading", uid=taken[0].uid) if one else redirect("intake:list", group_uid=group.uid)
    return _show(request, group, form, refused)


def _show(request: HttpRequest, group: Group, form: FilesForm, refused: list[Refused]) -> HttpResponse:
    found = Intake.objects.visible_to(actor_of(request)).living().filter(group=group).select_related("meeting")
    rows = [_row(one) for one in found[:SHOWN]]
    waiting = [row for row in rows if row.intake.state != IntakeState.SAVED]
    disclose(
        request, "intake.listed", [row.intake.uid for row in rows], object_uid=group.uid, circle=group.circle.uid
    )
    return render(
        request, "intake/list.html",
        {
            "group": group, "form": form, "refused": refused, "waiting": waiting,
            "saved": [row for row in rows if row.intake.state == IntakeState.SAVED],
            "is_reading": any(row.intake.state == IntakeState.WAITING for row in rows),
        },
        status=422 if refused or form.errors else 200,
    )


def _row(intake: Intake) -> Listed:
    if not intake.draft:
        return Listed(intake, 0, 0, "", "")
    loose = len(loose_lines(intake.draft, intake.lines))
    return Listed(intake, loose, len(intake.draft["items"]), intake.draft["day"], intake.draft["subject"])


def _take(request: HttpRequest, group: Group, files: list[UploadedFile]) -> tuple[list[Intake], list[Refused]]:
    """Take the files one by one; what one of them refuses does not touch the others."""
    taken: list[Intake] = []
    refused: list[Refused] = []
    until = time.monotonic() + PATIENCE
    for file in files:
        name = file.name or ""
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT // (1024 * 1024)
            message = _("Soubor je příliš velký. Nejvýše jde nahrát %(limit)s MB.") % {"limit": limit}
            refused.append(Refused(name, message))
            continue
        at_once = None if time.monotonic() < until else False
        try:
            taken.append(take_in(by=actor_of(request), group=group, data=file.read(), name=name, at_once=at_once))
        except AlreadyTaken as error:
            refused.append(Refused(name, " ".join(error.messages), error.intake))
        except ValidationError as error:
            refused.append(Refused(name, " ".join(error.messages)))
    return taken, refused


@require_POST
def thrown_away(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw a reading away with its file, with a reason."""
    actor, intake = actor_of(request), visible_intake(request, uid)
    require(may_discard(actor, intake))
    form = DiscardForm(request.POST)
    said = _("Čtení je zahozené i se souborem.")
    if carried_out(
        request, form, lambda: discard(by=actor, intake=intake, reason=form.cleaned_data["reason"]), said
    ):
        return redirect("intake:list", group_uid=intake.group.uid)
    disclose(request, "intake.viewed", [intake.uid], object_uid=intake.uid, circle=intake.circle.uid)
    return render(
        request, "intake/discard.html", {"intake": intake, "group": intake.group, "form": form}, status=422
    )
