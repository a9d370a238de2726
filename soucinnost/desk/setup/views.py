"""The pages of the walk. Each is an ordinary form; what exists already is never asked for again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.middleware import lacks_second_factor
from soucinnost.accounts import onward
from soucinnost.accounts.entering import enter
from soucinnost.accounts.public import public_view
from soucinnost.agencies.imports import plan, recognise
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.desk.setup import actions
from soucinnost.desk.setup.forms import AdministratorForm, GroupForm, LeadForm, NewTownForm, TownForm
from soucinnost.desk.setup.steps import TOWN, Walk, is_untouched, steps_at, walk_of
from soucinnost.desk.setup.token import may_begin
from soucinnost.groups.actions import add_members
from soucinnost.groups.forms import PasteForm
from soucinnost.groups.forms.mandates import SinceForm, back_to_list
from soucinnost.kernel.tables import Table, TableError, from_json, to_json
from soucinnost.territory.enums import AreaKind
from soucinnost.territory.models import Area
from soucinnost.ui.submitting import add_errors

FORM = ["GET", "HEAD", "POST"]


@public_view
@require_safe
@no_disclosure("leads to a step")
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the step that comes next; who has nothing to set up goes to the desk."""
    if not request.user.is_authenticated:
        if is_untouched():
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(reverse("setup:administrator") + query)
        return redirect(f"{reverse('account_login')}?next={reverse('setup:start')}")
    if not request.actor.is_administrator:  # type: ignore[attr-defined]
        return redirect("desk:desk")
    return redirect("setup:second_factor" if lacks_second_factor(request) else walk_of(request).url)


@public_view
@never_cache
@require_http_methods(FORM)
@no_disclosure("a form without data")
def administrator(request: HttpRequest) -> HttpResponse:
    """The first administrator; gone as soon as there is an account."""
    if not is_untouched():
        return redirect("setup:start")
    if not may_begin(request):
        return render(request, "desk/setup/elsewhere.html", status=403)
    form = AdministratorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("email", "given_name", "surname", "password")}
        try:
            user = actions.begin(**given)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Účet správce je založený. Nastavení pokračuje."))
            return enter(request, user, reverse("setup:start"))
    key = request.POST.get("klic") or request.GET.get("klic") or ""
    return _page(request, "administrator", form, key=key)


@require_safe
@no_disclosure("an explanation, no record")
def second_factor(request: HttpRequest) -> HttpResponse:
    """The administrator's second factor; its own pages lead back to the walk."""
    if not lacks_second_factor(request):
        return redirect("setup:start")
    onward.remember(request, reverse("setup:start"))
    return render(request, "desk/setup/second_factor.html", {"steps": steps_at("second_factor")})


def _page(request: HttpRequest, step: str, form: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "steps": steps_at(step), **more}
    return render(request, f"desk/setup/{step}.html", context, status=422 if form.errors else 200)


def _walk(request: HttpRequest, step: str) -> Walk | HttpResponse:
    """The walk, when the reader stands at ``step``; otherwise the way to the right one. Only for administrators."""
    if not request.actor.is_administrator:  # type: ignore[attr-defined]
        raise Http404
    walk = walk_of(request)
    again = step == "town" and walk.step == "organisation"
    return walk if walk.step == step or again else redirect(walk.url)


@require_http_methods(FORM)
@no_disclosure("territory is public")
def town(request: HttpRequest) -> HttpResponse:
    """Which town: one of the list, or a new one by name and code; each way is a form of its own."""
    walk = _walk(request, "town")
    if isinstance(walk, HttpResponse):
        return walk
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        actions.ensure_territory(by=actor)
    is_new = "code" in request.POST
    listed = TownForm(request.POST if request.method == "POST" and not is_new else None, initial={"area": walk.town})
    typed = NewTownForm(request.POST if is_new else None, initial={"name": request.POST.get("area", "")})
    form = typed if is_new else listed
    if request.method == "POST" and form.is_valid():
        try:
            area = actions.add_town(by=actor, **typed.cleaned_data) if is_new else listed.cleaned_data["area"]
        except ValidationError as error:
            add_errors(form, error)
        else:
            request.session[TOWN] = area.pk
            return redirect("setup:organisation")
    return _page(request, "town", form, listed=listed, typed=typed)


@require_http_methods(FORM)
def organisation(request: HttpRequest) -> HttpResponse:
    """The organisation that leads the group."""
    walk = _walk(request, "organisation")
    if isinstance(walk, HttpResponse):
        return walk
    assert walk.town is not None, "the step comes after the town"  # noqa: S101 - narrows the type
    form = LeadForm(request.POST if request.method == "POST" else None, initial={"name": _usual_name(walk.town)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.lead(by=request.actor, town=walk.town, **form.cleaned_data)  # type: ignore[attr-defined]
        except ValidationError as error:
            add_errors(form, error)
        else:
            request.session.pop(TOWN, None)
            return redirect("setup:group")
    disclose(request, "setup.town_shown", [walk.town.uid])
    return _page(request, "organisation", form, town=walk.town)


def _usual_name(area: Area) -> str:
    """A first guess for the organisation's name; a label with the name after it, so that nothing is declined."""
    return area.name if area.kind == AreaKind.REGION else _("Město %(name)s") % {"name": area.name}


@require_http_methods(FORM)
def group(request: HttpRequest) -> HttpResponse:
    """The first group."""
    walk = _walk(request, "group")
    if isinstance(walk, HttpResponse):
        return walk
    assert walk.organisation is not None, "the step comes after the organisation"  # noqa: S101 - narrows the type
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.found(by=request.actor, organisation=walk.organisation, **form.cleaned_data)  # type: ignore[attr-defined]
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("setup:members")
    disclose(request, "setup.organisation_shown", [walk.organisation.uid])
    return _page(request, "group", form, organisation=walk.organisation)


@require_http_methods(FORM)
def members(request: HttpRequest) -> HttpResponse:
    """Members from a list: paste, look, add. The list travels with the form, nothing waits on the server."""
    walk = _walk(request, "members")
    if isinstance(walk, HttpResponse):
        return walk
    if request.method == "POST" and "tabulka" in request.POST:
        return _add(request, walk)
    form = PasteForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        since = SinceForm(initial={"valid_from": form.cleaned_data["valid_from"]})
        return _preview(request, walk, form.table, since, {}, [])
    return _members_page(request, walk, form)


def _members_page(request: HttpRequest, walk: Walk, form: PasteForm) -> HttpResponse:
    assert walk.group is not None, "the step comes after the group"  # noqa: S101 - narrows the type
    disclose(request, "setup.group_shown", [walk.group.uid], circle=walk.group.circle.uid)
    return _page(request, "members", form, group=walk.group)


def _add(request: HttpRequest, walk: Walk) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    assert walk.group is not None, "the step comes after the group"  # noqa: S101 - narrows the type
    try:
        table = from_json(request.POST["tabulka"])
    except TableError as error:
        messages.error(request, error.message_cs)
        return _members_page(request, walk, PasteForm())
    if "zpet" in request.POST:
        return _members_page(request, walk, PasteForm(initial=back_to_list(table, request.POST)))
    since, prepared = SinceForm(request.POST), plan(recognise(table), actor)
    choices = {key: request.POST.get(key, "") for key in prepared.defaults()}
    if not since.is_valid():
        return _preview(request, walk, table, since, choices, [])
    try:
        added = add_members(
            by=actor, group=walk.group, plan=prepared, choices=choices, valid_from=since.cleaned_data["valid_from"]
        )
    except ValidationError as error:
        return _preview(request, walk, table, since, choices, error.messages)
    told = _("Nastavení je hotové. Nových členů: %(count)s.")
    messages.success(request, told % {"count": len(added.mandates)})
    return redirect("groups:group", uid=walk.group.uid)


def _preview(
    request: HttpRequest, walk: Walk, table: Table, since: SinceForm, choices: dict[str, str], errors: list[str]
) -> HttpResponse:
    assert walk.group is not None, "the step comes after the group"  # noqa: S101 - narrows the type
    prepared = plan(recognise(table), request.actor)  # type: ignore[attr-defined]

    def rows(items: Any) -> list[dict[str, Any]]:
        return [
            {"item": item, "options": item.candidates, "value": choices.get(item.key) or item.default} for item in items
        ]

    disclose(request, "setup.members_previewed", [walk.group.uid], circle=walk.group.circle.uid)
    context = {
        "steps": steps_at("members"), "group": walk.group, "table": to_json(table), "notes": table.notes,
        "plan": prepared, "errors": errors, "since": since, "people": rows(prepared.people),
        "organisations": rows(prepared.organisations),
    }
    return render(request, "desk/setup/preview.html", context, status=422 if errors or since.errors else 200)


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Leave members for later; they can be added on the group's pages."""
    walk = _walk(request, "members")
    if isinstance(walk, HttpResponse):
        return walk
    assert walk.group is not None, "the step comes after the group"  # noqa: S101 - narrows the type
    messages.success(request, _("Nastavení je hotové. Členy přidáte na stránce skupiny."))
    return redirect("groups:group", uid=walk.group.uid)
