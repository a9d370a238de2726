"""What several actions of groups share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from soucinnost.groups.models import Group
from soucinnost.groups.rules import is_closed


def lock(group: Group) -> Group:
    """Read the group again with its controller and keep other writers from it until the transaction ends.

    Not its key: who refers to the group by a new row holds the end of the audit chain already, for which we wait later.
    """
    found = Group.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("circle__controller__organisation").get(pk=group.pk)


def must_be_open(group: Group) -> None:
    """Refuse changes of a group that has ended."""
    if is_closed(group):
        raise ValidationError(_("Skupina je ukončená. Nejdřív ji znovu otevřete."))


def checked_title(title: str, field: str = "title", limit: int = 200) -> str:
    """Return a title on one line; empty or longer than ``limit`` characters it is refused."""
    tidy = " ".join(title.split())
    if not tidy:
        raise ValidationError({field: _("Vyplňte název.")})
    if len(tidy) > limit:
        raise ValidationError({field: _("Název má nejvýše %(limit)s znaků.") % {"limit": limit}})
    return tidy
