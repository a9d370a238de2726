"""Thin callers of the actions: the background job of one message and the regular round."""

from django.utils.translation import gettext as _
from django_tasks import task

from soucinnost.access.actors import SystemActor
from soucinnost.kernel.actor import Actor
from soucinnost.notices import actions


@task()
def send_message(uid: str) -> bool:
    """Send one message."""
    return actions.deliver(by=SystemActor(name="post"), uid=uid)


def send_due(*, by: Actor) -> str:
    """Send what is due: first tries that no worker took, and repeated ones."""
    sent = actions.deliver_due(by=by)
    return _("Odeslaných zpráv: %(count)s") % {"count": sent} if sent else ""


def write_digests(*, by: Actor) -> str:
    """One round of weekly summaries and of the day's reminders; summaries first, so that nobody gets both."""
    summaries, no_summary = actions.write_summaries(by=by)
    reminders, no_reminder = actions.write_reminders(by=by)
    said = []
    if summaries:
        said.append(_("Týdenních souhrnů: %(count)s") % {"count": summaries})
    if reminders:
        said.append(_("Připomenutí: %(count)s") % {"count": reminders})
    if no_summary or no_reminder:
        failed = no_summary + no_reminder
        said.append(_("Nepodařilo se sestavit: %(count)s, podrobnosti jsou v logu") % {"count": failed})
    return ". ".join(said)
