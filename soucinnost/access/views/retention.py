"""How long records are kept: the terms, and changing one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from soucinnost.access.forms import RetentionForm
from soucinnost.access.rules import grants_roles
from soucinnost.audit.disclosure import disclose
from soucinnost.kernel.collation import sorted_cs
from soucinnost.retention import registry
from soucinnost.retention.actions import set_rule
from soucinnost.retention.models import Rule
from soucinnost.retention.selectors import Term, stored_rules, terms
from soucinnost.ui.editing import Editing


def _administrators_only(request: HttpRequest) -> None:
    if not grants_roles(request.actor):  # type: ignore[attr-defined]
        raise Http404


def _choices(kind: registry.Kind) -> list[tuple[str, Any]]:
    return [
        (value, label)
        for value, label in Rule.Afterwards.choices
        if value != Rule.Afterwards.ANONYMISE or kind.anonymise is not None
    ]


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """All kinds of records with their terms."""
    _administrators_only(request)
    labels, rules = dict(Rule.Afterwards.choices), stored_rules()
    rows: list[dict[str, Any]] = [
        {"kind": kind, "term": term, "afterwards": labels[term.afterwards]}
        for kind in sorted_cs(registry.kinds(), key=lambda kind: str(kind.label))
        for term in terms(kind, rules.get(kind.key, ()))
        if not term.organisation_uid
    ]
    disclose(request, "retention.listed", [row["kind"].key for row in rows])
    return render(request, "access/retention.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def retention_rule(request: HttpRequest, key: str) -> HttpResponse:
    """One kind's term."""
    _administrators_only(request)
    try:
        kind = registry.kind(key)
    except KeyError as error:
        raise Http404 from error

    def make(term: Term, data: Any) -> RetentionForm:
        initial = {"months": term.months, "afterwards": term.afterwards, "basis": term.basis}
        return RetentionForm(data, initial=initial, choices=_choices(kind))

    editing = Editing(
        request, terms(kind)[-1], make, about=key, reread=lambda: terms(kind)[-1],
        lock=Rule.objects.filter(kind=key, organisation_uid="").first(),
    )
    form = editing.form
    if editing.carried_out(
        lambda: set_rule(by=request.actor, kind=key, **form.cleaned_data),  # type: ignore[attr-defined]
        _("Lhůta je uložená."),
    ):
        return redirect("access:retention")
    disclose(request, "retention.viewed", [key])
    status = 422 if form.errors else 200
    return render(request, "access/retention_rule.html", {"form": form, "kind": kind}, status=status)
