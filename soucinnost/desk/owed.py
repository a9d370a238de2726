"""What the reader owes to a group: an answer to an invitation, a report before a meeting, a vote, a public version;
and to a strategy: what its organisation did."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from soucinnost.ballots.moments import last_day
from soucinnost.ballots.selectors import waiting_ballots
from soucinnost.desk.things import Waiting, urgency
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import format_date
from soucinnost.meetings.models import Meeting
from soucinnost.publishing.selectors.waiting import minutes_to_publish
from soucinnost.reports.selectors import owed_by
from soucinnost.strategy.selectors.collecting import asked_of


def owed_reports(actor: Actor, today: date) -> list[Waiting]:
    """Reports that the actor's organisations owe before a meeting."""
    found = []
    for one in owed_by(actor):
        status, when = urgency(one.call.due_on, today)
        detail = _("%(group)s, k jednání %(day)s") % {
            "group": one.call.group.name, "day": format_date(one.call.for_day)
        }
        title = _("Zpráva k jednání: %(organisation)s") % {"organisation": one.organisation.name}
        url = reverse("reports:write", args=[one.call.uid, one.organisation.uid])
        found.append(Waiting(status, when, title, detail, url, _("Napsat zprávu"), one.call.due_on, one.call.uid))
    return found


def owed_answers(actor: Actor, today: date) -> list[Waiting]:
    """What the actor's organisations are asked to write of their measures in a strategy."""
    found = []
    for ask in asked_of(actor):
        due = ask.collection.due_on
        status, when = urgency(due, today)
        title = _("Co se udělalo: %(organisation)s") % {"organisation": ask.organisation.name}
        detail = f"{ask.collection.title}, {ask.strategy.title}"
        url = reverse("strategy:answer", args=[ask.uid])
        found.append(Waiting(status, when, title, detail, url, _("Vyplnit"), due, ask.uid))
    return found


def to_answer(meeting: Meeting, today: date) -> Waiting:
    """An invitation that the reader has not answered."""
    day = timezone.localtime(meeting.starts_at).date()
    status, _words = urgency(day, today)
    url = reverse("meetings:reply", args=[meeting.uid])
    title = _("Přijdete na jednání?")
    return Waiting(status, format_date(day), title, meeting.group.name, url, _("Odpovědět"), day, meeting.uid)


def missing_votes(actor: Actor, today: date) -> list[Waiting]:
    """Votes by correspondence in which the actor's vote is missing."""
    found = []
    for ballot in waiting_ballots(actor):
        due = last_day(ballot.deadline)
        status, when = urgency(due, today)
        url = reverse("ballots:ballot", args=[ballot.uid])
        title = _("Hlasování: %(question)s") % {"question": ballot.question}
        found.append(Waiting(status, when, title, ballot.group.name, url, _("Hlasovat"), due, ballot.uid))
    return found


def public_versions(actor: Actor) -> list[Waiting]:
    """Locked minutes of a group with a public page that wait for their public version."""
    found = []
    for meeting in minutes_to_publish(actor):
        day = format_date(timezone.localtime(meeting.starts_at).date())
        detail = _("%(group)s, jednání %(day)s") % {"group": meeting.group.name, "day": day}
        url = reverse("publishing:meeting", args=[meeting.uid])
        status, when = urgency(None, timezone.localdate())
        found.append(
            Waiting(status, when, _("Veřejná verze zápisu"), detail, url, _("Připravit"), None, meeting.uid)
        )
    return found
