"""What waits in strategies: collections that close, remarks without answers, strategies that are over."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soucinnost.desk.things import Waiting, urgency
from soucinnost.strategy.selectors.awaiting import Awaited

EACH = 3
"""So many strategies that are over have a line each; of more there is one line for all."""


def in_strategies(found: Awaited, today: date) -> list[Waiting]:
    """Lines for who writes a strategy, and for who manages or coordinates it."""
    lines = [_collection(one, today) for one in found.collecting] + [_remarks(one) for one in found.remarked]
    if len(found.over) > EACH:
        return [*lines, _all_over(len(found.over))]
    return [*lines, *(_over(one, today) for one in found.over)]


def _collection(one: Any, today: date) -> Waiting:
    status, when = urgency(one.due_on, today)
    detail = f"{one.collection_title}, {one.title}"
    url, action = reverse("strategy:collection", args=[one.collection_uid]), _("Otevřít sběr")
    if not one.missing:
        title = _("Uzavřít sběr, odpověděli všichni")
        return Waiting("run", _("odevzdáno"), title, detail, url, action, one.due_on, one.collection_uid)
    if one.due_on < today:
        title = ngettext("%(count)s odpověď do sběru chybí", "%(count)s odpovědí do sběru chybí", one.missing)
    else:
        title = ngettext("Sběr končí, chybí %(count)s odpověď", "Sběr končí, chybí %(count)s odpovědí", one.missing)
    title = title % {"count": one.missing}
    return Waiting(status, when, title, detail, url, action, one.due_on, one.collection_uid)


def _remarks(one: Any) -> Waiting:
    title = ngettext("Vypořádat %(count)s připomínku", "Vypořádat %(count)s připomínek", one.unanswered)
    return Waiting(
        "part", _("k vypořádání"), title % {"count": one.unanswered}, one.title,
        reverse("strategy:rounds", args=[one.uid]), _("Otevřít připomínky"), None, one.uid,
    )


def _over(one: Any, today: date) -> Waiting:
    status, when = urgency(one.period_to, today)
    return Waiting(
        status, when, _("Strategie skončila a není vyhodnocená"), one.title,
        reverse("strategy:strategy", args=[one.uid]), _("Otevřít strategii"), one.period_to, one.uid,
    )


def _all_over(count: int) -> Waiting:
    title = ngettext(
        "%(count)s strategie skončila a není vyhodnocená", "%(count)s strategií skončilo a není vyhodnoceno", count
    )
    url = reverse("strategy:list")
    return Waiting("part", _("k vyhodnocení"), title % {"count": count}, "", url, _("Otevřít seznam"), None, "")
