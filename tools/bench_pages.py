"""Which pages are measured, by whom they are read and what is asked of each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

READING, EDITOR, CHART = 30, 60, 150
"""KiB that a cold page may weigh, compressed (figure 4)."""
LIST, DETAIL = 15, 25
"""SELECTs that a page may take (figure 3)."""
GROWS, STAYS = 3.0, 1.3
"""National against small (figure 5): overviews, and pages of one group."""


@dataclass(frozen=True)
class Page:
    """A page, its reader (``chair``, ``manager``, ``coordinator``) and its limits."""

    reader: str
    address: str
    selects: int = DETAIL
    weight: int = READING
    growth: float = STAYS


@dataclass(frozen=True)
class People:
    """The chair of a group who sits in its town's strategy too, the manager of the town, a region's coordinator."""

    chair: Any
    manager: Any
    coordinator: Any


def people() -> People:
    """The first of each."""
    from soucinnost.access.models import Grant, Seat

    chair = Seat.objects.filter(is_chair=True).order_by("pk").first()
    grants = Grant.objects.order_by("pk")
    return People(
        chair.person, grants.filter(role="manager", organisation=chair.organisation).first().person,
        grants.filter(role="coordinator").first().person,
    )


def pages(known: People) -> dict[str, Page]:
    """All pages by name."""
    return _pages_of_groups(known) | _pages_over_all() | _pages_of_strategies(known)


def _pages_of_groups(known: People) -> dict[str, Page]:
    from django.urls import reverse

    from soucinnost.access.models import Seat
    from soucinnost.groups.models import Group
    from soucinnost.meetings.enums import MeetingState
    from soucinnost.meetings.models import Meeting

    seat = Seat.objects.filter(is_chair=True, person=known.chair).order_by("pk").first()
    group = Group.objects.get(circle=seat.circle)
    locked = Meeting.objects.filter(group=group, state=MeetingState.FINAL).order_by("-starts_at").first()
    coming = Meeting.objects.filter(group=group, state=MeetingState.PREPARED).first()
    return {
        "tasks": Page("chair", reverse("assignments:list") + "?kdo=vse&stav=vse", LIST, growth=GROWS),
        "meeting, minutes": Page("chair", reverse("meetings:minutes", args=[locked.uid])),
        "meeting, agenda": Page("chair", reverse("meetings:prepare", args=[coming.uid]), weight=EDITOR),
        "group": Page("chair", reverse("groups:group", args=[group.uid])),
    }


def _pages_over_all() -> dict[str, Page]:
    from django.urls import reverse

    def over(reader: str, name: str, asked: str = "") -> Page:
        return Page(reader, reverse(name) + asked, LIST, growth=GROWS)

    return {
        "meetings": over("chair", "meetings:list"),
        "desk": Page("chair", reverse("desk:desk"), growth=GROWS),
        "groups of a region": over("coordinator", "groups:list"),
        "search, two words": over("chair", "search:search", "?q=spolecnou+pochuzku"),
        "search, a phrase": over("chair", "search:search", "?q=%22hlídky+docházejí%22"),
        "suggestions": over("chair", "search:suggest", "?q=pochůz"),
        "strategies": over("chair", "strategy:list"),
        "strategies of a region": over("coordinator", "strategy:list"),
        "evaluations read": over("manager", "evaluations:list"),
    }


def _pages_of_strategies(known: People) -> dict[str, Page]:
    from django.urls import reverse

    from soucinnost.intake.evaluations.models import EvaluationReading
    from soucinnost.strategy.models import Strategy

    strategy = Strategy.objects.filter(circle__seats__person=known.chair).order_by("-pk").first()
    waiting = EvaluationReading.objects.filter(
        state="ready", strategy=None, organisation__in=known.manager.grants.values("organisation")
    ).first()
    found = pages_of(strategy)
    if waiting is not None:
        found["evaluation being corrected"] = Page(
            "manager", reverse("evaluations:reading", args=[waiting.uid]), weight=EDITOR
        )
    return {f"strategy, {name}": page for name, page in found.items()}


def pages_of(strategy: Any, reader: str = "chair") -> dict[str, Page]:
    """Pages of one strategy, as its chair sees them."""
    from django.urls import reverse

    from soucinnost.strategy.models import Ask, Collection, Measure, Round, Undertaking

    def of(name: str, *args: str, **limits: Any) -> Page:
        return Page(reader, reverse(f"strategy:{name}", args=args or [strategy.uid]), **limits)

    measure = Measure.objects.filter(strategy=strategy).order_by("goal__position", "position").first()
    use = measure.indicators.first().uses.order_by("pk").first()
    done = Undertaking.objects.filter(strategy=strategy).order_by("-pk").first()
    running = Collection.objects.filter(strategy=strategy).order_by("-period_from").first()
    asked = Ask.objects.filter(collection=running, state="handed_in").order_by("pk").first()
    remarked = Round.objects.filter(strategy=strategy).first()
    return {
        "tree": of("strategy"),
        "goal": of("goal", measure.goal.uid, weight=EDITOR),
        "evaluation of a goal": of("goal_evaluation", measure.goal.uid, weight=EDITOR),
        "measure": of("measure", measure.uid, weight=CHART),
        "order": of("arrange", weight=EDITOR),
        "what went before and after": of("sequence"),
        "team": of("team", selects=LIST),
        "who owes": of("owing", selects=LIST),
        "claims": of("claims", selects=LIST),
        "claim": of("claim", use.claim.uid),
        "contradictions": of("contradictions", selects=LIST),
        "indicators": of("indicators", selects=LIST, weight=CHART),
        "indicator": of("indicator", use.indicator.uid, weight=CHART),
        "undertakings": of("undertakings", selects=LIST),
        "undertaking": of("undertaking", done.uid, weight=CHART),
        "rounds": of("rounds", selects=LIST),
        "round": of("round", remarked.uid, weight=EDITOR),
        "collections": of("collections", selects=LIST),
        "collection": of("collection", running.uid),
        "form of an owner": of("answer", asked.uid, weight=EDITOR),
        "what an owner handed in": of("answered", asked.uid),
        "evaluation report": of("evaluation", weight=CHART),
        "page for the council": of("council", weight=CHART),
        "versions": of("report_versions", selects=LIST),
        "version": of("report_version", version_of(strategy).uid, weight=CHART),
    }


def version_of(strategy: Any) -> Any:
    """A kept version of the report, made by the installation where nobody has kept one."""
    from soucinnost.access.actors import SystemActor
    from soucinnost.strategy.actions.reporting import make_version
    from soucinnost.strategy.models import ReportVersion

    known = ReportVersion.objects.filter(strategy=strategy).order_by("number").first()
    return known or make_version(by=SystemActor(name="bench"), strategy=strategy, note=f"{date.today():%d. %m. %Y}")
