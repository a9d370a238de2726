"""What the tests of public versions start from: locked minutes of the cast's group, with and without decisions."""

from typing import Any

from soucinnost.groups.actions import change_group
from soucinnost.groups.models import Group
from soucinnost.meetings.actions.findings import leave_data
from soucinnost.meetings.actions.signoff import sign_as_recorder
from soucinnost.meetings.findings import undecided_in
from soucinnost.meetings.models import AgendaItem, Entry, Meeting
from soucinnost.publishing.actions import deciding, preparing, releasing
from soucinnost.publishing.enums import Decision
from soucinnost.publishing.models import Cover, Preparation, PublicMinutes
from soucinnost.publishing.selectors.proposals import parts_of
from soucinnost.publishing.text import joined
from tests import factories
from tests.cast import Cast
from tests.meetings.signoff_kit import drafted, final, fresh, newest, review

NAMED = ("Jana Nováková volala na 601 234 567.", "Skupina se domluvila na osvětlení u nádraží.")


def opted_in(cast: Cast) -> Group:
    """The cast's group with its public page switched on."""
    return change_group(by=cast.actor("chair"), group=cast.group, publishes_minutes=True)


def locked(cast: Cast, *lines: str, **more: Any) -> Meeting:
    """Locked minutes with the given lines."""
    return fresh(final_with(cast, *lines, **more))


def final_with(cast: Cast, *lines: str, closed: str = "") -> Meeting:
    """Locked minutes; ``closed`` is a line only chair and member see."""
    return signed_off(cast, drafted(cast, *(lines or NAMED), closed=closed))


def signed_off(cast: Cast, meeting: Meeting) -> Meeting:
    """Sign minutes and lock them; personal data that stand there were decided to belong there."""
    found = undecided_in(cast.actor("chair"), meeting)
    if found:
        leave_data(by=cast.actor("chair"), meeting=meeting, found=found, reason="Patří k věci.")
    sign_as_recorder(by=cast.actor("recorder"), meeting=meeting)
    return review(cast, meeting, "reviewer", under=newest(meeting))


def begun(cast: Cast, *lines: str, role: str = "recorder", **more: Any) -> Preparation:
    """A preparation of locked minutes."""
    return preparing.start(by=cast.actor(role), meeting=locked(cast, *lines, **more))


def decided(cast: Cast, preparation: Preparation, decision: str = Decision.HIDE) -> Preparation:
    """Decide everything that waits the same way."""
    waiting = preparation.covers.filter(decision=Decision.WAITING)
    choices = [deciding.Choice(cover.uid, cover.decision, decision) for cover in waiting]
    deciding.decide(by=cast.actor("recorder"), preparation=preparation, choices=choices)
    return preparation


def published(cast: Cast, *lines: str, role: str = "chair", **more: Any) -> PublicMinutes:
    """Published minutes of a group with a public page, everything proposed hidden."""
    if not Group.objects.get(pk=cast.group.pk).publishes_minutes:
        opted_in(cast)
    preparation = decided(cast, begun(cast, *lines, **more))
    return releasing.publish(by=cast.actor(role), preparation=preparation)


def text_of(preparation: Preparation) -> str:
    """The whole text of a preparation."""
    return joined(parts_of(preparation))


def covered_words(preparation: Preparation) -> list[str]:
    """The words under the covers, in order."""
    text = text_of(preparation)
    return [text[cover.start : cover.end] for cover in preparation.covers.order_by("start")]


def cover_over(preparation: Preparation, words: str) -> Cover:
    """The cover over exactly these words."""
    text = text_of(preparation)
    return next(one for one in preparation.covers.all() if text[one.start : one.end] == words)


__all__ = ["AgendaItem", "Entry", "begun", "cover_over", "covered_words", "decided", "factories", "final", "locked",
           "opted_in", "published", "signed_off", "text_of"]
