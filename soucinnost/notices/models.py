"""What is to be sent and what became of it; links and calendar feeds for people who have no account."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.access.enums import Function
from soucinnost.access.models import Circle, EncryptedTextField
from soucinnost.agencies.models import Person
from soucinnost.documents.models import Attachment
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.ids import new_uid
from soucinnost.kernel.privacy import classify


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by who may know of them. Knowing of a message is not reading it: see ``rules.reads_text``."""

    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        """Own messages, those of circles the actor runs, all of them for administrators of accounts.

        That a private message exists tells that something is closed and to whom it was told, so that who runs the
        circle sees only those that are not private.
        """
        if actor.is_system or actor.is_administrator:
            return self
        if not actor.is_signed_in:
            return self.none()
        run = Q(circle__in=circles_run_by(actor), is_private=False)
        return self.filter(Q(person=actor.person_id) | run)


def circles_run_by(actor: Actor) -> list[int]:
    """Circles whose chair or recorder the actor is."""
    return [circle for circle in sorted(actor.circle_ids) if actor.has(circle, Function.CHAIR, Function.RECORDER)]


class Message(models.Model):
    """One mail to one person, kept until sent and then for its retention term.

    ``link`` is a one-time address that goes out with the text and is forgotten then. ``is_private`` marks a text with
    something that not every member of the circle may read; then only the addressee reads it here. ``about`` is the uid
    of the record it speaks of. ``calendar`` is the calendar file that travels with it; ``papers`` are attached if their
    reader may still see them when the message goes.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("čeká")
        SENT = "sent", _("odesláno")
        FAILED = "failed", _("nepodařilo se")
        HELD = "held", _("neodesílá se, pošta není nastavena")
        CANCELLED = "cancelled", _("zrušeno")
        OUTSIDE = "outside", _("odesláno z vlastní schránky")
        BOUNCED = "bounced", _("vrátilo se")

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    address = models.EmailField(_("adresa"))
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("předmět"), max_length=200)
    body = models.TextField(_("text"))
    link = EncryptedTextField(_("odkaz"), blank=True)
    is_private = models.BooleanField(default=False)
    about = models.CharField(max_length=40, blank=True)
    calendar = models.TextField(_("událost do kalendáře"), blank=True)
    papers = models.ManyToManyField(Attachment, blank=True, related_name="+")
    state = models.CharField(_("stav"), max_length=10, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle kind subject body is_private about calendar state tries next_try_at error created_at "
        "sent_at",
        personal="person address",
        sensitive="link",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return self.subject


class OneTimeLinkQuerySet(models.QuerySet["OneTimeLink"]):
    """Links by what they can still do and by who may know of them."""

    def usable(self) -> "OneTimeLinkQuerySet":
        """Links neither used, nor revoked, nor past their term."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())

    def visible_to(self, actor: Actor) -> "OneTimeLinkQuerySet":
        """Links of circles the actor runs (that they exist and what became of them; no one learns the address)."""
        return self if actor.is_system else self.filter(circle__in=circles_run_by(actor))


class OneTimeLink(models.Model):
    """A link by which somebody without an account does one thing in one circle.

    Bound to a person, whose seats in the circle are asked anew at each opening: who left yesterday opens nothing.
    ``purpose`` and ``object_uid`` name the one thing, ``part_uid`` a part of it where it has some (the organisation
    whose report is asked for in a call). The token itself is nowhere kept. Opening shows, a POST consumes.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="one_time_links")
    purpose = models.CharField(max_length=40)
    object_uid = models.CharField(max_length=40)
    part_uid = models.CharField(max_length=40, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("platí do"))
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    field_classes = classify(
        internal="id uid circle purpose object_uid part_uid token_hash made_at expires_at used_at revoked_at",
        personal="person",
    )

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["purpose", "object_uid"])]

    def __str__(self) -> str:
        return self.uid


class FeedQuerySet(models.QuerySet["Feed"]):
    """Feeds by who may know of them."""

    def live(self) -> "FeedQuerySet":
        """Feeds that were not ended."""
        return self.filter(ended_at__isnull=True)

    def visible_to(self, actor: Actor) -> "FeedQuerySet":
        """One's own feeds."""
        return self if actor.is_system else self.filter(person=actor.person_id, person__isnull=False)


class Feed(models.Model):
    """An address that a calendar subscribes to: all meetings of a person, or those of one circle.

    What it says is read anew with the person's seats of that moment. The token itself is nowhere kept.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="feeds")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    field_classes = classify(internal="id uid circle token_hash made_at ended_at", personal="person")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.uid


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """What people chose to be told."""

    def visible_to(self, actor: Actor) -> "PreferenceQuerySet":
        """One's own choice."""
        return self if actor.is_system else self.filter(person=actor.person_id, person__isnull=False)


class Preference(models.Model):
    """What a person wants to be reminded of and when. Who has no row gets what the fields say by default.

    Invitations, minutes, tasks given and messages about accounts are not reminders: they come always. ``days_before``
    is how many days before its day something is reminded of. ``weekly`` adds a summary on ``weekday`` (0 is Monday) at
    ``hour`` in Prague; with ``together`` nothing comes but the summary. ``weekly_done`` is the day of the last summary
    that was seen to (the chosen weekday, not the working day it may have moved to); ``changed_by`` is who chose.
    """

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    tasks = models.BooleanField(_("úkoly, kterým se blíží nebo prošel termín"), default=True)
    minutes = models.BooleanField(_("zápisy, které čekají na připomínky nebo na podpis"), default=True)
    reports = models.BooleanField(_("zprávy, které moje organizace dluží"), default=True)
    days_before = models.PositiveSmallIntegerField(_("kolik dnů předem"), default=3)
    weekly = models.BooleanField(_("týdenní souhrn"), default=False)
    weekday = models.PositiveSmallIntegerField(_("den souhrnu"), default=0)
    hour = models.PositiveSmallIntegerField(_("hodina souhrnu"), default=7)
    together = models.BooleanField(_("všechno najednou v týdenním souhrnu"), default=False)
    weekly_done = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PreferenceQuerySet.as_manager()

    field_classes = classify(
        internal="id uid tasks minutes reports days_before weekly weekday hour together weekly_done changed_at",
        personal="person changed_by",
    )

    class Meta:
        indexes = [models.Index(fields=["weekly", "weekday"])]
        constraints = [
            models.CheckConstraint(condition=Q(days_before__gte=1, days_before__lte=14), name="notices_days_before"),
            models.CheckConstraint(condition=Q(weekday__lte=4, hour__gte=7, hour__lte=18), name="notices_weekly_when"),
            models.CheckConstraint(condition=Q(together=False) | Q(weekly=True), name="notices_together_weekly"),
        ]

    def __str__(self) -> str:
        return self.uid

    @property
    def is_off(self) -> bool:
        """Whether nothing of all this comes."""
        return not (self.tasks or self.minutes or self.reports or self.weekly)


class ToldQuerySet(models.QuerySet["Told"]):
    """What people were reminded of."""

    def visible_to(self, actor: Actor) -> "ToldQuerySet":
        """What oneself was reminded of: that somebody else was could tell of something closed."""
        return self if actor.is_system else self.filter(person=actor.person_id, person__isnull=False)


class Told(models.Model):
    """That a person was reminded of one thing in one stage, so that it is not said twice.

    It outlives the message, whose text has its own term: what waits longer than that must not be told anew.

    A row without ``object_uid`` stands for the mail itself: one a person and day (``stage`` is the day).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="told")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    object_uid = models.CharField(max_length=40, blank=True)
    stage = models.CharField(max_length=30)
    told_on = models.DateField(default=timezone.localdate)

    objects = ToldQuerySet.as_manager()

    field_classes = classify(internal="id message circle object_uid stage told_on", personal="person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "object_uid", "stage"], name="notices_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.object_uid} {self.stage}"


class ReminderRound(models.Model):
    """How far the reminders of a day have come: everybody up to ``reached`` (a person's number) was seen to."""

    day = models.DateField(unique=True)
    reached = models.PositiveBigIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    field_classes = classify(internal="id day reached sent finished_at")

    def __str__(self) -> str:
        return str(self.day)
