"""Calls for reports, reports in versions, what is being typed."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.models import CircleScoped, CircleScopedQuerySet, Seat
from soucinnost.agencies.models import Organisation, Person
from soucinnost.evidence.models import Claim
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify
from soucinnost.reports.enums import CallState, ReportState
from soucinnost.reports.periods import period_text


class Call(CircleScoped):
    """One round of asking the organisations of a group for reports, for the meeting of a day.

    ``for_day`` is the day of the meeting, ``due_on`` the last day to hand in (never after it). ``reminded_on`` is when
    those who owed were reminded last. Every member of the circle sees who has reported and who owes.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="report_calls")
    title = models.CharField(_("název"), max_length=200)
    for_day = models.DateField(_("k jednání dne"))
    due_on = models.DateField(_("odevzdat do"))
    asked_on = models.DateField(default=timezone.localdate)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    state = models.CharField(_("stav"), max_length=10, choices=CallState.choices, default=CallState.OPEN)
    closed_on = models.DateField(null=True, blank=True)

    objects = CircleScopedQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed group title for_day due_on asked_on reminded_on state closed_on",
        personal="asked_by",
    )

    class Meta:
        ordering = ["for_day", "id"]
        indexes = [models.Index(fields=["group", "for_day"]), models.Index(fields=["state", "due_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__lte=F("for_day")), name="reports_due_before_meeting"),
            models.CheckConstraint(
                condition=Q(state=CallState.CLOSED, closed_on__isnull=False)
                | Q(state=CallState.OPEN, closed_on__isnull=True),
                name="reports_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.for_day}"


class AskQuerySet(models.QuerySet["Ask"]):
    """Who was asked follows the call."""

    def visible_to(self, actor: Actor) -> "AskQuerySet":
        return self if actor.is_system else self.filter(call__in=Call.objects.visible_to(actor))


class Ask(models.Model):
    """A person asked for the report of an organisation; ``is_mailed`` says whether there was an address to write to."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="asks")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    is_mailed = models.BooleanField(default=False)

    objects = AskQuerySet.as_manager()

    field_classes = classify(internal="id call organisation asked_at is_mailed", personal="person")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["call", "organisation", "person"], name="reports_asked_once")]

    def __str__(self) -> str:
        return f"{self.organisation} / {self.person}"


class ReportQuerySet(CircleScopedQuerySet):
    """Reports; the current one of an organisation and call is the one that nothing supersedes."""

    def visible_to(self, actor: Actor) -> "ReportQuerySet":
        return super().visible_to(actor)  # type: ignore[return-value]

    def current(self) -> "ReportQuerySet":
        """Without versions that were corrected since."""
        return self.filter(superseded_by__isnull=True)


class Report(CircleScoped):
    """One version of an organisation's report. Never overwritten: a correction supersedes it and has the next number.

    Its numbers are claims (``figures``). „Beze změny“ takes over the words of the last report and says since when they
    hold (``unchanged_since``, the day that report was for); it repeats no numbers. ``entered_by`` is filled where
    chair or recorder entered it for the ``author``.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="superseded_by"
    )
    state = models.CharField(_("stav"), max_length=12, choices=ReportState.choices, default=ReportState.HANDED_IN)
    text = models.TextField(_("co je nového"), blank=True)
    problems = models.TextField(_("problémy"), blank=True)
    needs = models.TextField(_("potřeby"), blank=True)
    unchanged_since = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle is_closed call organisation number supersedes state text problems needs "
        "unchanged_since handed_in_at",
        personal="author entered_by",
    )

    class Meta:
        ordering = ["call", "organisation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"], condition=Q(supersedes__isnull=True), name="reports_first_once"
            ),
            models.UniqueConstraint(fields=["call", "organisation", "number"], name="reports_number_once"),
            models.CheckConstraint(
                condition=Q(number=1, supersedes__isnull=True) | Q(number__gt=1, supersedes__isnull=False),
                name="reports_chain",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.NOTHING_NEW, unchanged_since__isnull=False)
                | Q(state=ReportState.HANDED_IN, unchanged_since__isnull=True),
                name="reports_unchanged_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.number}"


class FigureQuerySet(models.QuerySet["Figure"]):
    """A number is seen by who sees its report."""

    def visible_to(self, actor: Actor) -> "FigureQuerySet":
        return self if actor.is_system else self.filter(report__in=Report.objects.visible_to(actor))


class Figure(models.Model):
    """A number of a version: which claim, in which place. Versions share the claims that did not change."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    objects = FigureQuerySet.as_manager()

    field_classes = classify(internal="id report claim position")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["report", "claim"], name="reports_figure_once")]

    def __str__(self) -> str:
        return str(self.claim)

    @property
    def period(self) -> str:
        """The claim's period in words, a whole year as its number; empty where none is told."""
        return period_text(self.claim.period_from, self.claim.period_to)


class DraftQuerySet(models.QuerySet["Draft"]):
    """What is not handed in is seen by its writer and by who sits in the circle for the same organisation."""

    def visible_to(self, actor: Actor) -> "DraftQuerySet":
        if actor.is_system:
            return self
        represented = Seat.objects.filter(
            pk__in=actor.seat_ids, circle=OuterRef("call__circle"), organisation=OuterRef("organisation")
        ).without_break_glass()
        return self.filter(
            Q(person=actor.person_id or 0) | Exists(represented), call__circle__in=actor.circle_ids
        )


class Draft(models.Model):
    """A report being typed by one person, kept as typed, also what cannot be read yet.

    ``content`` maps names of fields to texts, with ``numbers`` as a list of such maps. ``base`` is the number of the
    version it was typed over, 0 for none.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="drafts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    base = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    field_classes = classify(internal="id uid call organisation base content saved_at", personal="person")

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["call", "organisation", "person"], name="reports_draft_once")]

    def __str__(self) -> str:
        return f"{self.organisation} / {self.person}"
