"""What views of readings share: what they start with, what becomes of a form that was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from soucinnost.intake.keeping import CONFLICT, Kept
from soucinnost.intake.models import Intake
from soucinnost.intake.parts import UnknownStep
from soucinnost.kernel.actor import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


SAVE, CHECK = "save", "check"


def revision_of(request: HttpRequest) -> int:
    """The state of the form that the browser started from; -1 where it says none."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def carried(request: HttpRequest, act: Callable[[], Kept[Any]], otherwise: Callable[[], Kept[Any]]) -> Kept[Any]:
    """What came of a step; where its part is gone meanwhile, the form is saved without it and that is said."""
    try:
        return act()
    except UnknownStep:
        kept = otherwise()
        if kept.outcome != CONFLICT:
            messages.error(request, _("To, co jste chtěli změnit, už ve čtení není. Ostatní je uložené."))
        return kept


def way_on(request: HttpRequest, app: str, kept: Kept[Any]) -> HttpResponse:
    """On to the summary where that was asked for, else back to the form, to the place that was being corrected."""
    if request.POST.get("do") == CHECK:
        return redirect(f"{app}:check", uid=kept.reading.uid)
    anchor = kept.anchor or request.POST.get("at", "")
    place = f"#{anchor}" if anchor.replace("-", "").isalnum() else ""
    return redirect(f"{reverse(f'{app}:reading', args=[kept.reading.uid])}{place}")


def autosaved(save: Callable[[], Kept[Any]], counts: Callable[[Any], dict[str, int]]) -> JsonResponse:
    """The answer to a form that saves itself; 409 when somebody saved meanwhile, 403 when it is done with."""
    try:
        kept = save()
    except PermissionDenied:
        return JsonResponse({"error": _("Toto čtení už je uložené, nebo zahozené.")}, status=403)
    if kept.outcome == CONFLICT:
        said = _("Čtení se mezitím změnilo jinde. Stiskněte Uložit a uvidíte obě znění.")
        return JsonResponse({"error": said}, status=409)
    return JsonResponse({"revision": kept.reading.revision} | counts(kept.reading))


def visible_intake(request: HttpRequest, uid: str) -> Intake:
    """A reading that the actor may see, with its group, circle and file; anything else is 404."""
    found = Intake.objects.visible_to(actor_of(request)).select_related(
        "group", "circle__controller__organisation", "attachment", "meeting", "changed_by"
    )
    return get_object_or_404(found, uid=uid)
