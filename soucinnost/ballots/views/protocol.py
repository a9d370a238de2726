"""The protocol of a closed ballot, noted in the audit before a byte leaves."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from soucinnost.access.rules import may_export, require
from soucinnost.audit.disclosure import disclose
from soucinnost.ballots.enums import BallotState
from soucinnost.ballots.models import Ballot
from soucinnost.ballots.moments import last_day
from soucinnost.ballots.protocol import protocol_paper
from soucinnost.ballots.views.common import actor_of, visible_ballot
from soucinnost.documents.paper.docx import write_docx
from soucinnost.documents.paper.telling import pdf_that_tells
from soucinnost.documents.views import disposition

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
}
_NOT_IN_NAMES = re.compile(r"[^\w .,()-]+")


def file_name(ballot: Ballot, extension: str) -> str:
    """„Hlasování per rollam 2017-12-07 Bezpečné město.pdf“."""
    text = f"Hlasování per rollam {last_day(ballot.deadline).isoformat()} {ballot.group.name}"
    return f"{' '.join(_NOT_IN_NAMES.sub(' ', text).split())[:120].strip()}.{extension}"


@require_safe
def protocol(request: HttpRequest, uid: str, fmt: str) -> HttpResponse:
    """Send the protocol of a closed ballot as DOCX or PDF."""
    actor, found = actor_of(request), visible_ballot(request, uid)
    if fmt not in MIMES or found.state != BallotState.CLOSED:
        raise Http404
    require(may_export(actor, found.circle))
    paper, uids = protocol_paper(actor, found)
    content = write_docx(paper) if fmt == "docx" else pdf_that_tells(paper)
    disclose(request, "ballot.protocol_downloaded", uids, object_uid=found.uid, circle=found.circle.uid)
    response = HttpResponse(content, content_type=MIMES[fmt])
    response["Content-Disposition"] = disposition(file_name(found, fmt))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
