"""Pages of the interface: what it offers, one's own tokens; and its description for machines."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.api import actions
from soucinnost.api.description import describe_json, operations
from soucinnost.api.entry import entrance
from soucinnost.api.forms import TokenForm
from soucinnost.api.machine import API
from soucinnost.api.models import ApiToken
from soucinnost.api.problems import problem
from soucinnost.api.selectors import last_used
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.ui.submitting import add_errors


@require_safe
@no_disclosure("the list of operations is the same for everybody")
def overview(request: HttpRequest) -> HttpResponse:
    """What the interface offers, for people."""
    return render(request, "api/overview.html", {"operations": operations(API)})


@entrance
@require_safe
@no_disclosure("the description is the same for everybody")
def description(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return HttpResponse(describe_json(API), content_type="application/json; charset=utf-8")


@entrance
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that the interface does not know."""
    return problem(404, detail=_("Takovou adresu rozhraní nemá."))


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = list(ApiToken.objects.visible_to(actor))
    used = last_used(rows)
    live = {token.pk for token in ApiToken.objects.visible_to(actor).live()}
    shown = [{"token": token, "used": used.get(token.uid), "is_live": token.pk in live} for token in rows]
    disclose(request, "token.listed", [token.uid for token in rows])
    return render(request, "api/tokens.html", {"rows": shown})


@reauthentication_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@no_disclosure("the form, or a token to its owner the moment it is made")
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token; its text is shown this once."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        raise Http404
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            token, text = actions.make_token(by=actor, person=request.user.person, **form.cleaned_data)  # type: ignore[union-attr]
        except ValidationError as error:
            add_errors(form, error)
        else:
            return render(request, "api/token_made.html", {"token": token, "text": text})
    return render(request, "api/token_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def revoke_token(request: HttpRequest, uid: str) -> HttpResponse:
    """Revoke one's own token."""
    actor = request.actor  # type: ignore[attr-defined]
    token = get_object_or_404(ApiToken.objects.visible_to(actor), uid=uid)
    actions.revoke_token(by=actor, token=token)
    messages.success(request, _("Token je zrušený, program s ním už nic neudělá."))
    return redirect("api:tokens")
