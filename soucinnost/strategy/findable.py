"""What of a strategy can be found by search.

The entry of the strategy itself holds its frame only, because managers and coordinators see no more. Everything else
is content: found by those who sit in the team. A claim is found while no later one supersedes it.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from soucinnost.evidence.models import Claim
from soucinnost.kernel.actor import Actor
from soucinnost.kernel.typography import shortened
from soucinnost.search import actions as search
from soucinnost.search.files import Holder, hang
from soucinnost.search.registry import Document, Family, Searchable, register
from soucinnost.strategy.models import ClaimUse, Goal, Measure, ReportVersion, Strategy, Undertaking
from soucinnost.strategy.selectors.whole import newest

STRATEGY, GOAL, MEASURE, UNDERTAKING, CLAIM = (
    "strategy", "strategy.goal", "strategy.measure", "strategy.undertaking", "strategy.claim",
)
FAMILY = Family("strategie", _("Strategie"), 35)
MOST_TITLE = 200


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _strategy(one: Strategy) -> Document:
    years = f"{one.period_from.year} {one.period_to.year}"
    area = one.area.name if one.area is not None else ""
    return Document(one.uid, one.title, _lines(one.get_kind_display(), area, years), one.period_from, one.circle_id)


def _goal(one: Goal) -> Document:
    return Document(
        one.uid, one.title, _lines(one.description, one.evaluation), one.evaluated_on, one.strategy.circle_id,
        page=one.strategy.uid,
    )


def _measure(one: Measure) -> Document:
    held = newest(one.assessments.all())
    planned = sorted(one.activities.all(), key=lambda activity: (activity.position, activity.pk))
    text = _lines(
        one.description, *(activity.text for activity in planned),
        *(assessment.reason for _place, assessment in sorted(held.items(), key=lambda pair: pair[1].pk)),
    )
    return Document(one.uid, one.title, text, one.period_from, one.strategy.circle_id)


def _undertaking(one: Undertaking) -> Document:
    return Document(one.uid, one.title, _lines(one.description, one.place), one.period_from, one.strategy.circle_id)


def _claim(one: Claim) -> Document:
    title = one.label or shortened(one.text, MOST_TITLE)
    return Document(one.uid, title, _lines(one.text, one.source_label), one.stated_on, one.circle_id)


def used_claims(actor: Actor) -> QuerySet[Claim]:
    """Claims in force that are evidence of some strategy, as far as the actor sees both."""
    uses = ClaimUse.objects.visible_to(actor).filter(claim=OuterRef("pk"))
    later = Claim.objects.filter(supersedes=OuterRef("pk"))
    return Claim.objects.visible_to(actor).filter(Exists(uses), ~Exists(later))


def find_strategy(one: Strategy) -> None:
    """Put the frame of a strategy into the index."""
    search.put_document(STRATEGY, _strategy(one))


def find_goal(one: Goal) -> None:
    """Put a goal with its evaluation into the index."""
    search.put_document(GOAL, _goal(one))


def find_measure(one: Measure) -> None:
    """Put a measure with what it plans, and why it turned out as it did, into the index."""
    search.put_document(MEASURE, _measure(one))


def find_undertaking(one: Undertaking) -> None:
    """Put what was done into the index."""
    search.put_document(UNDERTAKING, _undertaking(one))


def find_claim(one: Claim) -> None:
    """Put a claim into the index, or take it out when nothing rests on it any more."""
    if ClaimUse.objects.filter(claim=one).exists() and not Claim.objects.filter(supersedes=one).exists():
        search.put_document(CLAIM, _claim(one))
    else:
        lose(CLAIM, one.uid)


def find_claims(new: Iterable[Claim]) -> None:
    """Put claims that were just stated and used into the index, with few statements."""
    search.put_all(CLAIM, (_claim(one) for one in new))


def lose(kind: str, uid: str) -> None:
    """Take a record out of the index."""
    search.drop(kind=kind, uid=uid)


def register_kinds() -> None:
    """Tell the search what can be found and where it leads; safe to call again."""
    register(Searchable(
        STRATEGY, _("strategie"), Strategy.objects.visible_to, lambda uid: reverse("strategy:strategy", args=[uid]),
        family=FAMILY, shows_group=False, document=_strategy, records=lambda: Strategy.objects.select_related("area"),
    ))
    register(Searchable(
        GOAL, _("cíl strategie"), Goal.objects.visible_to,
        place=lambda uid, page: f"{reverse('strategy:strategy', args=[page])}#cil-{uid}",
        family=FAMILY, is_seated=True, document=_goal, records=lambda: Goal.objects.select_related("strategy"),
    ))
    register(Searchable(
        MEASURE, _("opatření"), Measure.objects.visible_to, lambda uid: reverse("strategy:measure", args=[uid]),
        family=FAMILY, is_seated=True, document=_measure,
        records=lambda: Measure.objects.select_related("strategy").prefetch_related("activities", "assessments"),
    ))
    register(Searchable(
        UNDERTAKING, _("akce nebo projekt"), Undertaking.objects.visible_to,
        lambda uid: reverse("strategy:undertaking", args=[uid]), family=FAMILY, is_seated=True, document=_undertaking,
        records=lambda: Undertaking.objects.select_related("strategy"),
    ))
    register(Searchable(
        CLAIM, _("údaj ve strategii"), used_claims, lambda uid: reverse("strategy:claim", args=[uid]), family=FAMILY,
        is_seated=True, document=_claim, records=_all_claims,
    ))
    _hang_files()


def _all_claims() -> QuerySet[Claim]:
    later = Claim.objects.filter(supersedes=OuterRef("pk"))
    return Claim.objects.filter(Exists(ClaimUse.objects.filter(claim=OuterRef("pk"))), ~Exists(later))


def _hang_files() -> None:
    """Files: the paper a claim stands in, and versions of the report (the PDF; the same in Word is not read twice)."""
    hang(Holder(
        "strategy.claims", lambda actor: ClaimUse.objects.visible_to(actor).filter(claim__in=used_claims(actor)),
        "document", "claim__uid", lambda uid: reverse("strategy:claim", args=[uid]),
    ))
    hang(Holder(
        "strategy.versions", ReportVersion.objects.visible_to, "pdf", "uid",
        lambda uid: reverse("strategy:report_version", args=[uid]),
    ))
