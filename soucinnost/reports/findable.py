"""How reports are found. Only the current version is in the index; what was corrected is read from it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.reports.models import Report
from soucinnost.search import actions as search
from soucinnost.search.registry import Document, Searchable, register

KIND = "report"


def _text(report: Report) -> str:
    return "\n".join(part for part in (report.text, report.problems, report.needs) if part)


def _of(report: Report) -> Document:
    title = f"{report.organisation.name}, {report.call.group.name}"[:200]
    return Document(report.uid, title, _text(report), timezone.localtime(report.handed_in_at).date())


def find_report(report: Report) -> None:
    """Put a current version into the index."""
    found = _of(report)
    search.put(kind=KIND, uid=found.uid, title=found.title, text=found.text, day=found.day)


def lose_report(report: Report) -> None:
    """Take a version out of the index."""
    search.drop(kind=KIND, uid=report.uid)


def _documents() -> Iterator[Document]:
    for report in Report.objects.current().select_related("organisation", "call__group").iterator():
        yield _of(report)


def register_kind() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(
        Searchable(
            kind=KIND, label=_("Zprávy organizací"),
            queryset=lambda actor: Report.objects.visible_to(actor).current(),
            link=lambda report: reverse("reports:report", args=[report.uid]),
            text=lambda actor, report: _text(report), documents=_documents,
        )
    )
