"""What the installation does with collections by itself, and what it tells people: reminders, sources of claims."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from soucinnost.access.verbs import name_verbs
from soucinnost.agencies.models import Person
from soucinnost.evidence.periods import period_text
from soucinnost.evidence.sources import Source
from soucinnost.evidence.sources import register as register_source
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.dates import is_working_day
from soucinnost.kernel.duties import Duty
from soucinnost.kernel.duties import register as register_duty
from soucinnost.notices import purposes
from soucinnost.notices.digests import HORIZON, DigestLine, DigestSource
from soucinnost.notices.digests import register as register_digest
from soucinnost.notices.words import name_kinds
from soucinnost.strategy import collecting_links as links
from soucinnost.strategy.actions.collecting import ask_again, remind
from soucinnost.strategy.answering import SOURCE
from soucinnost.strategy.collecting_words import KINDS, VERBS
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.models import Answer, Ask, Collection
from soucinnost.strategy.selectors.collecting import asked_of, standing_of
from soucinnost.strategy.views.collecting_answer import by_link

logger = logging.getLogger(__name__)
REMINDED_BEFORE = timedelta(days=3)
QUIET_AFTER_ASKING = timedelta(days=2)


def look_after_collections(*, by: Actor) -> str:
    """One round: on a working day shortly before its due day remind those who owe, each collection once."""
    today = timezone.localdate()
    if not is_working_day(today):
        return ""
    told = 0
    coming = Collection.objects.filter(
        state=CollectionState.OPEN, due_on__gte=today, due_on__lte=today + REMINDED_BEFORE, reminded_on__isnull=True,
        asked_on__lte=today - QUIET_AFTER_ASKING,
    )
    for one in coming.select_related("strategy__circle__controller__organisation").order_by("pk"):
        try:
            with transaction.atomic():
                told += remind(by=by, collection=one) if standing_of(by, one).owing else 0
        except Exception:  # noqa: BLE001 - the others get their turn; logged, tried again in the next round
            logger.exception("collection %s", one.uid)
    if not told:
        return ""
    return ngettext("%(count)s člověku připomenut sběr", "%(count)s lidem připomenut sběr", told) % {"count": told}


def owed_answers(actor: Actor, day: date) -> Iterator[DigestLine]:
    """Answers that owners of the actor owe: until their day in the weekly summary only, then reminded of."""
    for ask in asked_of(actor):
        due = ask.collection.due_on
        if due > day + timedelta(days=HORIZON):
            continue
        text = _("Co se udělalo za období %(period)s: %(organisation)s, %(strategy)s") % {
            "period": period_text(ask.collection.period_from, ask.collection.period_to),
            "organisation": ask.organisation.name, "strategy": ask.strategy.title,
        }
        yield DigestLine(
            text=text, day=due, uid=ask.uid, circle_id=ask.strategy.circle_id, reminds=due < day,
            stage=f"late:{due}", url_path=reverse("strategy:answer", args=[ask.uid]), link=partial(_link, ask),
        )


def _link(ask: Ask, by: Actor, person: Person) -> str:
    return links.link_for(by, ask, person) if ask.person_id == person.pk else ""


def describe(actor: Actor, uids: Iterable[str]) -> Mapping[str, Source]:
    """Answers in collections that the actor sees: whose and for which period."""
    found = Answer._base_manager.filter(
        uid__in=list(uids), ask__in=Ask.objects.visible_to(actor)
    ).select_related("ask__organisation", "ask__collection")
    return {
        one.uid: Source(
            f"{one.ask.collection.title}, {one.ask.organisation.name}",
            reverse("strategy:answered", args=[one.ask.uid]),
        )
        for one in found
    }


def register_collecting() -> None:
    """Tell the frame about collections: verbs, mails, one-time links, sources of claims, duties, reminders."""
    name_verbs(VERBS)
    name_kinds(KINDS)
    register_source(SOURCE, describe)
    purposes.register(purposes.Purpose(
        key=links.PURPOSE, label=links.LABEL, answer=by_link, open_until=links.open_until, send_again=ask_again,
        model=Ask,
    ))
    label = gettext_lazy("Připomínky sběru strategie")
    register_duty(Duty("strategy.collections", label, timedelta(hours=1), look_after_collections))
    digest = pgettext_lazy("list", "Sběr ke strategii")
    register_digest(DigestSource(key="collections", label=digest, lines=owed_answers, choice="reports", order=32))
