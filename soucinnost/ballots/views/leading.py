"""Steps of who leads a ballot: opening, reminding, closing, withdrawing."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from soucinnost.access.rules import require
from soucinnost.ballots import actions
from soucinnost.ballots.forms import WithdrawForm
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.rules import may_lead
from soucinnost.ballots.views.common import actor_of, visible_ballot
from soucinnost.ballots.views.page import show
from soucinnost.ui.submitting import carried_out


def _step(request: HttpRequest, uid: str, act: Callable[[Ballot], str]) -> HttpResponse:
    found = visible_ballot(request, uid)
    require(may_lead(actor_of(request), found))
    try:
        messages.success(request, act(found))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("ballots:ballot", uid=uid)


def _told(count: int) -> str:
    """To how many people it went, or what remains to be done where no mail server is set."""
    if not settings.MAIL_ENABLED:
        text = ngettext("Připraveno k odeslání z Vaší schránky: %(count)s zpráva.",
                        "Připraveno k odeslání z Vaší schránky: %(count)s zpráv.", count)
    else:
        text = ngettext("Zpráva jde %(count)s člověku.", "Zprávy jdou %(count)s lidem.", count)
    return text % {"count": count}


@require_POST
def open_(request: HttpRequest, uid: str) -> HttpResponse:
    """Open the ballot: voters are asked."""

    def act(found: Ballot) -> str:
        return _("Hlasování začalo.") + " " + _told(actions.open_ballot(by=actor_of(request), ballot=found))

    return _step(request, uid, act)


@require_POST
def remind(request: HttpRequest, uid: str) -> HttpResponse:
    """Remind those who have not voted."""
    return _step(request, uid, lambda found: _told(actions.remind(by=actor_of(request), ballot=found)))


@require_POST
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """Count and close."""

    def act(found: Ballot) -> str:
        actions.close_ballot(by=actor_of(request), ballot=found)
        return _("Hlasování je ukončené a sečtené.")

    return _step(request, uid, act)


@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Withdraw the ballot with a reason."""
    found = visible_ballot(request, uid)
    actor = actor_of(request)
    require(may_lead(actor, found))
    form = WithdrawForm(request.POST)

    def act() -> Ballot:
        return actions.withdraw_ballot(by=actor, ballot=found, reason=form.cleaned_data["reason"])

    if carried_out(request, form, act, _("Hlasování je stažené.")):
        return redirect("ballots:ballot", uid=uid)
    return show(request, found, withdraw_form=form, status=422)
