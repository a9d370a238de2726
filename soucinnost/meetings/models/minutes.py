"""What is written at a meeting: entries, every text they ever had, conflicts that wait for a decision."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet
from soucinnost.agencies.models import Organisation, Person
from soucinnost.assignments.enums import DueKind
from soucinnost.assignments.models import Assignment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.meetings.enums import DecisionResult, EntryKind
from soucinnost.meetings.models.agenda import AgendaItem
from soucinnost.meetings.models.meeting import Meeting, MeetingScopedQuerySet
from soucinnost.reports.models import Report


class EntryQuerySet(CircleScopedQuerySet):
    """An entry is seen by who may see it and the item it stands in."""

    def visible_to(self, actor: Actor) -> "EntryQuerySet":
        if actor.is_system:
            return self
        items = AgendaItem.objects.visible_to(actor).filter(pk=OuterRef("item_id"))
        return super().visible_to(actor).filter(Exists(items))  # type: ignore[return-value]

    def standing(self) -> "EntryQuerySet":
        """Entries that were not struck out."""
        return self.filter(struck_at__isnull=True)


class Entry(CircleScoped):
    """One line of the minutes. Its ``uid`` is made by the writer's browser, so that a line written without
    connection arrives once. ``body`` is cleaned HTML of the rich-text subset; ``revision`` counts its texts.

    ``details`` holds the fields of the kind as they were typed (see ``meetings.details``), also those that cannot
    be read yet; the typed columns below hold what could be read, ``problems`` says what could not and why.
    A line with a ``report`` shows that version of an organisation's report; its words and numbers come from there.
    ``settled`` is what was last passed on (to assignments, evidence), so that nothing is passed on twice.
    ``data_left`` says why what looks like personal data stays in the text (digests of the pieces, reason, who, when).
    ``changed_at`` never runs backwards within a meeting, so that readers can ask what is newer.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="entries")
    position = models.FloatField(default=0)
    kind = models.CharField(_("druh"), max_length=14, choices=EntryKind.choices, default=EntryKind.INFORMATION)
    body = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    # decision
    result = models.CharField(_("výsledek"), max_length=10, choices=DecisionResult.choices, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("pro"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("proti"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("zdrželo se"), null=True, blank=True)
    quorum_present = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    # task
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kdo")
    )
    owner_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_kind = models.CharField(_("termín"), max_length=14, choices=DueKind.choices, blank=True)
    due_on = models.DateField(_("do kdy"), null=True, blank=True)
    assignment = models.OneToOneField(
        Assignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="entry"
    )
    # report
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organizace")
    )
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claim_uids = models.JSONField(default=dict, blank=True)
    settled = models.JSONField(default=dict, blank=True)
    data_left = models.JSONField(default=dict, blank=True)
    # question
    answers_until = models.DateField(_("odpovědi do"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed meeting item position kind body revision written_at changed_at struck_at "
        "details problems claim_uids settled data_left result votes_for votes_against votes_abstained quorum_present "
        "quorum_needed "
        "owner_organisation due_kind "
        "due_on assignment organisation report answers_until",
        personal="written_by owner_person",
    )

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["meeting", "item", "position"]),
            models.Index(fields=["meeting", "changed_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "report"], condition=Q(report__isnull=False), name="meetings_report_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class EntryScopedQuerySet(models.QuerySet):
    """Parts of an entry, for those who may see the entry."""

    def visible_to(self, actor: Actor) -> "EntryScopedQuerySet":
        return self if actor.is_system else self.filter(entry__in=Entry.objects.visible_to(actor))


class EntryRevision(models.Model):
    """Every state an entry ever had, so that nothing typed is lost."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=EntryKind.choices)
    body = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(null=True, blank=True)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    client = models.CharField(max_length=40, blank=True)
    operation = models.CharField(max_length=40, blank=True)

    objects = EntryScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id entry number kind body details at typed_at client operation", personal="by_person"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="meetings_revision_once"),
            models.UniqueConstraint(
                fields=["entry", "operation"], condition=~Q(operation=""), name="meetings_operation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"


class SyncOperation(models.Model):
    """One thing that a writer's browser asked for, and what became of it, so that asking twice does nothing more."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="operations")
    operation = models.CharField(max_length=40)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    object_uid = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=12)
    revision = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    objects = MeetingScopedQuerySet.as_manager()

    field_classes = classify(internal="id meeting operation object_uid outcome revision at", personal="by_person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "by_person", "operation"], name="meetings_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.outcome}"


class EntryConflict(models.Model):
    """A text that came from a state which had changed meanwhile. Both texts stand until somebody chooses."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="conflicts")
    base_number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=EntryKind.choices)
    body = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(null=True, blank=True)
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    client = models.CharField(max_length=40, blank=True)
    operation = models.CharField(max_length=40, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolution = models.CharField(max_length=8, blank=True)

    objects = EntryScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid entry base_number kind body details at typed_at client operation resolved_at resolution",
        personal="by_person resolved_by",
    )

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "operation"], condition=~Q(operation=""), name="meetings_conflict_operation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.at}"


class Answer(models.Model):
    """A member's answer to a question asked at a meeting."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("odpověď"))
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = EntryScopedQuerySet.as_manager()

    field_classes = classify(internal="id uid entry text at", personal="person entered_by")

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="meetings_answer_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.entry_id}"
