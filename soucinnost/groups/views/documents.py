"""Documents of a group."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.rules import require
from soucinnost.audit.disclosure import disclose
from soucinnost.groups import actions, rules
from soucinnost.groups.forms import DocumentForm
from soucinnost.groups.models import GroupDocument
from soucinnost.groups.views.common import actor_of, add_errors, content_group, first_message


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a document."""
    actor, group = actor_of(request), content_group(request, uid)
    require(rules.runs_group(actor, group))
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = actions.add_document(by=actor, group=group, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            _say(request, document)
            return redirect("groups:group", group.uid)
    disclose(request, "group.document_form_shown", [group.uid], object_uid=group.uid, circle=group.circle.uid)
    return render(request, "groups/document_add.html", {"group": group, "form": form})


def _say(request: HttpRequest, document: GroupDocument) -> None:
    if document.attachment.is_encrypted:
        messages.warning(request, _("Soubor je uložen. Je chráněný heslem, otevře ho jen ten, kdo heslo zná."))
    else:
        messages.success(request, _("Soubor je uložen."))


@require_safe
def document(request: HttpRequest, document_uid: str) -> HttpResponse:
    """Lead from a search hit to the group that the document belongs to."""
    found = get_object_or_404(
        GroupDocument.objects.visible_to(actor_of(request)).select_related("group"), uid=document_uid
    )
    return redirect(reverse("groups:group", args=[found.group.uid]) + "#dokumenty")


@require_POST
def remove(request: HttpRequest, document_uid: str) -> HttpResponse:
    """Take a document off."""
    actor = actor_of(request)
    found = get_object_or_404(
        GroupDocument.objects.visible_to(actor).select_related("group__circle__controller", "attachment__circle"),
        uid=document_uid,
    )
    require(rules.runs_group(actor, found.group))
    try:
        actions.remove_document(by=actor, document=found)
    except ValidationError as error:
        messages.error(request, first_message(error))
    else:
        messages.success(request, _("Dokument je odebrán."))
    return redirect("groups:group", found.group.uid)
