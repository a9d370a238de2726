"""People and their accounts."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soucinnost.access import actions
from soucinnost.access.actions.people import Entry, mails_links
from soucinnost.access.forms import AccountForm, EmailForm, GrantForm, PeopleFilterForm
from soucinnost.access.models import Grant
from soucinnost.access.naming import circle_names
from soucinnost.access.rules import administers_account, grants_roles, opens_account, require
from soucinnost.access.selectors import (
    circles_of,
    list_people,
    people_for_accounts,
    people_with_second_factor,
)
from soucinnost.accounts.models import PasswordLink
from soucinnost.agencies.models import Person
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.actor import Actor
from soucinnost.ui.editing import Editing
from soucinnost.ui.submitting import add_errors

ROWS = 50


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def _person(request: HttpRequest, uid: str) -> Person:
    return get_object_or_404(people_for_accounts(_actor(request)).select_related("user"), uid=uid)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """People whose accounts the reader deals with."""
    actor = _actor(request)
    if not (actor.is_administrator or actor.managed_organisation_ids):
        raise Http404
    form = PeopleFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = list_people(actor, words=wanted.get("q", ""), having=wanted.get("ucet", ""))
    page = Paginator(found, ROWS).get_page(request.GET.get("strana"))
    disclose(request, "account.listed", [person.uid for person in page])
    strong = people_with_second_factor(page)
    rows = [{"person": person, "strong": person.pk in strong} for person in page]
    return render(request, "access/people.html", {"form": form, "page": page, "rows": rows, "count": len(found)})


def _page(request: HttpRequest, person: Person, status: int = 200, **given: object) -> HttpResponse:
    actor = _actor(request)
    seats = circles_of(person)
    names = circle_names([seat.circle for seat in seats])
    disclose(request, "account.viewed", object_uid=person.uid)
    email = person.user.email if person.user else person.email
    context = {
        "person": person,
        "account": person.user,
        "opens": opens_account(actor, person),
        "administers": administers_account(actor, person),
        "grants_roles": grants_roles(actor),
        "strong": bool(people_with_second_factor([person])),
        "link": PasswordLink.objects.usable().filter(user=person.user_id).first() if person.user_id else None,
        "grants": Grant.objects.visible_to(actor).filter(person=person).select_related("region", "organisation"),
        "seats": [{"name": names[seat.circle_id], "seat": seat} for seat in seats],
        "mails_links": mails_links(),
        "account_form": AccountForm(initial={"email": email}),
        "email_form": _email(request, person, sent=False).form if person.user else None,
        "grant_form": GrantForm(),
        **given,
    }
    return render(request, "access/account.html", context, status=status)


@require_safe
def account(request: HttpRequest, uid: str) -> HttpResponse:
    """One person's account."""
    return _page(request, _person(request, uid))


def _handed(request: HttpRequest, person: Person, entry: Entry) -> HttpResponse:
    """After a link was made: say that it went by mail, or show it this once.

    The link is shown in the answer to the POST and kept nowhere; that is why there is no redirect.
    """
    if entry.is_mailed:
        messages.success(request, _("Odkaz k nastavení hesla jde e-mailem."))
        return redirect("access:account", uid=person.uid)
    disclose(request, "account.link_shown", object_uid=person.uid)
    address = request.build_absolute_uri(entry.path)
    return render(request, "access/link.html", {"person": person, "address": address, "account": entry.user})


@require_POST
def open_account(request: HttpRequest, uid: str) -> HttpResponse:
    """Make an account."""
    person = _person(request, uid)
    form = AccountForm(request.POST)
    if form.is_valid():
        try:
            entry = actions.open_account(by=_actor(request), person=person, email=form.cleaned_data["email"])
            return _handed(request, person, entry)
        except ValidationError as error:
            add_errors(form, error)
    return _page(request, person, 422, account_form=form)


@require_POST
def renew_link(request: HttpRequest, uid: str) -> HttpResponse:
    """Make a new one-time link."""
    person = _person(request, uid)
    try:
        return _handed(request, person, actions.renew_link(by=_actor(request), person=person))
    except ValidationError as error:
        return _refused(request, person, error)


def _refused(request: HttpRequest, person: Person, error: ValidationError) -> HttpResponse:
    for text in error.messages:
        messages.error(request, text)
    return redirect("access:account", uid=person.uid)


def _step(request: HttpRequest, uid: str, act: Callable[[Actor, Person], object], done: str) -> HttpResponse:
    person = _person(request, uid)
    try:
        act(_actor(request), person)
    except ValidationError as error:
        return _refused(request, person, error)
    messages.success(request, done)
    return redirect("access:account", uid=person.uid)


@require_POST
def revoke_links(request: HttpRequest, uid: str) -> HttpResponse:
    """Revoke unused links."""
    return _step(
        request, uid, lambda by, person: actions.revoke_links(by=by, person=person), _("Nevyužité odkazy už neplatí.")
    )


@require_POST
def switch_off(request: HttpRequest, uid: str) -> HttpResponse:
    """Switch the account off."""
    return _step(
        request, uid, lambda by, person: actions.switch_account(by=by, person=person, active=False),
        _("Účet je vypnutý, všechna přihlášení skončila."),
    )


@require_POST
def switch_on(request: HttpRequest, uid: str) -> HttpResponse:
    """Switch the account on."""
    return _step(
        request, uid, lambda by, person: actions.switch_account(by=by, person=person, active=True),
        _("Účet je zapnutý."),
    )


@require_POST
def reset_second_factor(request: HttpRequest, uid: str) -> HttpResponse:
    """Remove second factors."""
    return _step(
        request, uid, lambda by, person: actions.reset_second_factor(by=by, person=person),
        _("Druhý faktor je zrušený, všechna přihlášení skončila."),
    )


@require_POST
def end_sessions(request: HttpRequest, uid: str) -> HttpResponse:
    """Sign the account out everywhere."""
    return _step(
        request, uid, lambda by, person: actions.end_sessions(by=by, person=person), _("Všechna přihlášení skončila.")
    )


@require_POST
def change_email(request: HttpRequest, uid: str) -> HttpResponse:
    """Change the sign-in e-mail."""
    person = _person(request, uid)
    require(administers_account(_actor(request), person))
    editing = _email(request, person)
    form = editing.form
    if editing.carried_out(
        lambda: actions.change_sign_in_email(by=_actor(request), person=person, email=form.cleaned_data["email"]),
        _("Přihlašovací e-mail je změněný."),
    ):
        return redirect("access:account", uid=uid)
    return _page(request, person, 422, email_form=form)


def _email(request: HttpRequest, person: Person, *, sent: bool = True) -> Editing:
    if person.user is None:
        raise Http404
    back = reverse("access:account", args=[person.uid])
    return Editing(
        request, person.user, lambda user, data: EmailForm(data, initial={"email": user.email}), back=back, sent=sent
    )


@require_POST
def give_grant(request: HttpRequest, uid: str) -> HttpResponse:
    """Give a role."""
    person = _person(request, uid)
    require(grants_roles(_actor(request)))
    form = GrantForm(request.POST)
    if form.is_valid():
        try:
            actions.grant_role(by=_actor(request), person=person, **form.cleaned_data)
            messages.success(request, _("Role je přidělená."))
            return redirect("access:account", uid=uid)
        except ValidationError as error:
            add_errors(form, error)
    return _page(request, person, 422, grant_form=form)


@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """All roles outside groups."""
    actor = _actor(request)
    if not grants_roles(actor):
        raise Http404
    rows = Grant.objects.visible_to(actor).select_related("person__user", "region", "organisation")
    ordered = sorted(rows.order_by("pk"), key=lambda grant: (grant.role, grant.person.surname, grant.pk))
    disclose(request, "grant.listed", [grant.uid for grant in ordered])
    return render(request, "access/grants.html", {"grants": ordered})


@require_POST
def end_grant(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a role back."""
    grant = get_object_or_404(Grant.objects.visible_to(_actor(request)).select_related("person"), uid=uid)
    return _step(
        request, grant.person.uid, lambda by, person: actions.end_grant(by=by, grant=grant), _("Role je odebraná.")
    )
