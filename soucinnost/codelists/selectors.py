"""Reading code lists: what was in force on a day."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from soucinnost.codelists.models import CodeList, Edition, Term


def edition_on(list_key: str, day: date | None = None) -> Edition | None:
    """Return the edition of the list in force on ``day`` (today when not given); None when there is none."""
    when = day or timezone.localdate()
    editions = Edition.objects.filter(code_list__key=list_key, valid_from__lte=when)
    return editions.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=when)).order_by("-valid_from").first()


def terms_on(list_key: str, day: date | None = None) -> QuerySet[Term]:
    """Return the terms of the list in force on ``day`` (today when not given), in their order."""
    edition = edition_on(list_key, day)
    return Term.objects.none() if edition is None else edition.terms.all()


def term_labels(list_key: str, day: date | None = None) -> dict[str, str]:
    """Return key → label in the present language of the terms in force on ``day``."""
    return {term.key: str(term) for term in terms_on(list_key, day)}


def lists_overview(day: date | None = None) -> list[tuple[CodeList, Edition | None, int]]:
    """Return every list with its edition in force on ``day`` and the number of its terms; three queries."""
    when = day or timezone.localdate()
    current: dict[int, Edition] = {}
    editions = Edition.objects.filter(valid_from__lte=when).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=when))
    for edition in editions.order_by("valid_from"):
        current[edition.code_list_id] = edition
    counts: dict[int, int] = {}
    for edition_id in Term.objects.filter(edition__in=current.values()).values_list("edition_id", flat=True):
        counts[edition_id] = counts.get(edition_id, 0) + 1
    rows = []
    for code_list in CodeList.objects.order_by("key"):
        found = current.get(code_list.pk)
        rows.append((code_list, found, counts.get(found.pk, 0) if found else 0))
    return rows
