"""What all papers of a group share: the head and the marks of the file service."""

from django.utils.translation import gettext as _

from soucinnost.documents.paper.tree import Letterhead
from soucinnost.groups.models import Group


def letterhead(group: Group) -> Letterhead:
    """The heading of the group's documents, else of its lead organisation, else that organisation's name."""
    controller = group.circle.controller
    text = group.heading.strip() or controller.heading.strip()
    organisation = controller.organisation
    lines = text.splitlines() if text else [organisation.name, organisation.address]
    logo = bytes(controller.logo) if controller.logo else None
    return Letterhead(
        lines=tuple(line.strip() for line in lines if line.strip()), logo=logo, logo_alt=organisation.name
    )


def filing_pairs(group: Group) -> tuple[tuple[str, str], ...]:
    """Marks of the file service, as far as the group has them."""
    pairs = []
    if group.file_plan_code:
        pairs.append((_("Spisový znak"), group.file_plan_code))
    if group.disposal_mark:
        years = "" if group.disposal_years is None else f"/{group.disposal_years}"
        pairs.append((_("Skartační znak a lhůta"), f"{group.disposal_mark}{years}"))
    return tuple(pairs)
