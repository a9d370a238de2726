"""The page on which one chooses what one is reminded of."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.notices import actions
from soucinnost.notices.forms import PreferenceForm
from soucinnost.notices.models import Preference
from soucinnost.notices.selectors import preference_of
from soucinnost.ui.editing import Editing

CHOICES = ("tasks", "minutes", "reports", "days_before", "weekly", "weekday", "hour", "together")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """One's own reminders."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        raise Http404
    person = request.user.person  # type: ignore[union-attr]
    choice = preference_of(person)

    def make(held: Preference, data: Any) -> PreferenceForm:
        return PreferenceForm(data, initial={name: getattr(held, name) for name in CHOICES})

    editing = Editing(request, choice, make, lock=person, reread=lambda: preference_of(person))
    form = editing.form
    if editing.carried_out(
        lambda: actions.choose(by=actor, person=person, **form.cleaned_data), _("Volba je uložená.")
    ):
        return redirect("notices:preferences")
    disclose(request, "preference.viewed", [choice.uid] if choice.pk else [])
    context = {"form": form, "address": person.email or request.user.email, "mail_enabled": settings.MAIL_ENABLED}  # type: ignore[union-attr]
    return render(request, "notices/preferences.html", context, status=422 if form.errors else 200)
