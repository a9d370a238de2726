"""Saying what a page discloses. The middleware writes the row before the answer leaves."""

from collections.abc import Iterable

from django.http import HttpRequest

from soucinnost.ui.marks import NO_DISCLOSURE_ATTRIBUTE as VIEW_ATTRIBUTE
from soucinnost.ui.marks import no_disclosure

__all__ = ["VIEW_ATTRIBUTE", "disclose", "no_disclosure"]


def disclose(
    request: HttpRequest, verb: str, ids: Iterable[str] = (), *, object_uid: str = "", circle: str = ""
) -> None:
    """Declare what this answer shows: a verb and the uids of the records. Several calls give several rows."""
    declared = getattr(request, "disclosures", None)
    if declared is None:
        declared = []
        request.disclosures = declared  # type: ignore[attr-defined]
    declared.append({"verb": verb, "ids": list(ids), "object_uid": object_uid, "circle": circle})
