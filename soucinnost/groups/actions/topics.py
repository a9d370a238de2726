"""Topics that members raise for a coming meeting."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from soucinnost.access.rules import require
from soucinnost.audit.actions import record
from soucinnost.groups import rules
from soucinnost.groups.actions.common import checked_title, lock, must_be_open
from soucinnost.groups.enums import TopicState
from soucinnost.groups.findable import find_topic
from soucinnost.groups.models import Group, Topic
from soucinnost.kernel.actor import Actor

MOST_NOTE = 4000


@transaction.atomic
def raise_topic(*, by: Actor, group: Group, title: str, note: str = "") -> Topic:
    """Propose something to be talked about; every member and deputy may."""
    group = lock(group)
    require(rules.takes_part(by, group.circle))
    must_be_open(group)
    topic = Topic.objects.create(
        group=group, title=checked_title(title), note=_checked_note(note), raised_by_id=by.person_id
    )
    find_topic(topic)
    record(by=by, verb="topic.raised", object_uid=topic.uid, circle=group.circle.uid)
    return topic


@transaction.atomic
def change_topic(*, by: Actor, topic: Topic, title: str, note: str = "") -> Topic:
    """Reword a topic that is still open: who raised it, or who runs the group."""
    group = lock(topic.group)
    topic = group.topics.select_for_update(no_key=True).get(pk=topic.pk)
    topic.group = group
    require(rules.edits_topic(by, topic))
    must_be_open(group)
    if topic.state not in {TopicState.OPEN, TopicState.SCHEDULED}:
        raise ValidationError(_("Téma už je uzavřené."))
    topic.title, topic.note = checked_title(title), _checked_note(note)
    topic.save(update_fields=["title", "note"])
    find_topic(topic)
    record(by=by, verb="topic.changed", object_uid=topic.uid, circle=group.circle.uid)
    return topic


@transaction.atomic
def settle_topic(*, by: Actor, topic: Topic, state: str) -> Topic:
    """Say what became of a topic: scheduled, done, dropped, or open again. Who runs the group."""
    group = lock(topic.group)
    require(rules.runs_group(by, group))
    if state not in TopicState.values:
        raise ValidationError({"state": _("Takový stav téma mít nemůže.")})
    topic = group.topics.select_for_update(no_key=True).get(pk=topic.pk)
    topic.state = state
    topic.save(update_fields=["state"])
    record(by=by, verb="topic.settled", object_uid=topic.uid, circle=group.circle.uid)
    return topic


def _checked_note(note: str) -> str:
    if len(note) > MOST_NOTE:
        raise ValidationError({"note": _("Text má nejvýše %(limit)s znaků.") % {"limit": MOST_NOTE}})
    return note.strip()
