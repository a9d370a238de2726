"""Thin callers: duties of the framework's own tables and of the audit log."""

from django.core.management import call_command
from django.utils.translation import gettext as _

from soucinnost.audit.actions import checkpoint
from soucinnost.kernel.actor import Actor


def sign_audit_log(*, by: Actor) -> str:
    """Sign where the audit log stands, in the database and in the witness file."""
    point = checkpoint()
    return _("Podepsáno po řádek: %(number)s") % {"number": point.sequence} if point is not None else ""


def clear_sessions(*, by: Actor) -> str:
    """Delete sessions that are over."""
    call_command("clearsessions")
    return ""


def clear_finished_tasks(*, by: Actor) -> str:
    """Delete results of background work older than a fortnight; nothing in the product reads them."""
    call_command("prune_db_task_results", verbosity=0)
    return ""
