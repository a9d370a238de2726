"""A strategy of the cast's town with its team, for the matrix; other rooms of the app add their records here."""

from typing import Any

from soucinnost.access.models import Seat
from soucinnost.strategy.actions.tree import link_measures
from tests.cast import Cast
from tests.strategy import kit

PLAIN = ("strategy:list", "strategy:new")


class StrategyStage:
    """A draft with two goals, measures that are linked, planned activities, and the team of ``tests.strategy.kit``."""

    def __init__(self, cast: Cast) -> None:
        self.strategy = kit.planted(cast)
        self.goal = self.strategy.goals.get(position=1)
        self.measure, self.other, *_rest = kit.measures(self.strategy)
        link_measures(by=kit.SYSTEM, one=self.measure, other=self.other)
        self.activity = self.measure.activities.get(position=1)
        self.seat = Seat.objects.get(circle=self.strategy.circle, person=cast.person("member"))

    def parameters(self, name: str, variant: str) -> dict[str, Any]:
        """Parameters of the address."""
        bare = name.removeprefix("strategy:")
        if name in PLAIN:
            return {}
        if bare in {"goal", "goal_evaluation", "goal_remove", "goal_shift", "measures_order", "measure_new"}:
            return {"goal_uid": self.goal.uid}
        if bare in {"activity", "activity_shift", "activity_remove"}:
            return {"activity_uid": self.activity.uid}
        if bare == "measure_unlink":
            return {"measure_uid": self.measure.uid, "other_uid": self.other.uid}
        if bare in {"assess", "activities", "activities_order"} or bare.split("_")[0] == "measure":
            return {"measure_uid": self.measure.uid}
        if bare in {"seat", "seat_end"}:
            return {"uid": self.strategy.uid, "seat_uid": self.seat.uid}
        return {"uid": self.strategy.uid}
