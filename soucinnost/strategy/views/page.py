"""The page of a strategy: its tree, or only its frame for who does not sit in the team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from soucinnost.audit.disclosure import disclose
from soucinnost.strategy import rules
from soucinnost.strategy.entrances import ways
from soucinnost.strategy.enums import Outcome, StrategyState
from soucinnost.strategy.models import Strategy
from soucinnost.strategy.selectors.listing import neighbours, steps
from soucinnost.strategy.selectors.tree import NO_OWNER, Tree, read_tree
from soucinnost.strategy.selectors.whole import whole
from soucinnost.strategy.views.common import actor_of, content_strategy, visible_strategy
from soucinnost.strategy.words import NOT_ASSESSED, fulfilled_of, outcome_shown, state_shown, summary


@require_safe
def strategy(request: HttpRequest, uid: str) -> HttpResponse:
    """One strategy: goals, measures, how they turned out, what proves it, who owes."""
    actor, found = actor_of(request), visible_strategy(request, uid)
    if not rules.sees_content(actor, found):
        return _frame(request, found)
    outcome, owner = request.GET.get("stav", ""), request.GET.get("kdo", "")
    outcome = outcome if outcome in (*Outcome.values, NOT_ASSESSED) else ""
    view = whole(actor, found)
    tree = read_tree(actor, view, timezone.localdate(), outcome, owner)
    disclose(request, "strategy.viewed", tree.uids, object_uid=found.uid, circle=found.circle.uid)
    context = {
        **_common(request, found), "view": view, "tree": tree, "branches": _shown(tree), "outcome": outcome,
        "owner": owner, "narrowed": bool(outcome or owner), "summary": summary(view.measures), "owners": tree.owners,
        "has_unowned": any(one.measure.owner is None for one in view.measures), "no_owner": NO_OWNER,
        "outcomes": [*((value, label) for value, label in Outcome.choices), (NOT_ASSESSED, outcome_shown(None).text)],
        "may_write": rules.writes(actor, found), "may_answer": rules.answers_for(actor, found),
        "may_remark": rules.contributes(actor, found),
        "is_draft": found.state == StrategyState.DRAFT,
        "ways": ways(actor, found), "activities": sum(len(one.activities) for one in view.measures),
    }
    return render(request, "strategy/strategy.html", context)


def _shown(tree: Tree) -> list[dict[str, object]]:
    """Goals with their rows and the words of their states, resolved once for the template."""
    return [
        {
            "goal": branch.goal, "done": fulfilled_of(branch.goal.measures),
            "rows": [
                {
                    "row": row, "state": outcome_shown(row.place.assessment),
                    "unmet": [(outcome_shown(one.assessment), one) for one in row.unmet],
                }
                for row in branch.rows
            ],
        }
        for branch in tree.branches
    ]


def _frame(request: HttpRequest, found: Strategy) -> HttpResponse:
    disclose(request, "strategy.frame_viewed", [found.uid], object_uid=found.uid, circle=found.circle.uid)
    return render(request, "strategy/frame.html", _common(request, found))


def _common(request: HttpRequest, found: Strategy) -> dict[str, object]:
    """What the page shows whoever reads it."""
    actor = actor_of(request)
    before, after, hidden = neighbours(actor, found)
    return {
        "strategy": found, "state": state_shown(found.state), "before": before, "after": after,
        "has_hidden_before": hidden, "may_seat": rules.seats_team(actor, found),
        "sees_team": rules.sees_team(actor, found), "may_take_seat": rules.takes_seat(actor, found),
        "today": timezone.localdate(),
    }


@require_safe
def sequence(request: HttpRequest, uid: str) -> HttpResponse:
    """What passes between the strategy and its neighbours, measure beside measure."""
    actor, found = actor_of(request), content_strategy(request, uid)
    read = steps(actor, found)
    uids = [one.uid for step in read for one in (step.earlier, step.later)]
    disclose(request, "strategy.sequence_viewed", uids, object_uid=found.uid, circle=found.circle.uid)
    rows = [
        {
            "step": step,
            "passings": None if step.passings is None else [
                {
                    "one": one, "before": one.before and outcome_shown(one.before.assessment),
                    "after": one.after and outcome_shown(one.after.assessment),
                }
                for one in step.passings
            ],
        }
        for step in read
    ]
    return render(request, "strategy/sequence.html", {"strategy": found, "steps": rows})
