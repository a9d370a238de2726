"""How reports are found. Only the current version is in the index; what was corrected is read from it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.kernel.typography import shortened
from soucinnost.reports.models import Report
from soucinnost.search import actions as search
from soucinnost.search.registry import REPORTS, Document, Searchable, register

KIND = "report"


def _text(report: Report) -> str:
    return "\n".join(part for part in (report.text, report.problems, report.needs) if part)


def _of(report: Report) -> Document:
    title = shortened(f"{report.organisation.name}, {report.call.group.name}", 200)
    day = timezone.localtime(report.handed_in_at).date()
    return Document(report.uid, title, _text(report), day, report.circle_id)


def find_report(report: Report) -> None:
    """Put a current version into the index."""
    search.put_document(KIND, _of(report))


def lose_report(report: Report) -> None:
    """Take a version out of the index."""
    search.drop(kind=KIND, uid=report.uid)


def register_kind() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(
        Searchable(
            kind=KIND, label=_("zpráva organizace"),
            queryset=lambda actor: Report.objects.visible_to(actor).current(),
            url=lambda uid: reverse("reports:report", args=[uid]), family=REPORTS, document=_of, shows_group=False,
            records=lambda: Report.objects.current().select_related("organisation", "call__group"),
        )
    )
