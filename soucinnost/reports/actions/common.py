"""What several actions of reports share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.kernel.actor import Actor
from soucinnost.reports import rules
from soucinnost.reports.enums import CallState
from soucinnost.reports.models import Call


def lock(by: Actor, call: Call) -> Call:
    """Read the call again and keep other writers from it until the transaction ends; PermissionDenied when unseen.

    A report may still be added meanwhile by who holds the lock of what carries reports on (``hooks.hold``), hence no
    lock of the key.
    """
    require(Call.objects.visible_to(by).filter(pk=call.pk).exists())
    return (
        Call.objects.select_for_update(of=("self",), no_key=True)
        .select_related("group__circle__controller", "circle__controller").get(pk=call.pk)
    )


def lead(by: Actor, call: Call) -> Call:
    """Lock a call that the actor leads."""
    call = lock(by, call)
    require(rules.may_lead(by, call))
    return call


def must_be_open(call: Call) -> None:
    """Refuse what belongs to a call in which reports are still awaited."""
    if call.state != CallState.OPEN:
        raise ValidationError(_("Výzva ke zprávám už je uzavřená."))
