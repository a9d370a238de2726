"""Thin callers: duties of the framework's own tables and of the audit log."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from soucinnost.audit.actions import checkpoint
from soucinnost.kernel.actor import Actor
from soucinnost.operations import statistics

FORTNIGHT = timedelta(days=14)


def sign_audit_log(*, by: Actor) -> str:
    """Sign where the audit log stands, in the database and in the witness file."""
    point = checkpoint()
    return _("Podepsáno po řádek: %(number)s") % {"number": point.sequence} if point is not None else ""


def clear_sessions(*, by: Actor) -> str:
    """Delete sessions that are over."""
    call_command("clearsessions")
    return ""


def clear_finished_tasks(*, by: Actor) -> str:
    """Delete finished background work older than a fortnight; nothing in the product reads it."""
    DBTaskResult.objects.filter(finished_at__lt=timezone.now() - FORTNIGHT).delete()
    return ""


def gather_statistics(*, by: Actor) -> str:
    """Let SQLite see how its rows are spread."""
    statistics.gather()
    return ""
