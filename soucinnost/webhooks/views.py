"""Pages of webhooks: one's own, a new one, what was told."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soucinnost.access.models import Circle
from soucinnost.access.naming import circle_names
from soucinnost.audit.disclosure import disclose, no_disclosure
from soucinnost.kernel.actor import Actor
from soucinnost.notices.models import circles_run_by
from soucinnost.ui.submitting import add_errors
from soucinnost.webhooks import actions
from soucinnost.webhooks.enums import Event, WebhookState
from soucinnost.webhooks.forms import WebhookForm
from soucinnost.webhooks.models import Delivery, Webhook

PAGE_SIZE = 50


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def _own(request: HttpRequest, uid: str) -> Webhook:
    visible = Webhook.objects.visible_to(_actor(request)).select_related("circle__controller__organisation")
    return get_object_or_404(visible, uid=uid)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """One's own webhooks."""
    actor = _actor(request)
    rows = list(Webhook.objects.visible_to(actor).select_related("circle__controller__organisation"))
    names = circle_names([row.circle for row in rows])
    disclose(request, "webhook.listed", [row.uid for row in rows])
    shown = [{"hook": row, "name": names[row.circle_id], "count": len(row.events)} for row in rows]
    return render(request, "webhooks/list.html", {"rows": shown, "may_add": bool(circles_run_by(actor))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@no_disclosure("the form, or a secret to its owner the moment it is made")
def new(request: HttpRequest) -> HttpResponse:
    """Set one up; its secret is shown this once."""
    actor = _actor(request)
    circles = Circle.objects.filter(pk__in=circles_run_by(actor)).select_related("controller__organisation")
    if not circles:
        raise PermissionDenied(_("Oznamování nastavuje předseda a zapisovatel skupiny."))
    names = circle_names(circles)
    by_uid = {circle.uid: circle for circle in circles}
    form = WebhookForm(
        request.POST if request.method == "POST" else None,
        circles={uid: names[circle.pk] for uid, circle in by_uid.items()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, secret = actions.create_webhook(
                by=actor, person=request.user.person, circle=by_uid[data["circle"]], address=data["address"],  # type: ignore[union-attr]
                events=data["events"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return render(request, "webhooks/made.html", {"hook": made, "secret": secret})
    return render(request, "webhooks/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, uid: str) -> HttpResponse:
    """One webhook and what was told."""
    hook = _own(request, uid)
    found = Delivery.objects.visible_to(_actor(request)).filter(webhook=hook)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strana"))
    labels = dict(Event.choices)
    disclose(
        request, "webhook.viewed", [one.uid for one in page], object_uid=hook.uid, circle=hook.circle.uid
    )
    context = {
        "hook": hook, "name": circle_names([hook.circle])[hook.circle_id], "page": page,
        "rows": [{"delivery": one, "label": labels.get(one.verb, one.verb)} for one in page],
        "events": [labels[event] for event in hook.events if event in labels],
        "is_active": hook.state == WebhookState.ACTIVE,
    }
    return render(request, "webhooks/detail.html", context)


def _step(act: Callable[[Actor, Webhook], None], said: Callable[[], str], to: str) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, uid: str) -> HttpResponse:
        act(_actor(request), _own(request, uid))
        messages.success(request, said())
        return redirect(to, uid=uid) if to == "webhooks:detail" else redirect(to)

    return require_POST(view)


pause = _step(
    lambda by, hook: actions.switch_webhook(by=by, webhook=hook, active=False),
    lambda: _("Oznamování je pozastavené."), "webhooks:detail",
)
resume = _step(
    lambda by, hook: actions.switch_webhook(by=by, webhook=hook, active=True),
    lambda: _("Oznamování je zapnuté."), "webhooks:detail",
)
remove = _step(
    lambda by, hook: actions.remove_webhook(by=by, webhook=hook), lambda: _("Webhook je odebraný."), "webhooks:list"
)
