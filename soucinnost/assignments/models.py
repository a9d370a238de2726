"""Tasks and their history."""

import re

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.enums import AssignmentState, DueKind, EventKind
from soucinnost.documents.models import Attachment
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify

#: A label of origin that is a day; until the first release the word stood with it in the language of whoever wrote it.
_DAY_OF_MEETING = re.compile(r"(?:jednání\s)?(?P<day>\d{1,2}\.\s\d{1,2}\.\s\d{4})")


class AssignmentQuerySet(CircleScopedQuerySet):
    """Tasks of circles where one sits; one's own open task stays visible only while one sits there."""

    def visible_to(self, actor: Actor) -> "AssignmentQuerySet":
        return super().visible_to(actor)  # type: ignore[return-value]

    def open(self) -> "AssignmentQuerySet":
        """Tasks still to be done."""
        return self.filter(state=AssignmentState.OPEN)


class Assignment(CircleScoped):
    """Who (person or organisation, or both) does what by when."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="assignments")
    text = models.TextField(_("co"))
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("kdo")
    )
    owner_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments",
        verbose_name=_("organizace"),
    )
    due_kind = models.CharField(_("termín"), max_length=14, choices=DueKind.choices, default=DueKind.NONE)
    due_on = models.DateField(_("do kdy"), null=True, blank=True)
    state = models.CharField(_("stav"), max_length=10, choices=AssignmentState.choices, default=AssignmentState.OPEN)
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_uid = models.CharField(max_length=40, blank=True, db_index=True)
    origin_label = models.CharField(max_length=200, blank=True)
    split_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_on = models.DateField(default=timezone.localdate)
    acknowledged_at = models.DateTimeField(_("vzat na vědomí"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finished_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(_("čím je doložen"), blank=True)
    evidence_file = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed group text owner_organisation due_kind due_on state origin_kind origin_uid "
        "origin_label split_from given_on acknowledged_at finished_on evidence evidence_file",
        personal="owner_person given_by acknowledged_by",
    )

    @property
    def origin_words(self) -> str:
        """Where the task comes from, in the reader's language: a label that is a day is the day of a meeting."""
        found = _DAY_OF_MEETING.fullmatch(self.origin_label)
        return gettext("jednání %(day)s") % {"day": found["day"]} if found else self.origin_label

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["circle", "state", "due_on"]),
            models.Index(fields=["owner_person", "state", "due_on"]),
            models.Index(fields=["state", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_person__isnull=False) | Q(owner_organisation__isnull=False), name="assignments_owner"
            ),
            models.CheckConstraint(
                condition=Q(due_kind=DueKind.DATE, due_on__isnull=False)
                | Q(due_kind=DueKind.NEXT_MEETING)
                | Q(due_kind=DueKind.NONE, due_on__isnull=True),
                name="assignments_due",
            ),
            models.CheckConstraint(
                condition=Q(state=AssignmentState.DONE, finished_on__isnull=False) | ~Q(state=AssignmentState.DONE),
                name="assignments_finished",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def owner_name(self) -> str:
        """Whose the task is, in words."""
        if self.owner_person is not None:
            return self.owner_person.name
        return self.owner_organisation.name if self.owner_organisation is not None else ""


class AssignmentEventQuerySet(models.QuerySet):
    """History follows its task."""

    def visible_to(self, actor: Actor) -> "AssignmentEventQuerySet":
        return self.filter(assignment__in=Assignment.objects.visible_to(actor))


class AssignmentEvent(models.Model):
    """One step in a task's life."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    file = models.ForeignKey(Attachment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AssignmentEventQuerySet.as_manager()

    field_classes = classify(
        internal="id assignment at kind from_organisation to_organisation due_on text file",
        personal="by_person from_person to_person",
    )

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.assignment}"
