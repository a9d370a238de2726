"""Public versions on the page of their group, and the link on the page of minutes."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soucinnost.access.prepared import Prepared
from soucinnost.access.rules import releases, runs
from soucinnost.access.sections import Entry
from soucinnost.groups.hooks import Section
from soucinnost.groups.models import Group
from soucinnost.kernel.actor import Actor
from soucinnost.meetings.enums import MeetingState
from soucinnost.meetings.hooks import Link
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.models import PublicMinutes
from soucinnost.publishing.rules import may_prepare, may_write_statement
from soucinnost.publishing.selectors.wording import outdated_among

STATEMENT = Entry(
    "statement", gettext_lazy("Prohlášení o přístupnosti"),
    gettext_lazy("kdo provozuje veřejné stránky a kam hlásit překážky"), "publishing:statement", 85,
    may_write_statement,
)
"""On the page of the administration."""
SHOWN = 6
"""The newest ones; the public page of the group has them all."""


def public_minutes_of(actor: Actor, group: Group) -> Section | None:
    """Which minutes are public, for every member; nothing where none ever were and the group has no public page."""
    rows = _newest(actor, group.pk)
    if not rows and not group.publishes_minutes:
        return None
    outdated = outdated_among([one for one in rows if one.withdrawn_at is None])
    prepares = runs(actor, group.circle) or releases(actor, group.circle)
    return Section(
        key="verejne", title=_("Veřejné zápisy"), template="publishing/section.html",
        context={
            "rows": [{"minutes": one, "outdated": one.pk in outdated} for one in rows], "group": group,
            "prepares": prepares,
        },
        uids=tuple(one.uid for one in rows),
    )


@Prepared
def _newest(actor: Actor, group: int) -> QuerySet[PublicMinutes]:
    found = PublicMinutes.objects.visible_to(actor).filter(meeting__group=group)
    light = found.select_related("meeting", "version").defer("pdf", "docx", "parts", "words", "version__content")
    return light.order_by("-day", "-pk")[:SHOWN]


def link_of(actor: Actor, meeting: Meeting) -> Link | None:
    """„Veřejná verze“ on the page of locked minutes, and wherever one already is, for who may prepare it."""
    if not may_prepare(actor, meeting):
        return None
    if meeting.state != MeetingState.FINAL and not PublicMinutes.objects.filter(meeting=meeting).exists():
        return None
    return Link(_("Veřejná verze"), reverse("publishing:meeting", args=[meeting.uid]))
