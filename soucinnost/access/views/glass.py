"""Exceptional entry of an administrator into a circle."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access import actions
from soucinnost.access.forms import BreakGlassForm
from soucinnost.access.models import BreakGlass, Circle
from soucinnost.access.naming import circle_names
from soucinnost.access.rules import breaks_glass
from soucinnost.agencies.models import Person
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.collation import sort_key
from soucinnost.ui.submitting import add_errors

SHOWN = 100


def _circles() -> list[Circle]:
    return list(Circle.objects.select_related("controller__organisation").defer("controller__logo"))


@require_safe
def glass(request: HttpRequest) -> HttpResponse:
    """Circles by name, and who entered which one exceptionally."""
    actor = request.actor  # type: ignore[attr-defined]
    if not breaks_glass(actor):
        raise Http404
    circles = _circles()
    names = circle_names(circles)
    ordered = sorted(circles, key=lambda circle: (sort_key(names[circle.pk]), circle.uid))
    rows = [{"circle": circle, "name": names[circle.pk]} for circle in ordered]
    entries = BreakGlass.objects.visible_to(actor).select_related("seat__person", "seat__circle")
    shown = list(entries.order_by("-opened_at", "pk")[:SHOWN])
    running = set(entries.open_on(timezone.localdate()).values_list("pk", flat=True))
    disclose(request, "circle.glass_listed", [entry.uid for entry in shown])
    log = [{"entry": e, "name": names[e.seat.circle_id], "open": e.pk in running} for e in shown]
    return render(request, "access/glass.html", {"rows": rows, "log": log})


@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: HttpRequest, uid: str) -> HttpResponse:
    """Enter one circle."""
    actor = request.actor  # type: ignore[attr-defined]
    if not breaks_glass(actor):
        raise Http404
    circle = get_object_or_404(Circle.objects.select_related("controller__organisation"), uid=uid)
    form = BreakGlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = Person.objects.get(pk=actor.person_id)
            actions.break_glass(by=actor, circle=circle, person=person, **form.cleaned_data)
            messages.success(request, _("Přístup je otevřený. Předseda a zapisovatel se to dozvědí."))
            return redirect("access:glass")
        except ValidationError as error:
            add_errors(form, error)
    disclose(request, "circle.glass_asked", circle=circle.uid)
    context = {"form": form, "circle": circle, "name": circle_names([circle])[circle.pk]}
    return render(request, "access/break_glass.html", context, status=422 if form.errors else 200)


@require_POST
def close_glass(request: HttpRequest, uid: str) -> HttpResponse:
    """End an entry early."""
    actor = request.actor  # type: ignore[attr-defined]
    visible = BreakGlass.objects.visible_to(actor).select_related("seat__person", "seat__circle")
    entry = get_object_or_404(visible, uid=uid)
    actions.close_glass(by=actor, entry=entry)
    messages.success(request, _("Mimořádný přístup skončil."))
    return redirect("access:glass" if breaks_glass(actor) else "desk:desk")
