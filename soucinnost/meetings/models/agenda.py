"""The agenda: items, their papers, the unfinished tasks inside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet
from soucinnost.agencies.models import Person
from soucinnost.assignments.models import Assignment
from soucinnost.documents.models import Attachment
from soucinnost.groups.enums import StandingItemKind
from soucinnost.groups.models import StandingItem, Topic
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.models.meeting import Meeting
from soucinnost.reports.models import Call


class AgendaItem(CircleScoped):
    """One item of an agenda; ``position`` orders it, its printed number is counted among what the reader sees."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(_("název"), max_length=200)
    note = models.TextField(_("k bodu"), blank=True)
    kind = models.CharField(
        _("druh"), max_length=10, choices=StandingItemKind.choices, default=StandingItemKind.ORDINARY
    )
    minutes = models.PositiveSmallIntegerField(_("minut"), null=True, blank=True)
    presenter = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("uvede")
    )
    presenter_name = models.CharField(_("uvede (kdo není v adresáři)"), max_length=160, blank=True)
    standing_item = models.ForeignKey(StandingItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    report_call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = CircleScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed meeting position title note kind minutes presenter standing_item topic "
        "report_call",
        personal="presenter_name",
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class ItemScopedQuerySet(models.QuerySet):
    """Parts of an item, for those who may see the item."""

    def visible_to(self, actor: Actor) -> "ItemScopedQuerySet":
        return self if actor.is_system else self.filter(item__in=AgendaItem.objects.visible_to(actor))


class AgendaPaper(models.Model):
    """A paper for an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="+")

    objects = ItemScopedQuerySet.as_manager()

    field_classes = classify(internal="id item attachment")

    def __str__(self) -> str:
        return str(self.attachment)


class CarriedTaskQuerySet(models.QuerySet):
    """A carried task is seen by who may see both the item and the task."""

    def visible_to(self, actor: Actor) -> "CarriedTaskQuerySet":
        if actor.is_system:
            return self
        return self.filter(
            item__in=AgendaItem.objects.visible_to(actor), assignment__in=Assignment.objects.visible_to(actor)
        )


class CarriedTask(models.Model):
    """An unfinished task that came back on an agenda."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="carried_tasks")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="carried")

    objects = CarriedTaskQuerySet.as_manager()

    field_classes = classify(internal="id item assignment")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "assignment"], name="meetings_carried_once")]

    def __str__(self) -> str:
        return str(self.assignment)
