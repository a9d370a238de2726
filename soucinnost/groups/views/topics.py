"""Topics that members raise."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.groups import actions, rules
from soucinnost.groups.enums import TopicState
from soucinnost.groups.forms import TopicForm
from soucinnost.groups.models import Topic
from soucinnost.groups.views.common import actor_of, add_errors, content_group, first_message
from soucinnost.ui.editing import Editing


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, uid: str) -> HttpResponse:
    """Raise a topic."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.raises_topics(actor, group))
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.raise_topic(
                by=actor, group=group, title=form.cleaned_data["title"], note=form.cleaned_data["note"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Téma je zapsáno. Do programu ho zařadí, kdo jednání připravuje."))
            return redirect("groups:group", group.uid)
    disclose(request, "topic.form_shown", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    return render(request, "groups/topic_new.html", {"group": group, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, topic_uid: str) -> HttpResponse:
    """One topic: its text, and its form for who may reword it."""
    actor = actor_of(request)
    related = ("group__circle__controller", "raised_by")
    found = get_object_or_404(Topic.objects.visible_to(actor).select_related(*related), uid=topic_uid)
    group = found.group
    is_live = found.state in {TopicState.OPEN, TopicState.SCHEDULED} and not rules.is_closed(group)
    may_edit = is_live and rules.edits_topic(actor, found)
    require(request.method != "POST" or may_edit)
    editing = Editing(request, found, _topic_form, lock=group) if may_edit else None
    form: Any = editing.form if editing is not None else None

    def act() -> Topic:
        title, note = form.cleaned_data["title"], form.cleaned_data["note"]
        return actions.change_topic(by=actor, topic=found, title=title, note=note)

    if editing is not None and editing.carried_out(act, _("Uloženo.")):
        return redirect("groups:group", group.uid)
    disclose(request, "topic.viewed", [found.uid], object_uid=found.uid, circle=group.circle.uid)
    context = {
        "group": group, "topic": found, "form": form,
        "may_settle": rules.runs_group(actor, group) and not rules.is_closed(group),
    }
    return render(request, "groups/topic.html", context)


def _topic_form(found: Topic, data: Any) -> TopicForm:
    return TopicForm(data, initial={"title": found.title, "note": found.note})


@require_POST
def settle(request: HttpRequest, topic_uid: str) -> HttpResponse:
    """Say what became of a topic."""
    actor = actor_of(request)
    found = get_object_or_404(
        Topic.objects.visible_to(actor).select_related("group__circle__controller"), uid=topic_uid
    )
    require(rules.runs_group(actor, found.group))
    try:
        actions.settle_topic(by=actor, topic=found, state=request.POST.get("stav", ""))
    except ValidationError as error:
        messages.error(request, first_message(error))
    else:
        messages.success(request, _("Uloženo."))
    shown = "?temata=vse" if request.GET.get("temata") == "vse" else ""
    return redirect(reverse("groups:group", args=[found.group.uid]) + shown)
