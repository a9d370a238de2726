"""A strategy of the cast's town with its team, for the matrix; other rooms of the app add their records here."""

from typing import Any

from soucinnost.access.models import Seat
from soucinnost.strategy.actions import drafting, proving, reporting, undertakings
from soucinnost.strategy.actions.collecting import open_collection
from soucinnost.strategy.actions.tree import link_measures
from tests import factories
from tests.cast import Cast
from tests.strategy import kit

OF_EVIDENCE = {
    "claim": "claim", "claim_correct": "claim", "claim_use": "claim", "claim_rows": "claim", "conflict_new": "claim",
    "claim_leave": "use", "conflict_remove": "conflict", "claim_new": "measure", "take_over": "measure",
    "indicator_new": "measure", "goal_indicator_new": "goal", "undertaking": "undertaking",
    "undertaking_edit": "undertaking", "undertaking_remove": "undertaking", "undertaking_claim": "undertaking",
    "undertaking_take_over": "undertaking", "indicator": "indicator", "indicator_edit": "indicator",
    "indicator_remove": "indicator", "indicator_claim": "indicator", "indicator_take_over": "indicator",
}
"""Which record an address of evidence names."""
OF_COLLECTING = {
    "collection": "collection", "collection_move": "collection", "collection_remind": "collection",
    "collection_ask": "collection", "collection_close": "collection", "collection_reopen": "collection",
    "answer": "ask", "answered": "ask", "ask_person": "ask",
}
"""Which record an address of a collection names."""
OF_DRAFTING = {
    "round": "round", "round_move": "round", "round_close": "round", "round_reopen": "round",
    "remark_answer": "remark", "remark_edit": "remark", "remark_remove": "remark",
}
"""Which record an address of a round of remarks names."""
PLAIN = ("strategy:list", "strategy:new")


class StrategyStage:
    """A draft with two goals, measures that are linked, planned activities, and the team of ``tests.strategy.kit``."""

    def __init__(self, cast: Cast) -> None:
        self.strategy = kit.planted(cast)
        self.goal = self.strategy.goals.get(position=1)
        self.measure, self.other, *_rest = kit.measures(self.strategy)
        link_measures(by=kit.SYSTEM, one=self.measure, other=self.other)
        self.activity = self.measure.activities.get(position=1)
        self.use = proving.state(by=cast.actor("member"), strategy=self.strategy, measure=self.measure, text="Kurz")
        self.claim = self.use.claim
        second = proving.state(by=kit.SYSTEM, strategy=self.strategy, measure=self.other, text="Nebyl")
        self.conflict = proving.mark_conflict(
            by=kit.SYSTEM, strategy=self.strategy, one=self.claim, other=second.claim, note="zda byl"
        )
        self.undertaking = undertakings.add_undertaking(
            by=kit.SYSTEM, strategy=self.strategy, kind="event", title="Beseda", measures=[self.measure]
        )
        self.indicator = undertakings.add_indicator(by=kit.SYSTEM, measure=self.measure, title="Kurzy", unit="kurzů")
        reporting.write_passage(by=kit.SYSTEM, strategy=self.strategy, key="summary", text="Jinými slovy.")
        self.versions = [reporting.make_version(by=kit.SYSTEM, strategy=self.strategy) for _number in (1, 2)]
        self.collection = open_collection(
            by=kit.SYSTEM, strategy=self.strategy, period_from=kit.FIRST, period_to=kit.FIRST.replace(month=12),
            due_on=factories.today(),
        )
        self.ask = self.collection.asks.get()
        self.round = drafting.open_round(by=kit.SYSTEM, strategy=self.strategy, due_on=factories.today())
        self.remark = drafting.add_remark(
            by=cast.actor("member"), strategy=self.strategy, round_=self.round, text="Chybí senioři."
        )
        self.seat = Seat.objects.get(circle=self.strategy.circle, person=cast.person("member"))

    def parameters(self, name: str, variant: str) -> dict[str, Any]:
        """Parameters of the address."""
        bare = name.removeprefix("strategy:")
        if name in PLAIN:
            return {}
        if bare == "round_paper":
            return {"uid": self.round.uid, "fmt": "xlsx"}
        if bare in OF_DRAFTING:
            return {"uid": getattr(self, OF_DRAFTING[bare]).uid}
        if bare in OF_COLLECTING:
            return {"uid": getattr(self, OF_COLLECTING[bare]).uid}
        if bare in OF_EVIDENCE:
            return {"uid": getattr(self, OF_EVIDENCE[bare]).uid}
        if bare in {"goal", "goal_evaluation", "goal_remove", "goal_shift", "measures_order", "measure_new"}:
            return {"goal_uid": self.goal.uid}
        if bare in {"activity", "activity_shift", "activity_remove"}:
            return {"activity_uid": self.activity.uid}
        if bare == "measure_unlink":
            return {"measure_uid": self.measure.uid, "other_uid": self.other.uid}
        if bare in {"report_version", "report_again", "report_compare", "report_html"}:
            return {"version_uid": self.versions[-1].uid}
        if bare in {"passage", "passage_settle"}:
            return {"uid": self.strategy.uid, "key": "summary"}
        if bare == "evaluation_file":
            return {"uid": self.strategy.uid, "kind": "zprava", "fmt": "docx"}
        if bare in {"assess", "activities", "activities_order"} or bare.split("_")[0] == "measure":
            return {"measure_uid": self.measure.uid}
        if bare in {"seat", "seat_end"}:
            return {"uid": self.strategy.uid, "seat_uid": self.seat.uid}
        return {"uid": self.strategy.uid}
