"""What happens with a group that has ended when its term is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import Circle
from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.documents.actions import erase_attachments
from soucinnost.documents.models import Attachment
from soucinnost.groups.findable import GROUP, TOPIC, lose
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind
from soucinnost.versions.actions import erase


def closed_before(cutoff: datetime) -> QuerySet[Group]:
    """Groups whose last day lies before a moment."""
    return Group.objects.filter(closed_on__lt=cutoff.date())


def dispose_groups(*, by: Actor, records: QuerySet[Group], cutoff: datetime | None = None) -> int:
    """Erase groups with mandates, topics, documents and versions; one to which meetings or tasks still belong stays.

    Those have terms of their own; the group goes in the first round after they are gone. Returns how many went.
    """
    require(by.is_system)
    gone = 0
    for group in records.select_related("circle"):
        try:
            with transaction.atomic():
                _erase(by, group)
        except ProtectedError:
            continue
        gone += 1
    return gone


def _erase(by: Actor, group: Group) -> None:
    uid, circle = group.uid, group.circle
    mandates = list(group.mandates.values_list("uid", flat=True))
    found = [(GROUP, uid)]
    found += [(TOPIC, one) for one in group.topics.values_list("uid", flat=True)]
    group.children.update(parent=None)
    group.documents.all().delete()
    erase_attachments(by=by, records=Attachment.objects.filter(circle=circle))
    group.delete()
    Circle.objects.filter(pk=circle.pk).delete()
    erase(kind="group", object_uids=[uid])
    erase(kind="mandate", object_uids=mandates)
    for kind, one in found:
        lose(kind, one)
    record(by=by, verb="group.erased", object_uid=uid, circle=circle.uid)


CLOSED_GROUPS = Kind(
    key="groups.closed",
    label=_("Ukončené skupiny"),
    default_months=60,
    afterwards=Rule.Afterwards.REVIEW,
    basis=_("spisový a skartační řád organizace; bez posouzení se nic nemaže"),
    expired=closed_before,
    dispose=dispose_groups,
    organisation_path="circle__controller__organisation__uid",
)
