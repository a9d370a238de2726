"""Everything that writes the tree of a strategy, under one roof for those who build on it."""

from soucinnost.strategy.actions.activities import add_activity, change_activity, move_activity, remove_activity
from soucinnost.strategy.actions.frame import (
    approve,
    change_strategy,
    create_strategy,
    mark_evaluated,
    remove_strategy,
    reopen_draft,
)
from soucinnost.strategy.actions.goals import add_goal, change_goal, evaluate_goal, move_goal, remove_goal
from soucinnost.strategy.actions.measures import (
    add_measure,
    change_measure,
    link_measures,
    move_measure,
    remove_measure,
    unlink_measures,
)

__all__ = [
    "add_activity", "add_goal", "add_measure", "approve", "change_activity", "change_goal", "change_measure",
    "change_strategy", "create_strategy", "evaluate_goal", "link_measures", "mark_evaluated", "move_activity",
    "move_goal", "move_measure", "remove_activity", "remove_goal", "remove_measure", "remove_strategy", "reopen_draft",
    "unlink_measures",
]
