"""One thing that waits on the desk, and how its urgency is said."""

from dataclasses import dataclass
from datetime import date

from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.assignments.models import Assignment
from soucinnost.kernel.dates import format_date


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: how urgent (a status kind and its words), what, more about it, where to settle it.

    ``form`` settles it on the desk; it is sent to ``form_url``. A task (``assignment``) has the form of finishing.
    ``due`` orders the desk, None stands last.
    """

    status: str
    when: str
    title: str
    detail: str
    url: str
    action: str
    due: date | None
    uid: str
    assignment: Assignment | None = None
    form: Form | None = None
    form_url: str = ""


def urgency(due: date | None, today: date) -> tuple[str, str]:
    """The shape and the words of a day by which something is to be done."""
    if due is None:
        return "wait", _("bez termínu")
    if due < today:
        days = (today - due).days
        return "late", ngettext("%(days)s den po termínu", "%(days)s dnů po termínu", days) % {"days": days}
    status = "part" if (due - today).days <= 3 else "run"
    return status, _("dnes") if due == today else _("do %(day)s") % {"day": format_date(due)}
