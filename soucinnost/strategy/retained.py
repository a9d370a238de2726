"""How long strategies are kept, and what was begun in a collection and never handed in."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from soucinnost.retention.models import Rule
from soucinnost.retention.registry import Kind, register
from soucinnost.strategy.actions.erasing import erase_answers, erase_strategies
from soucinnost.strategy.enums import CollectionState
from soucinnost.strategy.models import Answer, Assessment, Goal, Strategy


def expired_strategies(cutoff: datetime) -> QuerySet[Strategy]:
    """Strategies whose period ended before the cut-off and which nobody has evaluated or assessed since.

    The term runs from whichever came last, so that an evaluation written years later is kept as long as others.
    """
    day = timezone.localtime(cutoff).date()
    evaluated = Goal.objects.filter(strategy=OuterRef("pk"), evaluated_on__gte=day)
    assessed = Assessment.objects.filter(strategy=OuterRef("pk"), assessed_on__gte=day)
    return Strategy.objects.filter(~Exists(evaluated), ~Exists(assessed), period_to__lt=day)


def expired_answers(cutoff: datetime) -> QuerySet[Answer]:
    """Answers of closed collections that were never handed in and that nobody has touched since the cut-off."""
    closed = CollectionState.CLOSED
    return Answer.objects.filter(number=0, saved_at__lt=cutoff, ask__collection__state=closed)


def register_kinds() -> None:
    """Register strategies and drafts of answers with retention; safe to call again."""
    register(Kind(
        key="strategy.strategy", label=_("Strategie s doklady a vyhodnocením"), default_months=120,
        afterwards=Rule.Afterwards.REVIEW,
        basis=_("Spisový a skartační řád organizace: strategie se nabízí archivu, bez posouzení se nic nemaže."),
        expired=expired_strategies, dispose=erase_strategies,
        organisation_path="circle__controller__organisation__uid",
    ))
    register(Kind(
        key="strategy.answer", label=_("Rozepsané odpovědi ve sběru podkladů"), default_months=12,
        afterwards=Rule.Afterwards.ERASE,
        basis=_("Rozepsaný text nikdo neodevzdal a sběr je uzavřený; po roce už nemá účel."),
        expired=expired_answers, dispose=erase_answers,
        organisation_path="strategy__circle__controller__organisation__uid",
    ))
